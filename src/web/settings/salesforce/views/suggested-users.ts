import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../../../elements/base-styles.ts';
import { tell } from '../../../elements/tell.ts';
import type { SuggestedUser } from '../store/account-store.ts';
import '../../../elements/avatar.ts';
import '../../../elements/button.ts';
import '../../../elements/tooltip.ts';

const REASONS = { disconnected: 'was connected', email_matches: 'same e-mail in Salesforce' } as const;

/**
 * People who could be connected, too: those who were, then those with the e-mail of a user of the org. Everybody connects
 * as themselves; nobody can do it for another.
 *
 * @fires care-connect-me - Connect as oneself.
 */
@customElement('care-suggested-users')
export class CareSuggestedUsers extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-4) 14px; font: var(--care-type-body); color: var(--care-text); }
      ul { display: flex; flex-wrap: wrap; gap: var(--care-space-4); }
      li { display: flex; align-items: center; gap: var(--care-space-3); min-height: 28px; padding: 2px 10px 2px 3px; border: 1px solid var(--care-border); border-radius: 999px; background: var(--care-surface); }
      li:has(care-button) { padding-inline-end: 4px; }
      small { font: var(--care-type-caption); color: var(--care-text-faint); }
    `,
  ];

  @property({ attribute: false }) users: readonly SuggestedUser[] = [];
  @property({ attribute: 'me-id' }) meId = '';
  /** Why one can't connect as oneself; '' when one can. */
  @property() refused = '';

  override render() {
    return html`<b>Suggested Users</b>
      ${this.users.length === 0 ? html`<small>Nobody</small>` : html`<ul>${this.users.map((one) => this.#renderOne(one))}</ul>`}`;
  }

  #renderOne({ agent, reason }: SuggestedUser) {
    const isMe = agent.id === this.meId;
    return html`<li>
      <care-avatar size="small" .name=${agent.name} ?me=${isMe}></care-avatar>${agent.name}
      <small>${REASONS[reason]}</small>
      ${
        isMe
          ? html`<care-tooltip .text=${this.refused}
              ><care-button variant="quiet" size="small" .refused=${this.refused} @click=${() => tell(this, 'care-connect-me')}
                >Connect</care-button
              ></care-tooltip
            >`
          : nothing
      }
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-suggested-users': CareSuggestedUsers;
  }
}
