import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CasePropertiesShape } from '../../../api/case-properties.ts';
import { LANGUAGE_LABELS } from '../../../domain/language.ts';
import { SENTIMENT_LABELS, SENTIMENTS, type Sentiment } from '../../../domain/sentiment.ts';
import { StoreController } from '../../case/store/store-controller.ts';
import { baseStyles } from '../../elements/base-styles.ts';
import { xIcon } from '../../elements/icons.ts';
import type { PropertiesWork } from '../properties-work.ts';
import { editedOf, isEdited, type PropertiesState, type PropertiesStore } from '../store/properties-store.ts';
import '../../elements/banner.ts';
import '../../elements/button.ts';
import '../../elements/card.ts';
import '../../elements/checkbox.ts';
import '../../elements/field.ts';
import '../../elements/skeleton.ts';

type Field = CasePropertiesShape['fields'][number];

const NONE = 'Not set';
const SENTIMENT_OPTIONS = SENTIMENTS.map((value) => ({ value, label: SENTIMENT_LABELS[value] }));
const LANGUAGES = Object.entries(LANGUAGE_LABELS)
  .map(([value, label]) => ({ value, label }))
  .sort((one, other) => one.label.localeCompare(other.label));

/** What the team says of a case, to be changed and saved together. */
@customElement('care-case-properties')
export class CareCaseProperties extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: block; }
      form { display: grid; gap: var(--care-space-5); }
      .labels, fieldset { display: grid; gap: var(--care-space-3); margin: 0; padding: 0; border: 0; }
      .chips { display: flex; flex-wrap: wrap; gap: var(--care-space-3); }
      .chip { display: inline-flex; align-items: center; gap: var(--care-space-2); padding-inline-start: var(--care-space-4); border: 1px solid var(--care-border); border-radius: 999px; background: var(--care-surface); overflow-wrap: anywhere; }
      .add { display: flex; align-items: end; gap: var(--care-space-3); }
      .add care-field { flex: 1; min-width: 0; }
      legend { padding: 0; font: var(--care-type-caption); font-weight: var(--care-weight-strong); color: var(--care-text-quiet); }
      /* In sight as soon as there is something to save, however long the form. */
      .acts { position: sticky; bottom: 0; display: flex; justify-content: end; gap: var(--care-space-3); margin: 0 -14px -12px; padding: 10px 14px; border-top: 1px solid var(--care-border); border-radius: 0 0 var(--care-radius-card) var(--care-radius-card); background: var(--care-surface-sunken); }
    `,
  ];

  @property({ attribute: false }) store!: PropertiesStore;
  @property({ attribute: false }) work!: PropertiesWork;

  /** A label that is typed and not added yet. */
  @state() private label = '';

  #state: StoreController<PropertiesState, PropertiesState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    const all = this.#state!.value;
    const shown = editedOf(all);
    return html`<care-card heading="Properties">
      ${shown ? this.#renderForm(shown, all) : all.problem ? nothing : html`<care-skeleton></care-skeleton>`}
      ${all.problem ? html`<care-banner tone="danger" .fact=${all.problem.fact} .details=${all.problem.code}>${all.problem.remedy}</care-banner>` : nothing}
    </care-card>`;
  }

  #renderForm(
    { sentiment, language, labels, fields, knownLabels }: CasePropertiesShape,
    all: PropertiesState,
  ) {
    const languages =
      language === null || LANGUAGES.some(({ value }) => value === language)
        ? LANGUAGES
        : [...LANGUAGES, { value: language, label: language }];
    return html`<form @submit=${(event: Event) => event.preventDefault()}>
      <care-field type="select" label="Sentiment" empty-option=${NONE} .value=${sentiment ?? ''} .options=${SENTIMENT_OPTIONS}
        @care-change=${this.#on((value) => this.work.edit({ sentiment: (value || null) as Sentiment | null }))}
      ></care-field>
      <care-field type="select" label="Language" empty-option=${NONE} .value=${language ?? ''} .options=${languages}
        @care-change=${this.#on((value) => this.work.edit({ language: value || null }))}
      ></care-field>
      ${this.#renderLabels(labels, knownLabels)} ${fields.map((field) => this.#renderField(field))}
      ${
        isEdited(all)
          ? html`<div class="acts">
              <care-button size="small" @click=${() => this.work.discard()}>Discard</care-button>
              <care-button size="small" variant="primary" ?disabled=${all.busy} @click=${() => void this.work.save()}>Save properties</care-button>
            </div>`
          : nothing
      }
    </form>`;
  }

  #renderLabels(labels: readonly string[], known: readonly string[]) {
    const more = known.filter((each) => !labels.includes(each));
    return html`<div class="labels">
      ${
        labels.length > 0
          ? html`<div class="chips" role="list" aria-label="Labels">
              ${labels.map(
                (label) => html`<span class="chip" role="listitem"
                  >${label}<care-button size="small" variant="quiet" .icon=${xIcon} label="Remove the label ${label}"
                    @click=${() => this.work.edit({ labels: labels.filter((each) => each !== label) })}
                  ></care-button
                ></span>`,
              )}
            </div>`
          : nothing
      }
      ${
        more.length > 0
          ? html`<care-field type="select" label="Add a label" empty-option="Choose" .value=${''} .options=${more.map((value) => ({ value, label: value }))}
              @care-change=${this.#on((value) => this.#add(value, labels))}
            ></care-field>`
          : nothing
      }
      <div class="add">
        <care-field label="New label" .value=${this.label}
          @care-change=${this.#on((value) => {
            this.label = value;
          })}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === 'Enter') this.#add(this.label, labels);
          }}
        ></care-field>
        <care-button ?disabled=${this.label.trim() === ''} @click=${() => this.#add(this.label, labels)}>Add label</care-button>
      </div>
    </div>`;
  }

  #add(label: string, labels: readonly string[]) {
    const added = label.trim();
    if (added === '') return;
    this.label = '';
    if (!labels.includes(added)) this.work.edit({ labels: [...labels, added] });
  }

  #renderField(field: Field) {
    const { key, name, type, value, options } = field;
    const edit = (to: string | string[]) =>
      this.work.edit({ fields: { [key]: to.length === 0 ? null : to } });
    if (type === 'multi_select') {
      const chosen = Array.isArray(value) ? value : [];
      return html`<fieldset>
        <legend>${name}</legend>
        ${options.map(
          (option) => html`<care-checkbox
            .label=${option.label}
            .checked=${chosen.includes(option.value)}
            @care-toggle=${({ detail }: CustomEvent<{ checked: boolean }>) =>
              edit(
                detail.checked ? [...chosen, option.value] : chosen.filter((each) => each !== option.value),
              )}
          ></care-checkbox>`,
        )}
      </fieldset>`;
    }
    const text = typeof value === 'string' ? value : '';
    if (type === 'single_select') {
      return html`<care-field type="select" .label=${name} empty-option=${NONE} .value=${text} .options=${options} @care-change=${this.#on(edit)}></care-field>`;
    }
    const control = type === 'date' ? 'date' : type === 'number' ? 'number' : 'text';
    return html`<care-field type=${control} .label=${name} .value=${text} @care-change=${this.#on(edit)}></care-field>`;
  }

  #on =
    (change: (value: string) => void) =>
    ({ detail }: CustomEvent<{ value: string }>): void =>
      change(detail.value);
}

declare global {
  interface HTMLElementTagNameMap {
    'care-case-properties': CareCaseProperties;
  }
}
