import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CareDatumShape, FitRule, MappedFieldInput } from '../../../../api/mappings.ts';
import { bookOf } from '../../../../domain/mapping/care-datum.ts';
import type { SourceKind } from '../../../../domain/mapping/mapped-field.ts';
import { sourceWords } from '../../../../domain/mapping/source-words.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { drawIcon } from '../../../elements/draw-icon.ts';
import { drawShape, shapeStyles } from '../../../elements/draw-shape.ts';
import { xIcon } from '../../../elements/icons.ts';
import { slidersHorizontalIcon, undo2Icon } from '../../../elements/mapping-icons.ts';
import { arrowLeftIcon } from '../../../elements/page-icons.ts';
import { tell } from '../../../elements/tell.ts';
import type { Loaded } from '../../store/loaded.ts';
import type { ExternalId } from '../store/draft-store.ts';
import type { FieldRow } from '../store/field-groups.ts';
import {
  dataOptions,
  KIND_LABELS,
  kindOptions,
  newlyMapped,
  type Source,
  sourceOf,
  unmappedWords,
  variableWords,
} from '../store/source-kinds.ts';
import { drawDetails, isFoundById } from './draw-details.ts';
import { personWords } from './person-words.ts';
import { rowStyles } from './row-styles.ts';
import '../../../elements/button.ts';
import './fixed-value.ts';
import './pick.ts';
import './template-field.ts';

/**
 * A field and where its value comes from.
 *
 * @fires care-map - It is mapped otherwise; detail `{ mapped, aspect }`.
 * @fires care-unmap - Its mapping is taken out; detail `{ field }`.
 * @fires care-restore - It is to be as it was saved; detail `{ field }`.
 * @fires care-need-external-ids - What records of an object can be found by is to be shown; detail `{ object }`.
 */
