import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CaseSummary } from '../../case/store/case-types.ts';
import { ellipsisIcon } from '../../elements/icons.ts';
import { userPlusIcon } from '../../elements/page-icons.ts';
import type { SalesforceWork } from '../salesforce-work.ts';
import { type ContactForm, comingOf } from '../store/record-slice.ts';
import type { Contact, LinkedContact, SalesforceState } from '../store/salesforce-store.ts';
import { linesOf } from './lines-of.ts';
import '../../elements/banner.ts';
import '../../elements/button.ts';
import '../../elements/card.ts';
import '../../elements/contact.ts';
import '../../elements/field.ts';
import '../../elements/menu.ts';
import '../../elements/search.ts';
import '../../elements/skeleton.ts';
import './escalation-form.ts';
import './found-duplicates.ts';

const KINDS = [
  { value: 'PersonAccount', label: 'Person account' },
  { value: 'Contact', label: 'Contact' },
];

/** Who the customer is in Salesforce: the linked contact, or the search for one, or a new one. */
@customElement('care-contact-picker')
export class CareContactPicker extends LitElement {
  static override styles = css`
    :host { display: grid; gap: var(--care-space-5); }
    .list { display: grid; margin-top: var(--care-space-4); }
    p { margin: var(--care-space-4) 0 0; color: var(--care-text-quiet); }
    .new { margin-top: var(--care-space-4); }
    .kind p { margin-top: var(--care-space-3); font: var(--care-type-caption); }
  `;

  @property({ attribute: false }) state!: SalesforceState;
  @property({ attribute: false }) work!: SalesforceWork;
  @property({ attribute: false }) summary!: CaseSummary;

  override render() {
    const { tab, contactProblem } = this.state;
    const problem = contactProblem
      ? html`<care-banner tone="danger" .fact=${contactProblem.fact} .details=${contactProblem.code}>${contactProblem.remedy}</care-banner>`
      : nothing;
    if (tab?.contact?.missing === null) return html`${problem}${this.#renderLinked(tab.contact)}`;
    if (tab?.contact) return html`${problem}${this.#renderMissing(tab.contact)}${this.#renderLink()}`;
    return html`${problem}${this.#renderLink()}`;
  }

  #renderLink() {
    return this.state.contactForm.making.status === 'closed' ? this.#renderSearch() : this.#renderForm();
  }

  #renderMissing(contact: LinkedContact) {
    const deleted = contact.missing === 'deleted';
    return html`<care-banner
        tone="warning"
        .fact=${`${contact.name} ${deleted ? 'was deleted in Salesforce.' : 'is not to be seen in Salesforce.'}`}
        >${deleted ? 'Link another contact, or unlink this one.' : 'The contact was deleted for good, or is hidden from you and from Care.'}</care-banner
      >${this.#renderLinked(contact)}`;
  }

  #renderLinked(contact: LinkedContact) {
    const { followed } = this.state;
    const reason =
      contact.missing !== null
        ? ''
        : followed === null
          ? 'Linked contact'
          : `Linked contact. ${followed} was merged into it.`;
    return html`<care-contact .name=${contact.name} .lines=${linesOf(contact)} .reason=${reason}>
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
      <care-search label="Search contacts by name, e-mail, phone or handle" hint="Name, e-mail, phone or handle" .value=${words} @care-change=${this.#searched}></care-search>
      ${this.#renderFound()}
      <div class="new">
        <care-button variant="link" size="small" .icon=${userPlusIcon} @click=${() => this.work.contact.open()}>Create a contact</care-button>
      </div>
    </care-card>`;
  }

  #renderFound() {
    const { search } = this.state;
    switch (search.status) {
      case 'idle':
        return this.#renderSuggested();
      case 'searching':
        return html`<div class="list"><care-skeleton></care-skeleton><care-skeleton></care-skeleton></div>`;
      case 'failed':
        return html`<p role="alert">${search.problem.fact} ${search.problem.remedy}</p>`;
      case 'found':
        if (search.contacts.length === 0)
          return html`<p role="status">No contact was found. Create one, or search by e-mail.</p>`;
        return this.#renderList(search.contacts);
    }
  }

  #renderSuggested() {
    const { suggested } = this.state;
    const { name, handle } = this.summary.customer;
    const who = name || handle;
    if (suggested.length === 0) {
      if (this.state.tab?.contact) return html`<p>Search for ${who}, or create a contact.</p>`;
      return html`<p>A Salesforce case belongs to a contact. Nobody is linked to ${who} yet.</p>`;
    }
    return html`<p>${suggested.length === 1 ? 'This contact' : 'One of these'} may be ${who}:</p>
      ${this.#renderList(suggested)}`;
  }

  #renderList(contacts: readonly (Contact & { reason?: string })[]) {
    return html`<div class="list" role="list">
      ${contacts.map(
        (
          contact,
        ) => html`<care-contact bare role="listitem" .name=${contact.name} .lines=${linesOf(contact)} .reason=${contact.reason ?? ''}>
          <care-button size="small" ?disabled=${this.state.busy} @click=${() => this.work.link(contact.id)}>Link</care-button>
        </care-contact>`,
      )}
    </div>`;
  }

  #renderForm() {
    const { contactForm } = this.state;
    const { making, edits } = contactForm;
    if (making.status === 'preparing') {
      return html`<care-card heading="Create a contact"><care-skeleton></care-skeleton><care-skeleton></care-skeleton></care-card>`;
    }
    if (making.status === 'failed') {
      return html`<care-banner
          tone="danger"
          .fact=${making.problem.fact}
          .details=${making.problem.code}
          action="Try again"
          @care-banner-action=${() => this.work.contact.open()}
          >${making.problem.remedy}</care-banner
        >${this.#renderSearch()}`;
    }
    const form = making.status === 'editing' || making.status === 'sending' ? making.form : null;
    return html`${this.#renderDuplicates()}<care-escalation-form
        heading=${form?.as === 'PersonAccount' ? 'Create and link person account' : 'Create and link contact'}
        .making=${making}
        .coming=${comingOf(contactForm)}
        .state=${{ edits, edited: this.work.contact.edited }}
        .work=${this.work.contact}
        >${form ? this.#renderKind(form) : nothing}</care-escalation-form
      >`;
  }

  #renderKind({ as, kinds, without }: ContactForm) {
    if (kinds.length < 2) return nothing;
    return html`<div class="kind">
      <care-field
        type="select"
        label="Create"
        .value=${as}
        .options=${KINDS}
        @care-change=${(event: CustomEvent<{ value: ContactForm['as'] }>) => this.work.contact.chooseKind(event.detail.value)}
      ></care-field>
      ${without.length > 0 ? html`<p role="status">Left out, as a person account has no such field that you can see: ${without.join(', ')}.</p>` : nothing}
    </div>`;
  }

  #renderDuplicates() {
    const { busy, contactForm } = this.state;
    const found = contactForm.alike?.duplicates;
    if (!found) return nothing;
    return html`<care-found-duplicates
      .found=${found}
      linkable
      creatable
      .busy=${busy || contactForm.making.status === 'sending'}
      @care-use=${(event: CustomEvent<{ id: string }>) => this.work.link(event.detail.id)}
      @care-anyway=${() => this.work.createAnyway()}
    ></care-found-duplicates>`;
  }

  #searched(event: CustomEvent<{ value: string }>) {
    event.stopPropagation();
    this.work.search(event.detail.value);
  }

  #contactAct(act: string, contact: Contact) {
    if (act === 'unlink') void this.work.unlink();
    else window.open(contact.url, '_blank', 'noopener,noreferrer');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-contact-picker': CareContactPicker;
  }
}
