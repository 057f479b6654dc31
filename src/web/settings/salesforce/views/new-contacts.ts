import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import { CONTACT_KINDS, type ContactKind, kindInWords } from '../../../../domain/person-account.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { tell } from '../../../elements/tell.ts';
import '../../../elements/card.ts';
import '../../../elements/field.ts';

const ANY = 'any';
const OPTIONS = [
  { value: ANY, label: kindInWords(null) },
  ...CONTACT_KINDS.map((kind) => ({ value: kind, label: kindInWords(kind) })),
];
const HINTS: Readonly<Record<ContactKind | typeof ANY, string>> = {
  any: 'A person account, unless the mapping of Contact names an account, or the agent may create none.',
  Contact: 'Agents can choose a person account where the customer is one.',
  PersonAccount: 'Agents can choose a contact where the customer belongs to a company.',
};

/**
 * What a contact that is created from Care becomes, in an org with person accounts.
 *
 * @fires care-kind - It is to be another; detail `{ as }`.
 */
@customElement('care-new-contacts')
export class CareNewContacts extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: block; }
      p { margin: var(--care-space-3) 0 0; font: var(--care-type-caption); color: var(--care-text-quiet); }
    `,
  ];

  @property({ attribute: false }) connection!: ConnectionShape;
  /** Why one may not change it. */
  @property() refused = '';

  override render() {
    const { newContacts } = this.connection;
    if (!newContacts) return nothing;
    const value = newContacts.as ?? ANY;
    return html`<care-card level="2" heading="New contacts">
      <care-field
        type="select"
        label="A customer becomes"
        .value=${value}
        .options=${OPTIONS}
        ?disabled=${this.refused !== ''}
        @care-change=${({ detail }: CustomEvent<{ value: string }>) => this.#choose(detail.value)}
      ></care-field>
      <p>${this.refused || HINTS[value]}</p>
    </care-card>`;
  }

  #choose(value: string) {
    tell(this, 'care-kind', { as: CONTACT_KINDS.find((kind) => kind === value) ?? null });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-new-contacts': CareNewContacts;
  }
  interface HTMLElementEventMap {
    'care-kind': CustomEvent<{ as: ContactKind | null }>;
  }
}
