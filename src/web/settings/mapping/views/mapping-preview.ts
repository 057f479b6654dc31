import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { FieldProblem, MappedFieldInput, SchemaFieldShape } from '../../../../api/mappings.ts';
import type { CaseSummary } from '../../../../api/shapes.ts';
import { PLATFORM_LABELS } from '../../../../domain/profile.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { buttonStyles } from '../../../elements/button-styles.ts';
import { drawIcon } from '../../../elements/draw-icon.ts';
import { drawShape, shapeStyles } from '../../../elements/draw-shape.ts';
import { eyeOffIcon } from '../../../elements/icons.ts';
import { inboxIcon } from '../../../elements/page-icons.ts';
import { chevronRightIcon } from '../../../elements/settings-icons.ts';
import { tell } from '../../../elements/tell.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import type { PreviewWork } from '../preview-work.ts';
import { type PreviewRow, previewRows } from '../store/preview-rows.ts';
import type { PreviewState, PreviewStore } from '../store/preview-store.ts';
import { previewStyles } from './preview-styles.ts';
import './recent-cases.ts';
import '../../../elements/badge.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/empty.ts';
import '../../../elements/field.ts';
import '../../../elements/search.ts';
import '../../../elements/skeleton.ts';

const CHANGE_WORDS = { added: 'Added', changed: 'Changed', removed: 'Removed' } as const;
const CHANGE_TONES = { added: 'success', changed: 'accent', removed: 'neutral' } as const;
/** What is longer is folded. */
const FOLDED_CHARACTERS = 180;

/**
 * The record that a draft would make of a real Care case, every problem beside its field, and how the latest cases
 * would fare. It follows the draft and saves nothing.
 *
 * @fires care-problems-found - What stands in the way of the chosen case.
 * @fires care-show-field - The name of a field was pressed.
 */
@customElement('care-mapping-preview')
export class CareMappingPreview extends LitElement {
  static override styles = [baseStyles, buttonStyles, shapeStyles, previewStyles];

  @property({ attribute: false }) store!: PreviewStore;
  @property({ attribute: false }) work!: PreviewWork;
  /** The draft. */
  @property({ attribute: false }) fields: readonly MappedFieldInput[] = [];
  /** For the labels of fields that are not mapped. */
  @property({ attribute: false }) schema: readonly Pick<SchemaFieldShape, 'name' | 'label'>[] = [];
  /** Why one may not see Care cases. */
  @property() refused = '';

  @state() private unfolded: ReadonlySet<string> = new Set();

  #state: StoreController<PreviewState, PreviewState> | undefined;
  #found: readonly FieldProblem[] | null = null;

  protected override willUpdate(changed: PropertyValues<this>) {
    this.#state ??= new StoreController<PreviewState, PreviewState>(this, this.store, (all) => all);
    this.#state.follow(this.store);
    if (this.refused) return;
    if (changed.has('work')) {
      this.#found = null;
      void this.work.loadCases();
    }
    if (changed.has('work') || changed.has('fields')) this.work.follow(this.fields);
  }

  protected override updated() {
    const { made } = this.#state!.value;
    if (!made || made.problems === this.#found) return;
    this.#found = made.problems;
    tell(this, 'care-problems-found', { problems: made.problems });
  }

  override render() {
    if (this.refused) {
      return html`<care-card level="2" heading="Live preview"
        ><care-empty level="3" .icon=${eyeOffIcon} heading="You can’t see Care cases">${this.refused}</care-empty></care-card
      >`;
    }
    const { behind, problem, chosen, made } = this.#state!.value;
    return html`<care-card level="2" heading="Live preview">
      <span slot="actions" class="fresh" role="status"
        >${
          problem
            ? html`${drawShape('warning')}Not up to date`
            : chosen && (behind || !made)
              ? html`${drawShape('neutral')}Reading the draft`
              : chosen
                ? html`${drawShape('success')}Follows the draft`
                : nothing
        }</span
      >
      ${this.#renderPick()} ${this.#renderRecord()}
    </care-card>`;
  }

  #renderPick() {
    const { cases, chosen, search } = this.#state!.value;
    const found = cases.status === 'ready' ? cases.value : [];
    const shown = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
    const at = found.findIndex(({ id }) => id === chosen?.id);
    return html`<div class="pick">
      <care-search
        label="Find a case by number, customer or text"
        .value=${search}
        @care-change=${(event: HTMLElementEventMap['care-change']) => this.#find(event)}
      ></care-search>
      ${
        cases.status === 'failed'
          ? drawProblem(cases.problem, { tone: 'warning', again: () => void this.work.loadCases() })
          : nothing
      }
      ${cases.status === 'ready' && found.length === 0 && search ? html`<p class="quiet" role="status">No case fits “${search}”.</p>` : nothing}
      ${
        shown.length === 0
          ? nothing
          : html`<div class="line">
              <button
                type="button"
                class="button quiet small icon-only back"
                aria-label="Newer case"
                title="Newer case"
                ?disabled=${at <= 0}
                @click=${() => this.work.step(-1)}
              >
                ${drawIcon(chevronRightIcon)}
              </button>
              <care-field
                type="select"
                label="Care case"
                .options=${shown.map((one) => ({ value: one.id, label: caseWords(one) }))}
                .value=${chosen?.id ?? ''}
                @care-change=${(event: HTMLElementEventMap['care-change']) => this.work.choose(event.detail.value)}
              ></care-field>
              <button
                type="button"
                class="button quiet small icon-only"
                aria-label="Older case"
                title="Older case"
                ?disabled=${at === found.length - 1}
                @click=${() => this.work.step(1)}
              >
                ${drawIcon(chevronRightIcon)}
              </button>
            </div>`
      }
    </div>`;
  }

