import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConnectedUserShape } from '../../../../api/salesforce.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import type { Fact } from '../../../elements/facts.ts';
import { tell } from '../../../elements/tell.ts';
import { fullTime } from '../../../elements/times.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import type { SuggestedUser } from '../store/account-store.ts';
import { expiryWords } from '../store/expiry-words.ts';
import { STATE_WORDS, works } from '../store/token-words.ts';
import '../../../elements/banner.ts';
import '../../../elements/button.ts';
import '../../../elements/dialog.ts';
import '../../../elements/facts.ts';
import '../../../elements/status.ts';
import '../../../elements/tooltip.ts';
import './suggested-users.ts';

/**
 * The connection detail of one user: how it stands and why, what can be done about it, and who is suggested.
 *
 * @fires care-close
 * @fires care-disconnect-user
 * @fires care-make-default
 * @fires care-connect-me
 */
@customElement('care-user-dialog')
export class CareUserDialog extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .body { display: grid; gap: var(--care-space-5); }
      .suggested { padding-top: var(--care-space-5); border-top: 1px solid var(--care-border); }
      .why p { color: var(--care-text-quiet); }
    `,
  ];

  @property({ type: Boolean }) open = false;
  /** Null: disconnected just now. */
  @property({ attribute: false }) user: ConnectedUserShape | null = null;
  /** Who was disconnected here. */
  @property() gone = '';
  @property({ attribute: false }) suggested: readonly SuggestedUser[] = [];
  @property({ attribute: 'me-id' }) meId = '';
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) problem: ApiProblem | null = null;
  /** Why one may not: disconnect somebody else, change the default, connect as oneself. */
  @property({ attribute: 'may-not-remove' }) mayNotRemove = '';
  @property({ attribute: 'may-not-change' }) mayNotChange = '';
  @property({ attribute: 'may-not-connect' }) mayNotConnect = '';

  override render() {
    const { user, problem } = this;
    const heading = user ? (user.agent?.name ?? user.displayName) : 'Disconnected';
    return html`<care-dialog .open=${this.open} .heading=${heading}>
      <div class="body">
        ${drawProblem(problem)}
        ${user ? this.#renderUser(user) : html`<p>${this.gone} is disconnected, and can connect again at any time. Cases already made stay as they are.</p>`}
        <div class="suggested">
          <care-suggested-users .users=${this.suggested} me-id=${this.meId} .refused=${this.mayNotConnect}></care-suggested-users>
        </div>
      </div>
      ${user ? this.#renderActs(user) : html`<care-button slot="actions" variant="primary" @click=${() => tell(this, 'care-close')}>Close</care-button>`}
    </care-dialog>`;
  }

  #renderUser(user: ConnectedUserShape) {
    return html`${
      user.fact
        ? html`<care-banner tone=${STATE_WORDS[user.state].tone} .fact=${user.fact} .details=${evidenceOf(user)}>${user.remedy ?? nothing}</care-banner>`
        : nothing
    }
      <care-facts .items=${factsOf(user)}></care-facts>`;
  }

  #renderActs(user: ConnectedUserShape) {
    const mayNotRemove = user.isYou ? '' : this.mayNotRemove;
    const mayNotLead = works(user.state) ? this.mayNotChange : 'Only a token that works can be the default.';
    return html`${
      user.isDefault
        ? nothing
        : html`<care-tooltip slot="actions" .text=${mayNotLead}
              ><care-button .refused=${mayNotLead} ?disabled=${this.busy} @click=${() => tell(this, 'care-make-default')}
                >Make default token</care-button
              ></care-tooltip
            >`
    }
      ${
        user.isYou && user.state !== 'connected'
          ? html`<care-tooltip slot="actions" .text=${this.mayNotConnect}
              ><care-button variant="primary" .refused=${this.mayNotConnect} @click=${() => tell(this, 'care-connect-me')}>Connect again</care-button></care-tooltip
            >`
          : nothing
      }
      <care-tooltip slot="actions" .text=${mayNotRemove}
        ><care-button variant="danger" .refused=${mayNotRemove} ?disabled=${this.busy} @click=${() => tell(this, 'care-disconnect-user')}
          >Disconnect</care-button
        ></care-tooltip
      >`;
  }
}

const evidenceOf = ({ cause, evidence }: ConnectedUserShape): string =>
  [cause, evidence].filter((part) => part !== null).join('\n');

function factsOf(user: ConnectedUserShape): Fact[] {
  const { tone, label } = STATE_WORDS[user.state];
  return [
    { label: 'State', value: html`<care-status shape=${tone}>${label}</care-status>` },
    { label: 'In Salesforce', value: `${user.displayName} (${user.username})` },
    { label: 'In Care', value: user.agent?.name ?? 'Nobody any more' },
    { label: 'Token', value: user.isDefault ? 'Default token: Care works with it first' : 'Their own cases' },
    { label: 'Expires', value: expiryWords(user) },
    { label: 'Last used', value: user.lastUsedAt ? fullTime(user.lastUsedAt) : 'Not yet' },
    { label: 'Renewed', value: user.renewedAt ? fullTime(user.renewedAt) : 'Not yet' },
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'care-user-dialog': CareUserDialog;
  }
  interface HTMLElementEventMap {
    'care-disconnect-user': CustomEvent<undefined>;
    'care-make-default': CustomEvent<undefined>;
  }
}
