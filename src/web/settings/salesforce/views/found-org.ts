import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AttemptShape } from '../../../../api/attempts.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import type { Fact } from '../../../elements/facts.ts';
import { tell } from '../../../elements/tell.ts';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/environment.ts';
import '../../../elements/facts.ts';
import '../../../elements/tooltip.ts';

/**
 * The org and the user that Salesforce let in, to be confirmed before anything is saved.
 *
 * @fires care-confirm
 * @fires care-refuse
 */
@customElement('care-found-org')
export class CareFoundOrg extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: grid; gap: var(--care-space-5); }
      .acts { display: flex; flex-wrap: wrap; gap: var(--care-space-4); margin-top: var(--care-space-6); }
    `,
  ];

  @property({ attribute: false }) attempt!: AttemptShape;
  @property({ type: Boolean }) busy = false;

  override render() {
    const { attempt } = this;
    const { found } = attempt;
    if (!found) return nothing;
    const reason = attempt.beganHere ? '' : 'Confirm it in the browser in which you began.';
    return html`${warningsOf(attempt).map((fact) => html`<care-banner tone="warning" .fact=${fact}></care-banner>`)}
      <care-card level="2" .heading=${found.orgName}>
        <care-environment slot="actions" .environment=${found.environment}></care-environment>
        <care-facts .items=${factsOf(found)}></care-facts>
        <div class="acts">
          <care-tooltip .text=${reason}
            ><care-button variant="primary" .refused=${reason} ?disabled=${this.busy} @click=${() => tell(this, 'care-confirm')}
              >${attempt.forConnection || found.alreadyConnected ? 'Connect as this user' : `Connect ${found.orgName}`}</care-button
            ></care-tooltip
          >
          <care-button ?disabled=${this.busy} @click=${() => tell(this, 'care-refuse')}>Not this one</care-button>
        </div>
      </care-card>`;
  }
}

type Found = NonNullable<AttemptShape['found']>;

const factsOf = (found: Found): Fact[] => [
  { label: 'User', value: `${found.displayName} (${found.username})` },
  { label: 'E-mail', value: found.email ?? 'Not told' },
  { label: 'Address', value: found.instanceHost },
  { label: 'Org ID', value: found.orgId },
  {
    label: 'Then',
    value: found.alreadyConnected
      ? 'The org is connected already. You join it as a connected user.'
      : 'The org is added to your accounts. This user’s token becomes the default token.',
  },
];

/** What somebody should see before they say yes. */
function warningsOf({ found }: AttemptShape): string[] {
  if (!found) return [];
  return [
    ...(found.copyOf
      ? [`This is a copy of ${found.copyOf.orgName}. Connecting it keeps the two apart.`]
      : []),
    ...(found.otherSalesforceUser
      ? ['You are connected to this org as another Salesforce user. This one takes its place.']
      : []),
    ...(found.heldBy
      ? [`${found.heldBy.name} is connected as this Salesforce user now. It becomes yours.`]
      : []),
    ...(found.keyElsewhere
      ? [
          'Care in this org’s pages belongs to another Care account now. Connecting brings it to yours, and ends it there.',
        ]
      : []),
    ...(found.emailMatches
      ? []
      : ['The user’s e-mail address is not yours. Make sure it is the user you mean.']),
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'care-found-org': CareFoundOrg;
  }
  interface HTMLElementEventMap {
    'care-confirm': CustomEvent<undefined>;
    'care-refuse': CustomEvent<undefined>;
  }
}