  #find(event: HTMLElementEventMap['care-change']) {
    event.stopPropagation();
    this.work.find(event.detail.value);
  }

  #renderRecord() {
    const { cases, chosen, made, problem, recent, recentBehind } = this.#state!.value;
    if (problem && !made) return drawProblem(problem, { tone: 'warning', again: () => this.work.again() });
    if (!chosen && cases.status === 'ready') {
      return this.#state!.value.search
        ? nothing
        : html`<care-empty level="3" .icon=${inboxIcon} heading="No Care case yet"
            >The first conversation shows here what Salesforce would get of it.</care-empty
          >`;
    }
    if (!made) {
      return cases.status === 'failed'
        ? nothing
        : html`<div class="waiting"><care-skeleton></care-skeleton><care-skeleton></care-skeleton><care-skeleton></care-skeleton></div>`;
    }
    const rows = previewRows(made, this.schema);
    return html`${problem ? drawProblem(problem, { tone: 'warning', again: () => this.work.again() }) : nothing}
      ${
        rows.length === 0
          ? html`<p class="quiet none">Nothing is mapped here, so there is nothing to preview.</p>`
          : html`<dl aria-label="The record that would be created">${rows.map((row) => this.#renderRow(row))}</dl>`
      }
      ${rows.length === 0 ? nothing : html`<care-recent-cases .recent=${recent} ?behind=${recentBehind}></care-recent-cases>`}`;
  }

  #renderRow(row: PreviewRow) {
    const { field, label, change, source } = row;
    return html`<div class=${change ?? ''}>
      <dt>
        <button type="button" class="button link small" title="Show ${label} in the table" @click=${() => tell(this, 'care-show-field', { field })}>
          ${label}</button
        >${change ? html`<care-badge tone=${CHANGE_TONES[change]}>${CHANGE_WORDS[change]}</care-badge>` : nothing}
      </dt>
      <dd>
        ${this.#renderValue(row)}
        ${row.was === null ? nothing : html`<span class="quiet">was: ${row.was}</span>`}
        ${source ? html`<span class="quiet">${source}</span>` : nothing}
        ${row.problems.map(drawFieldProblem)}
      </dd>
    </div>`;
  }

  #renderValue({ field, label, shown, change, isMade }: PreviewRow) {
    if (change === 'removed') return html`<i class="quiet">no longer written</i>`;
    if (!isMade) return nothing;
    if (shown === null || shown === '') return html`<i class="quiet">empty</i>`;
    const isLong = shown.length > FOLDED_CHARACTERS || shown.split('\n').length > 3;
    if (!isLong) return html`<span class="value" dir="auto">${shown}</span>`;
    const isOpen = this.unfolded.has(field);
    return html`<span class="value ${isOpen ? '' : 'folded'}" dir="auto">${shown}</span>
      <button
        type="button"
        class="button link small"
        aria-expanded=${isOpen ? 'true' : 'false'}
        aria-label=${isOpen ? `Show less of ${label}` : `Show all of ${label}`}
        @click=${() => this.#fold(field)}
      >
        ${isOpen ? 'Show less' : 'Show all'}
      </button>`;
  }

  #fold(field: string) {
    const next = new Set(this.unfolded);
    if (!next.delete(field)) next.add(field);
    this.unfolded = next;
  }
}

/** `#9463 Maya Lindqvist, Instagram`. */
const caseWords = ({ number, customer, profile }: CaseSummary): string =>
  `#${number} ${customer.name}, ${PLATFORM_LABELS[profile.platform]}`;

const drawFieldProblem = ({ severity, fact, remedy }: FieldProblem) =>
  html`<p class="problem ${severity}">
    ${drawShape(severity === 'refusal' ? 'danger' : 'warning')}<span
      >${severity === 'refusal' ? html`<b>Salesforce would refuse.</b> ` : nothing}${fact} <span class="remedy">${remedy}</span></span
    >
  </p>`;

declare global {
  interface HTMLElementTagNameMap {
    'care-mapping-preview': CareMappingPreview;
  }
}
