import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { MappingEditor } from '../../../../api/mappings.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { buttonStyles } from '../../../elements/button-styles.ts';
import { drawIcon } from '../../../elements/draw-icon.ts';
import { checkIcon, chevronDownIcon, lockIcon } from '../../../elements/icons.ts';
import { asteriskIcon, wandSparklesIcon } from '../../../elements/mapping-icons.ts';
import { chevronRightIcon } from '../../../elements/settings-icons.ts';
import { tell } from '../../../elements/tell.ts';
import type { DraftChanges } from '../store/draft-changes.ts';
import type { FieldProblems } from '../store/draft-problems.ts';
import type { DraftState } from '../store/draft-store.ts';
import {
  FIELD_FILTERS,
  type FieldFilter,
  type FieldGroups,
  type FieldRow,
  groupsOf,
} from '../store/field-groups.ts';
import { firstKind } from '../store/source-kinds.ts';
import { personWords } from './person-words.ts';
import { rowStyles } from './row-styles.ts';
import { tableStyles } from './table-styles.ts';
import '../../../elements/button.ts';
import '../../../elements/search.ts';
import './field-row.ts';

type GroupName = keyof FieldGroups;

const FILTER_LABELS: Readonly<Record<FieldFilter, string>> = {
  all: 'All',
  mapped: 'Mapped',
  problems: 'Problems',
  required: 'Required',
};
const GROUPS: readonly { name: GroupName; label: string; icon: string }[] = [
  { name: 'required', label: 'Required by Salesforce', icon: asteriskIcon },
  { name: 'mapped', label: 'Mapped', icon: checkIcon },
  { name: 'unmapped', label: 'Not mapped', icon: '' },
  { name: 'unwritable', label: 'Can’t be written', icon: lockIcon },
];
/** More than these are folded away until they are looked for. */
const FEW = 12;
/** Of a group as many are drawn at once; the rest when it is asked for. */
const MOST = 100;

/**
 * The fields of an object and what is mapped to them.
 *
 * @fires care-map, care-unmap, care-restore, care-need-external-ids - As of its rows.
 * @fires care-suggest - What would fit the rest is to be shown.
 */
@customElement('care-field-table')
export class CareFieldTable extends LitElement {
  static override styles = [baseStyles, buttonStyles, rowStyles, tableStyles];

  @property({ attribute: false }) editor!: MappingEditor;
  @property({ attribute: false }) draft!: DraftState;
  @property({ attribute: false }) problems!: FieldProblems;
  @property({ attribute: false }) changes!: DraftChanges;

  @state() private filter: FieldFilter = 'all';
  @state() private words = '';
  /** Groups that were folded or unfolded by hand. */
  @state() private folded: ReadonlyMap<GroupName, boolean> = new Map();
  /** Groups of which all is to be drawn. */
  @state() private whole: ReadonlySet<GroupName> = new Set();
  /** Fields somebody has begun to map, with nothing chosen yet. */
  @state() private begun: ReadonlySet<string> = new Set();
  @query('care-search') private search!: HTMLElement;

