import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CaseSummary } from '../../case/store/case-types.ts';
import { ellipsisIcon } from '../../elements/icons.ts';
import { userPlusIcon } from '../../elements/page-icons.ts';
import type { SalesforceWork } from '../salesforce-work.ts';
import type { Contact, SalesforceState } from '../store/salesforce-store.ts';
import '../../elements/banner.ts';
import '../../elements/button.ts';
import '../../elements/card.ts';
import '../../elements/contact.ts';
import '../../elements/field.ts';
import '../../elements/menu.ts';
import '../../elements/search.ts';
import '../../elements/skeleton.ts';

/** Who the customer is in Salesforce: the linked contact, or the search for one, or a new one. */
@customElement('care-contact-picker')
export class CareContactPicker extends LitElement {
  static override styles = css`
    :host { display: grid; gap: var(--care-space-5); }
    .list { display: grid; margin-top: var(--care-space-4); }
    p { margin: var(--care-space-4) 0 0; color: var(--care-text-quiet); }
    form { display: grid; gap: var(--care-space-5); }
    .acts { display: flex; gap: var(--care-space-4); justify-content: flex-end; }
    .new { margin-top: var(--care-space-4); }
  `;

  @property({ attribute: false }) state!: SalesforceState;
  @property({ attribute: false }) work!: SalesforceWork;
  @property({ attribute: false }) summary!: CaseSummary;

  override render() {
    const { tab, contactProblem, creating } = this.state;
    const problem = contactProblem
      ? html`<care-banner tone="danger" .fact=${contactProblem.fact} .details=${contactProblem.code}>${contactProblem.remedy}</care-banner>`
      : nothing;
    if (tab?.contact) return html`${problem}${this.#renderLinked(tab.contact)}`;
    return html`${problem}${creating ? this.#renderForm() : this.#renderSearch()}`;
  }

  #renderLinked(contact: Contact) {
    return html`<care-contact .name=${contact.name} .lines=${linesOf(contact)} reason="Linked contact">
      <care-menu
        label="Contact"
        variant="quiet"
        .icon=${ellipsisIcon}
        .items=${[{ value: 'open', label: 'Open in Salesforce' }, { value: 'unlink', label: 'Unlink' }]}
        @care-select=${(event: CustomEvent<{ value: string }>) => this.#contactAct(event.detail.value, contact)}
      ></care-menu>
    </care-contact>`;
  }

  #renderSearch() {
    const { words } = this.state;
    return html`<care-card heading="Link a contact">
      <care-search label="Search contacts by name, e-mail or phone" .value=${words} @care-change=${this.#searched}></care-search>
      ${this.#renderFound()}
      <div class="new">
        <care-button variant="link" size="small" .icon=${userPlusIcon} @click=${this.#startCreating}>Create a contact</care-button>
      </div>
    </care-card>`;
  }

  #renderFound() {
    const { search, busy } = this.state;
    switch (search.status) {
      case 'idle':
        return html`<p>A Salesforce case belongs to a contact. Nobody is linked to ${this.summary.customer.name || this.summary.customer.handle} yet.</p>`;
      case 'searching':
        return html`<div class="list"><care-skeleton></care-skeleton><care-skeleton></care-skeleton></div>`;
      case 'failed':
        return html`<p role="alert">${search.problem.fact} ${search.problem.remedy}</p>`;
      case 'found':
        if (search.contacts.length === 0)
          return html`<p role="status">No contact was found. Create one, or search by e-mail.</p>`;
        return html`<div class="list" role="list">
          ${search.contacts.map(
            (
              contact,
            ) => html`<care-contact bare role="listitem" .name=${contact.name} .lines=${linesOf(contact)}>
              <care-button size="small" ?disabled=${busy} @click=${() => this.work.link(contact.id)}>Link</care-button>
            </care-contact>`,
          )}
        </div>`;
    }
  }

  #renderForm() {
    const { customer } = this.summary;
    const [firstName, lastName] = splitName(customer.name);
    return html`<care-card heading="Create a contact">
      <form novalidate @submit=${this.#create}>
        <care-field name="firstName" label="First name" .value=${firstName}></care-field>
        <care-field name="lastName" label="Last name" required .value=${lastName}></care-field>
        <care-field name="email" type="email" label="E-mail" .value=${customer.email ?? ''}></care-field>
        <care-field name="phone" type="tel" label="Phone" .value=${customer.phone ?? ''}></care-field>
        <div class="acts">
          <care-button @click=${() => this.#stopCreating()}>Cancel</care-button>
          <care-button variant="primary" type="submit" ?disabled=${this.state.busy}>Create and link contact</care-button>
        </div>
      </form>
    </care-card>`;
  }

  #searched(event: CustomEvent<{ value: string }>) {
    event.stopPropagation();
    this.work.search(event.detail.value);
  }

  #startCreating() {
    this.state.set({ creating: true, contactProblem: null });
  }

  #stopCreating() {
    this.state.set({ creating: false, contactProblem: null });
  }

  #contactAct(act: string, contact: Contact) {
    if (act === 'unlink') void this.work.unlink();
    else window.open(contact.url, '_blank', 'noopener,noreferrer');
  }

  #create(event: SubmitEvent) {
    event.preventDefault();
    const value = (name: string) =>
      this.renderRoot
        .querySelector<HTMLElementTagNameMap['care-field']>(`care-field[name=${name}]`)
        ?.value.trim() ?? '';
    const lastName =
      this.renderRoot.querySelector<HTMLElementTagNameMap['care-field']>('care-field[name=lastName]');
    if (lastName) lastName.problem = value('lastName') === '' ? 'A contact needs a last name.' : '';
    if (value('lastName') === '') return lastName?.focus();
    void this.work.create({
      firstName: value('firstName') || null,
      lastName: value('lastName'),
      email: value('email') || null,
      phone: value('phone') || null,
    });
  }
}

const linesOf = ({ accountName, email, phone }: Contact): string[] =>
  [accountName, email, phone].filter((line) => line !== null && line !== '') as string[];

/** "Maya Lindqvist" as Salesforce wants it: everything before the last word, and the last word. */
function splitName(name: string): [string, string] {
  const words = name.trim().split(/\s+/);
  const last = words.pop() ?? '';
  return [words.join(' '), last];
}

declare global {
  interface HTMLElementTagNameMap {
    'care-contact-picker': CareContactPicker;
  }
}
