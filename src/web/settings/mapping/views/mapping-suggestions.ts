import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MappedFieldInput, MappingSuggestion, SchemaFieldShape } from '../../../../api/mappings.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { checkIcon } from '../../../elements/icons.ts';
import { tell } from '../../../elements/tell.ts';
import { drawLoaded } from '../../views/draw-problem.ts';
import {
  asMapped,
  LEVELS,
  openSuggestions,
  type SuggestionsState,
  type SuggestionsStore,
} from '../store/suggestions-store.ts';
import type { SuggestionsWork } from '../suggestions-work.ts';
import '../../../elements/badge.ts';
import '../../../elements/button.ts';
import '../../../elements/dialog.ts';
import '../../../elements/empty.ts';
import '../../../elements/field.ts';

/**
 * What would fit the fields that a draft does not map yet: how sure it is, and why. Taking one puts it into the draft;
 * nothing is saved.
 *
 * @fires care-close
 * @fires care-suggestion-taken
 */
@customElement('care-mapping-suggestions')
export class CareMappingSuggestions extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .lead { color: var(--care-text-quiet); }
      .all { display: flex; flex-wrap: wrap; align-items: end; gap: var(--care-space-4); margin: var(--care-space-5) 0; }
      .all care-field { flex: 1; min-width: 140px; }
      li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: var(--care-space-1) var(--care-space-4); align-items: center; padding: var(--care-space-4) 0; border-top: 1px solid var(--care-border); }
      .field { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-3); font-weight: var(--care-weight-medium); }
      .source { display: block; overflow-wrap: anywhere; }
      small { display: block; font: var(--care-type-caption); color: var(--care-text-faint); }
    `,
  ];

  @property({ attribute: false }) store!: SuggestionsStore;
  @property({ attribute: false }) work!: SuggestionsWork;
  @property({ type: Boolean }) open = false;
  /** The draft. */
  @property({ attribute: false }) fields: readonly MappedFieldInput[] = [];
  @property({ attribute: false }) schema: readonly Pick<SchemaFieldShape, 'name' | 'label'>[] = [];

  #state: StoreController<SuggestionsState, SuggestionsState> | undefined;

  protected override willUpdate(changed: PropertyValues<this>) {
    this.#state ??= new StoreController<SuggestionsState, SuggestionsState>(this, this.store, (all) => all);
    this.#state.follow(this.store);
    if (this.open && (changed.has('open') || changed.has('work'))) void this.work.load();
  }

  override render() {
    const { load } = this.#state!.value;
    return html`<care-dialog .open=${this.open} heading="Suggested mapping">
      ${
        this.open
          ? html`<p class="lead">From the names and labels of the org’s own fields. What you take goes into the draft; nothing is saved.</p>
              ${drawLoaded(load, (all) => this.#renderOpen(openSuggestions(all, this.fields)), { again: () => void this.work.load() })}`
          : nothing
      }
      <care-button slot="actions" variant="primary" @click=${() => tell(this, 'care-close')}>Done</care-button>
    </care-dialog>`;
  }

  #renderOpen(open: readonly MappingSuggestion[]) {
    if (open.length === 0) {
      return html`<care-empty .icon=${checkIcon} heading="Nothing is left to suggest"
        >Fields that are not mapped have no name that Care knows.</care-empty
      >`;
    }
    const { level } = this.#state!.value;
    const sure = open.filter(({ confidence }) => confidence >= level);
    return html`<div class="all">
        <care-field
          type="select"
          label="How sure"
          .options=${LEVELS.map((one) => ({ value: String(one.level), label: one.label }))}
          .value=${String(level)}
          @care-change=${(event: HTMLElementEventMap['care-change']) => this.work.setLevel(Number(event.detail.value))}
        ></care-field>
        <care-button ?disabled=${sure.length === 0} @click=${() => this.#take(sure)}
          >${sure.length === 0 ? 'None is so sure' : sure.length === 1 ? 'Take the one' : `Take all ${sure.length}`}</care-button
        >
      </div>
      <ul aria-label="Suggestions">
        ${open.map((one) => this.#renderOne(one))}
      </ul>`;
  }

  #renderOne(suggestion: MappingSuggestion) {
    const { field, words, confidence, why } = suggestion;
    const label = this.schema.find(({ name }) => name === field)?.label ?? field;
    return html`<li>
      <div>
        <span class="field">${label}<care-badge tone=${toneOf(confidence)}>${confidence} %</care-badge></span>
        <span class="source">${words}</span>
        <small>${why}</small>
      </div>
      <care-button size="small" @click=${() => this.#take([suggestion])}>Take<span class="visually-hidden"> ${words} for ${label}</span></care-button>
    </li>`;
  }

  #take(suggestions: readonly MappingSuggestion[]) {
    tell(this, 'care-suggestion-taken', { fields: suggestions.map(asMapped) });
  }
}

const toneOf = (confidence: number) => (confidence >= 90 ? 'success' : confidence >= 75 ? 'info' : 'neutral');

declare global {
  interface HTMLElementTagNameMap {
    'care-mapping-suggestions': CareMappingSuggestions;
  }
}
