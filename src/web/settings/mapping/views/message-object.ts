import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { MappingEditor } from '../../../../api/mappings.ts';
import { DEFAULT_MESSAGE_MAPPING } from '../../../../domain/default-message-mapping.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { tell } from '../../../elements/tell.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/field.ts';

const OWN = DEFAULT_MESSAGE_MAPPING.object;

type Messages = NonNullable<MappingEditor['messages']>;

/**
 * Whether messages are kept in this object, and the way to have them kept here or in Care's own again.
 *
 * @fires care-keep-messages - Here from now on, or in Care's own; detail `{ chosen }`.
 */
@customElement('care-message-object')
export class CareMessageObject extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: block; }
      .body { display: grid; gap: var(--care-space-4); }
      p { margin: 0; }
      .quiet { color: var(--care-text-quiet); }
      ul { display: grid; gap: var(--care-space-3); padding-inline-start: var(--care-space-6); list-style: disc; }
      .choice { display: flex; flex-wrap: wrap; align-items: end; gap: var(--care-space-4); }
      .choice care-field { flex: 1 1 180px; }
    `,
  ];

  @property({ attribute: false }) messages!: Messages;
  @property() label = '';
  @property({ type: Boolean }) busy = false;

  @state() private asking = false;
  @state() private key = '';
  @state() private parent = '';

  override render() {
    return html`<care-card level="2" heading="Storage object for messages"
      ><div class="body">${this.#renderState()}</div></care-card
    >`;
  }

  #renderState() {
    const { chosen, own, now, missing } = this.messages;
    if (chosen && own) {
      return html`<p><b>Care keeps messages here, and fills this object by itself.</b></p>
        <p class="quiet">There is nothing you have to map. What you map adds to it, in fields of your own. To keep messages in another object, open it in the list of objects.</p>`;
    }
    if (chosen) {
      return html`<p><b>New messages are written to ${this.label}.</b> Care tells them apart and leads them to the case; all else is what you map below.</p>
        <p><care-button size="small" ?disabled=${this.busy} @click=${() => this.#choose(null)}>Keep new messages in Care’s own object again</care-button></p>`;
    }
    if (own) {
      return html`<p><b>New messages are written to ${now}.</b> Those that were written here stay.</p>
        <p><care-button size="small" ?disabled=${this.busy} @click=${() => this.#choose(null)}>Keep new messages here again</care-button></p>`;
    }
    if (missing.length > 0) {
      return html`<p class="quiet">Messages can’t be kept here yet:</p>
        <ul>${missing.map(({ fact, remedy }) => html`<li><b>${fact}</b> ${remedy}</li>`)}</ul>
        <p class="quiet">Then press <i>Read again</i> below the list of objects.</p>`;
    }
    return html`<p class="quiet">New messages are written to ${now === OWN ? 'Care’s own object' : now}. They can be kept here instead.</p>
      ${this.asking ? this.#renderChoice() : html`<p><care-button size="small" @click=${this.#ask}>Keep messages here</care-button></p>`}`;
  }

  #renderChoice() {
    const { keys, parents } = this.messages;
    return html`<div class="choice">
        ${keys.length > 1 ? this.#renderField('Tell messages apart by', keys, this.key, (to) => (this.key = to)) : nothing}
        ${parents.length > 1 ? this.#renderField('Lead to the case by', parents, this.parent, (to) => (this.parent = to)) : nothing}
      </div>
      <p>From now on messages go to ${this.label}. Those that are in Salesforce already stay where they are. Map its fields next: without a mapping a record holds only its key and its case.</p>
      <p>
        <care-button size="small" @click=${() => (this.asking = false)}>Leave it as it is</care-button>
        <care-button size="small" variant="primary" ?disabled=${this.busy} @click=${() => this.#choose({ key: this.key, parent: this.parent })}>Keep new messages here</care-button>
      </p>`;
  }

  #renderField(label: string, options: Messages['keys'], value: string, choose: (to: string) => void) {
    return html`<care-field
      type="select"
      label=${label}
      .value=${value}
      .options=${options.map((each) => ({ value: each.name, label: `${each.label} (${each.name})` }))}
      @care-change=${({ detail }: HTMLElementEventMap['care-change']) => choose(detail.value)}
    ></care-field>`;
  }

  readonly #ask = () => {
    const { keys, parents } = this.messages;
    this.key = keys[0]?.name ?? '';
    this.parent = parents[0]?.name ?? '';
    this.asking = true;
  };

  #choose(chosen: { key: string; parent: string } | null) {
    this.asking = false;
    tell(this, 'care-keep-messages', { chosen });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-message-object': CareMessageObject;
  }
  interface HTMLElementEventMap {
    'care-keep-messages': CustomEvent<{ chosen: { key: string; parent: string } | null }>;
  }
}