  /** Once it is saved, or rolled back, nobody has begun anything. */
  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.get('draft') && changed.get('draft')?.savedFields !== this.draft.savedFields)
      this.begun = new Set();
  }

  override render() {
    const groups = this.#groupsOf('all', '');
    const shown =
      this.filter === 'all' && this.words === '' ? groups : this.#groupsOf(this.filter, this.words);
    const nothingFound = GROUPS.every(({ name }) => shown[name].length === 0);
    return html`<section aria-label="Fields of ${this.editor.label}" @keydown=${this.#keyPressed}>
      <h2 class="visually-hidden">Fields of ${this.editor.label}</h2>
      <div class="bar">
        <care-search
          label="Find among ${this.editor.schema.length} fields"
          shortcut="/"
          .value=${this.words}
          @care-change=${(event: HTMLElementEventMap['care-change']) => (this.words = event.detail.value)}
        ></care-search>
        <care-button .icon=${wandSparklesIcon} @click=${() => tell(this, 'care-suggest')}>Suggest the rest</care-button>
      </div>
      <div class="filters" role="group" aria-label="Fields shown">${FIELD_FILTERS.map((filter) => this.#renderFilter(filter, groups))}</div>
      ${GROUPS.map((group) => (shown[group.name].length > 0 ? this.#renderGroup(group, shown[group.name]) : nothing))}
      ${
        nothingFound
          ? html`<p class="nothing" role="status">
              ${this.words === '' ? 'No field here.' : html`No field is called “${this.words}”.`}
              <care-button variant="link" size="small" @click=${this.#showAll}>Show all fields</care-button>
            </p>`
          : nothing
      }
    </section>`;
  }

  /** Leads to a field: its group unfolded, the field in view and focused. */
  async show(name: string): Promise<void> {
    if (!this.#find(name)) {
      const groups = this.#groupsOf('all', '');
      const group = GROUPS.find((each) => groups[each.name].some(({ field }) => field.name === name));
      if (!group) return;
      this.#showAll();
      this.folded = new Map(this.folded).set(group.name, false);
      this.whole = new Set(this.whole).add(group.name);
      await this.updateComplete;
    }
    const row = this.#find(name);
    row?.scrollIntoView({ block: 'center' });
    await (row as Partial<LitElement> | null)?.updateComplete;
    (row?.matches('care-mapping-row') ? row : row?.querySelector('button'))?.focus();
  }

  /** Puts the caret into the search box. */
  seek(): void {
    this.search.focus();
  }

  #groupsOf(filter: FieldFilter, words: string): FieldGroups {
    const { fields, arranged } = this.draft;
    const { problems, changes } = this;
    return groupsOf({
      schema: this.editor.schema,
      careData: this.editor.careData,
      fields,
      arranged,
      problems,
      changes,
      filter,
      words,
    });
  }

  #renderFilter(filter: FieldFilter, all: FieldGroups) {
    const rows = Object.values(all).flat();
    const counts: Record<FieldFilter, number> = {
      all: rows.length,
      mapped: this.draft.fields.length,
      problems: rows.filter(({ problems }) => problems.length > 0).length,
      required: all.required.length,
    };
    return html`<button
      type="button"
      class="button quiet small"
      aria-pressed=${filter === this.filter}
      @click=${() => (this.filter = filter)}
    >
      ${FILTER_LABELS[filter]} <span class="count">${counts[filter]}</span>
    </button>`;
  }

  #renderGroup({ name, label, icon }: (typeof GROUPS)[number], rows: readonly FieldRow[]) {
    const folds = name === 'unmapped' || name === 'unwritable';
    const isFolded = folds && this.#isFolded(name, rows.length);
    const drawn = this.whole.has(name) ? rows : rows.slice(0, MOST);
    const left = rows.length - drawn.length;
    const count = html`<span class="count">${rows.length}</span>`;
    return html`<h3 class="group">
        ${
          folds
            ? html`<button type="button" aria-expanded=${!isFolded} @click=${() => this.#fold(name, !isFolded)}>
                ${drawIcon(isFolded ? chevronRightIcon : chevronDownIcon, 'small')}${label} ${count}
              </button>`
            : html`${drawIcon(icon, 'small')}${label} ${count}`
        }
      </h3>
      ${
        isFolded
          ? nothing
          : html`<div class="rows">${repeat(
              drawn,
              ({ field }) => field.name,
              (row) => this.#renderRow(row, name),
            )}</div>
              ${left > 0 ? html`<p class="nothing"><care-button variant="link" size="small" @click=${() => (this.whole = new Set(this.whole).add(name))}>Show ${left} more</care-button></p>` : nothing}`
      }`;
  }

  #renderRow(row: FieldRow, group: GroupName) {
    const { field, mapped } = row;
    const isLight =
      mapped === null && !this.begun.has(field.name) && (group === 'unmapped' || group === 'unwritable');
    return isLight ? this.#renderLight(row) : this.#renderEditor(row);
  }

  #renderEditor(row: FieldRow) {
    const { editor, draft } = this;
    const { field } = row;
    const rule = editor.rules[field.rule] ?? NOTHING_FITS;
    return html`<care-mapping-row
      data-field=${field.name}
      .row=${row}
      .careData=${editor.careData}
      .rule=${rule}
      .externalIds=${draft.externalIds.get(field.referenceTo[0] ?? '') ?? null}
    ></care-mapping-row>`;
  }

  /** There can be hundreds of these: no element of its own until one is mapped. */
  #renderLight({ field, filledBy }: FieldRow) {
    const why = filledBy ? `${filledBy} fills it.` : field.unwritable;
    return html`<div class="row light" data-field=${field.name}>
      <div class="name"><b>${field.label}</b><small>${field.name === field.label ? '' : `${field.name} · `}${field.typeWords}${personWords(field)}</small></div>
      ${
        why === null
          ? html`<button type="button" class="button small map" aria-label="Map ${field.label}" @click=${() => this.#begin(field.name)}>Map</button>`
          : html`<span class="why">${why}</span>`
      }
    </div>`;
  }

  async #begin(name: string) {
    this.begun = new Set(this.begun).add(name);
    await this.updateComplete;
    const row = this.#find(name) as HTMLElementTagNameMap['care-mapping-row'] | null;
    await row?.updateComplete;
    row?.beginWith(firstKind(row.row.field, row.rule));
  }

  #find(name: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
  }

  #isFolded(name: GroupName, count: number): boolean {
    return (
      this.folded.get(name) ??
      (this.words === '' && this.filter === 'all' && (name === 'unwritable' || count > FEW))
    );
  }

  #fold(name: GroupName, isFolded: boolean) {
    this.folded = new Map(this.folded).set(name, isFolded);
  }

  readonly #showAll = () => {
    this.words = '';
    this.filter = 'all';
  };

  /** Alt and the arrows lead from one field to the next. */
  #keyPressed(event: KeyboardEvent) {
    if (!event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-field]')];
    const at = rows.findIndex((row) => row.matches(':focus-within'));
    const next = rows[event.key === 'ArrowDown' ? at + 1 : at - 1];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    void this.show(next.dataset.field ?? '');
  }
}

const WHY = 'Care has nothing of its type.';
const NOTHING_FITS = {
  kinds: { dynamic: WHY, internal: WHY, variable: WHY, fixed: WHY, template: WHY },
  data: {},
};

declare global {
  interface HTMLElementTagNameMap {
    'care-field-table': CareFieldTable;
  }
  interface HTMLElementEventMap {
    'care-suggest': CustomEvent<undefined>;
  }
}