@customElement('care-mapping-row')
export class CareMappingRow extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    baseStyles,
    shapeStyles,
    rowStyles,
    css`
      :host { display: block; font: var(--care-type-body); color: var(--care-text); }
      :host([changed]) { box-shadow: inset 3px 0 0 var(--care-accent); }
      :host([broken]) { box-shadow: inset 3px 0 0 var(--care-warning-fill); background: var(--care-warning-quiet); }
      .acts { display: flex; gap: 2px; }
      .values { grid-column: 3 / -1; display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--care-space-4); color: var(--care-text-faint); font: var(--care-type-caption); overflow-wrap: anywhere; }
      .values .warn { display: inline-flex; gap: var(--care-space-2); color: var(--care-warning-text); }
      @container table (max-width: 559px) { .values { grid-column: 1 / -1; } }
      .problems { grid-column: 1 / -1; display: grid; gap: 2px; }
      .problems li { display: flex; gap: var(--care-space-3); font: var(--care-type-caption); color: var(--care-text-quiet); }
      .problems .shape { margin-top: 1px; }
      .problems b { color: var(--care-text); font-weight: var(--care-weight-medium); }
      .details { grid-column: 1 / -1; display: grid; gap: var(--care-space-4); padding: var(--care-space-3) var(--care-space-3) var(--care-space-4) 0; }
      .ticks { display: flex; flex-wrap: wrap; gap: var(--care-space-2) var(--care-space-7); }
      .by { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-4); }
      .by care-field { min-width: 240px; }
    `,
  ];

  @property({ attribute: false }) row!: FieldRow;
  @property({ attribute: false }) careData: readonly CareDatumShape[] = [];
  @property({ attribute: false }) rule!: FitRule;
  /** Of a lookup: what its record can be found by; null: nobody has asked yet. */
  @property({ attribute: false }) externalIds: Loaded<readonly ExternalId[]> | null = null;

  @state() private chosenKind: SourceKind | null = null;
  @state() private isOpen = false;
  /** Its value is to be typed next. */
  #isBegun = false;
  @query('care-fixed-value, care-template-field') private given!:
    | HTMLElementTagNameMap['care-fixed-value' | 'care-template-field']
    | null;
  @query('.data') private data!: HTMLElementTagNameMap['care-pick'] | null;

  protected override willUpdate() {
    const { row } = this;
    this.toggleAttribute('changed', row.change !== null);
    this.toggleAttribute('broken', row.problems.length > 0);
    this.role = 'group';
    this.ariaLabel = row.field.label;
  }

  protected override updated() {
    if (this.#isBegun && this.given) {
      const { given } = this;
      this.#isBegun = false;
      void given.updateComplete.then(() => given.focus());
    }
    const [object] = this.row.field.referenceTo;
    if (this.externalIds === null && object !== undefined && isFoundById(this.row))
      tell(this, 'care-need-external-ids', { object });
  }

  override render() {
    const { field, mapped } = this.row;
    const why = this.row.filledBy ? `${this.row.filledBy} fills it.` : field.unwritable;
    return html`<div class="row">
      <div class="name"><b>${field.label}</b><small>${field.name === field.label ? '' : `${field.name} · `}${field.typeWords}${personWords(field)}</small></div>
      ${drawIcon(arrowLeftIcon)}
      ${why === null ? this.#renderSource() : html`<span class="why">${mapped ? sourceWords(mapped.source, bookOf(this.careData)) : why}</span>`}
      ${this.#renderActs()} ${why === null ? this.#renderValues() : nothing} ${this.#renderProblems()}
      ${mapped && this.#showsDetails ? html`<div class="details">${drawDetails({ row: this.row, mapped, careData: this.careData, externalIds: this.externalIds, edit: (change, aspect) => this.#edit({ ...mapped, ...change }, aspect) })}</div>` : nothing}
    </div>`;
  }

  /** Leads to what a field still needs: the list of Care data, opened. */
  beginWith(kind: SourceKind | null): void {
    this.chosenKind = kind;
    void this.updateComplete.then(() => this.data?.show());
  }

  get #kind(): SourceKind | null {
    return this.chosenKind ?? this.row.mapped?.source.kind ?? null;
  }

  get #showsDetails(): boolean {
    return this.isOpen || isFoundById(this.row) || this.row.field.rule === 'name';
  }

  #renderSource() {
    const { field } = this.row;
    const kind = this.#kind;
    return html`<care-pick
        label="${field.label}, kind"
        placeholder="Choose"
        .text=${kind === null ? '' : KIND_LABELS[kind]}
        .value=${kind ?? ''}
        .groups=${kindOptions(this.rule)}
        @care-select=${this.#chooseKind}
      ></care-pick>
      <div @care-source=${this.#sourceGiven}>${this.#renderControl(kind)}</div>`;
  }

  #renderControl(kind: SourceKind | null) {
    const { field, mapped, problems } = this.row;
    const source = mapped?.source;
    const invalid = problems.some(({ severity }) => severity === 'refusal');
    if (source?.kind === 'fixed' && kind === 'fixed') {
      return html`<care-fixed-value .field=${field} .value=${source.value} ?invalid=${invalid}></care-fixed-value>`;
    }
    if (source?.kind === 'template' && kind === 'template') {
      return html`<care-template-field
        .label=${field.label}
        .template=${source.template}
        .careData=${this.careData}
        ?invalid=${invalid}
      ></care-template-field>`;
    }
    const data = source && 'data' in source && source.kind === kind ? source : null;
    return html`<care-pick
      class="data"
      label="${field.label}, Care data"
      placeholder="Choose Care data"
      find="Find Care data"
      .text=${data ? this.#words(data) : ''}
      .value=${data?.data ?? ''}
      .groups=${dataOptions(this.careData, this.rule, kind)}
      ?invalid=${invalid}
      @care-select=${this.#chooseData}
    ></care-pick>`;
  }

  #words(source: Exclude<Source, { kind: 'fixed' | 'template' }>): string {
    const datum = this.#datum(source.data);
    return source.kind === 'variable' ? variableWords(source, datum) : (datum?.label ?? source.data);
  }

  #datum(key: string): CareDatumShape | undefined {
    return this.careData.find((each) => each.key === key);
  }

  #renderActs() {
    const { field, mapped, change } = this.row;
    if (!mapped) {
      return change === 'removed'
        ? html`<care-button size="small" variant="quiet" .icon=${undo2Icon} label="Put ${field.label} back" @click=${() => tell(this, 'care-restore', { field: field.name })}></care-button>`
        : html`<span></span>`;
    }
    return html`<div class="acts">
      ${
        field.unwritable === null
          ? html`<care-button
              size="small"
              variant="quiet"
              .icon=${slidersHorizontalIcon}
              label="${field.label}: details"
              .pressed=${this.#showsDetails}
              @click=${() => (this.isOpen = !this.isOpen)}
            ></care-button>`
          : nothing
      }
      <care-button size="small" variant="quiet" .icon=${xIcon} label="Remove the mapping of ${field.label}" @click=${() => tell(this, 'care-unmap', { field: field.name })}></care-button>
    </div>`;
  }

  /** Of a variable: that it goes value by value, and what becomes of the values without a word of their own. */
  #renderValues() {
    const { field, mapped } = this.row;
    if (mapped?.source.kind !== 'variable' || this.#kind !== 'variable') return nothing;
    const datum = this.#datum(mapped.source.data);
    if (!datum || datum.options.length === 0) return nothing;
    const open = unmappedWords(mapped.source, datum, field);
    return html`<div class="values">
      <care-button variant="link" size="small" @click=${() => (this.isOpen = !this.isOpen)}
        >${this.#showsDetails ? 'Hide the values' : 'Map value by value'}<span class="visually-hidden"> of ${field.label}</span></care-button
      >
      ${open ? html`<span class=${open.warns ? 'warn' : ''}>${open.warns ? drawShape('warning') : nothing}${open.text}</span>` : nothing}
    </div>`;
  }

  #renderProblems() {
    const { problems } = this.row;
    if (problems.length === 0) return nothing;
    return html`<ul class="problems">
      ${problems.map(
        ({ severity, fact, remedy }) => html`<li>
          ${drawShape(severity === 'refusal' ? 'danger' : 'warning')}
          <span><b>${fact}</b> ${remedy}</span>
        </li>`,
      )}
    </ul>`;
  }

  #chooseKind(event: HTMLElementEventMap['care-select']) {
    const kind = event.detail.value as SourceKind;
    const { field, mapped } = this.row;
    const before = mapped?.source;
    this.chosenKind = null;
    if (before?.kind === kind) return;
    this.#isBegun = kind === 'fixed' || kind === 'template';
    if (kind === 'fixed') {
      const value =
        field.rule === 'checkbox' ? 'true' : (field.defaultValue ?? field.options[0]?.value ?? '');
      this.#give({ kind, value }, '');
    } else if (kind === 'template') {
      const template = before && 'data' in before ? `{${before.data}}` : '';
      this.#give({ kind, template }, '');
    } else this.beginWith(kind);
  }

  #chooseData(event: HTMLElementEventMap['care-select']) {
    const datum = this.#datum(event.detail.value);
    if (!datum) return;
    this.chosenKind = null;
    const { field, mapped } = this.row;
    const before = mapped?.source;
    if (before && 'data' in before && before.data === datum.key) return;
    this.isOpen = datum.kind === 'variable';
    this.#give(sourceOf(datum, field), '');
  }

  #sourceGiven(event: HTMLElementEventMap['care-source']) {
    event.stopPropagation();
    this.#give(event.detail.source, event.detail.aspect);
  }

  #give(source: Source, aspect: string) {
    const { field, mapped } = this.row;
    this.#edit(mapped ? { ...mapped, source } : newlyMapped(field.name, source), aspect);
  }

  #edit(mapped: MappedFieldInput, aspect: string) {
    tell(this, 'care-map', { mapped, aspect });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-mapping-row': CareMappingRow;
  }
  interface HTMLElementEventMap {
    'care-map': CustomEvent<{ mapped: MappedFieldInput; aspect: string }>;
    'care-unmap': CustomEvent<{ field: string }>;
    'care-restore': CustomEvent<{ field: string }>;
    'care-need-external-ids': CustomEvent<{ object: string }>;
  }
}
