import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { externalLinkIcon } from '../../elements/icons.ts';
import type { Duplicates } from '../store/salesforce-store.ts';
import { linesOf } from './lines-of.ts';
import '../../elements/button.ts';
import '../../elements/card.ts';
import '../../elements/contact.ts';

/**
 * What the org's duplicate rules find of a new record: to use one of them, or to create another where they allow it.
 *
 * @fires care-use - A contact is to be linked instead; detail `{ id }`.
 * @fires care-anyway - Another one is to be created all the same.
 */
@customElement('care-found-duplicates')
export class CareFoundDuplicates extends LitElement {
  static override styles = css`
    :host { display: block; }
    .list { display: grid; margin-top: var(--care-space-4); }
    p { margin: var(--care-space-4) 0 0; color: var(--care-text-quiet); }
    p:first-of-type { margin-top: 0; }
  `;

  @property({ attribute: false }) found!: Duplicates;
  /** Whether a contact among them can be linked. */
  @property({ type: Boolean }) linkable = false;
  /** Whether *Create anyway* is offered where the rules allow it. */
  @property({ type: Boolean }) creatable = false;
  @property({ type: Boolean }) busy = false;

  override render() {
    const { fact, records, unseen } = this.found;
    return html`<care-card heading="Salesforce may know this person">
      <p role="status">${fact}</p>
      ${records.length > 0 ? html`<div class="list" role="list">${records.map((each) => this.#renderRecord(each))}</div>` : nothing}
      ${unseen > 0 ? html`<p>${unseenWords(unseen, records.length > 0)}</p>` : nothing}
      <p>${this.#renderRest()}</p>
    </care-card>`;
  }

  #renderRecord(record: Duplicates['records'][number]) {
    const links = this.linkable && record.object === 'Contact';
    return html`<care-contact
      bare
      role="listitem"
      .name=${record.name}
      .lines=${linesOf(record)}
      .reason=${record.object === 'Lead' ? 'Lead' : ''}
    >
      ${
        links
          ? html`<care-button
              size="small"
              ?disabled=${this.busy}
              @click=${() => this.dispatchEvent(new CustomEvent('care-use', { detail: { id: record.id } }))}
              >Use this contact</care-button
            >`
          : html`<care-button size="small" external .href=${record.url} .icon=${externalLinkIcon}>Open it</care-button>`
      }
    </care-contact>`;
  }

  #renderRest() {
    if (!this.found.allowed) return 'A rule of your org lets nobody create another one.';
    if (!this.creatable) return 'The rule warns; it does not stop you.';
    return html`<care-button
      size="small"
      ?disabled=${this.busy}
      @click=${() => this.dispatchEvent(new CustomEvent('care-anyway'))}
      >Create anyway</care-button
    >`;
  }
}

const unseenWords = (unseen: number, more: boolean): string => {
  const count = unseen === 1 ? '1 record' : `${unseen} records`;
  return more ? `And ${count} that you cannot see.` : `${count} that you cannot see.`;
};

declare global {
  interface HTMLElementTagNameMap {
    'care-found-duplicates': CareFoundDuplicates;
  }
}
