import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConnectedUserShape, ConnectionShape } from '../../../../api/salesforce.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { ellipsisIcon } from '../../../elements/icons.ts';
import { plusIcon } from '../../../elements/page-icons.ts';
import { tableStyles } from '../../../elements/table-styles.ts';
import { tell } from '../../../elements/tell.ts';
import type { SuggestedUser } from '../store/account-store.ts';
import { expiryWords } from '../store/expiry-words.ts';
import { CAUSE_WORDS, STATE_WORDS, works } from '../store/token-words.ts';
import '../../../elements/age.ts';
import '../../../elements/avatar.ts';
import '../../../elements/badge.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';
import '../../../elements/status.ts';
import '../../../elements/tooltip.ts';
import './suggested-users.ts';

/**
 * Who is connected to the org, how it stands with each, and the way to be one of them.
 *
 * @fires care-connect-me - Connect as oneself.
 * @fires care-show-user - The details of one; detail `{ userId }`.
 * @fires care-rehearse - What would happen without the default token.
 */
@customElement('care-connected-users')
export class CareConnectedUsers extends LitElement {
  static override styles = [
    baseStyles,
    tableStyles,
    css`
      :host { display: block; }
      .box { container-type: inline-size; }
      care-card::part(body) { padding: 0; }
      .words { max-width: 74ch; padding: 0 14px var(--care-space-4); color: var(--care-text-quiet); text-wrap: pretty; }
      .who { display: flex; align-items: center; gap: 10px; }
      .who b { margin-inline-end: var(--care-space-2); }
      .who div { min-width: 0; overflow-wrap: anywhere; }
      small { display: block; font: var(--care-type-caption); color: var(--care-text-faint); }
      .acts { text-align: end; white-space: nowrap; }
      td.nowrap { white-space: nowrap; }
      .label { display: none; color: var(--care-text-faint); }
      .foot { display: flex; flex-wrap: wrap; align-items: center; gap: var(--care-space-4) 14px; flex: 1; }
      .rehearse { margin-inline-start: auto; }
      @container (max-width: 559px) { .label { display: inline; } .acts { margin-top: var(--care-space-3); text-align: start; } }
    `,
  ];

  @property({ attribute: false }) connection!: ConnectionShape;
  @property({ attribute: false }) suggested: readonly SuggestedUser[] = [];
  /** Why one can't connect as oneself; '' when one can. */
  @property() refused = '';
  @property({ attribute: 'me-id' }) meId = '';

  override render() {
    const { users } = this.connection;
    const mine = users.find((user) => user.isYou);
    return html`<care-card level="2" heading="Contact, Account & Case management">
      ${mine && works(mine.state) ? nothing : this.#renderConnectMe(mine ? 'Connect again' : 'Connect as me')}
      <div class="box">
        <p class="words">
          Whoever acts is named in Salesforce by their own token. Without one, the default token writes. The more people are
          connected, the safer the connection.
        </p>
        <table role="table">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader">Connected user</th>
              <th role="columnheader">State</th>
              <th role="columnheader">Expires</th>
              <th role="columnheader" class="number">Cases</th>
              <th role="columnheader"><span class="visually-hidden">Actions</span></th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${users.map((user) => this.#renderUser(user))}
          </tbody>
        </table>
        ${users.length === 0 ? html`<p class="words">Nobody is connected. Nothing can be written until somebody is.</p>` : nothing}
      </div>
      <div slot="foot" class="foot">
        <care-suggested-users .users=${this.suggested} me-id=${this.meId} .refused=${this.refused}></care-suggested-users>
        <care-button class="rehearse" variant="link" size="small" @click=${() => tell(this, 'care-rehearse')}
          >Rehearse losing the default token</care-button
        >
      </div>
    </care-card>`;
  }

  #renderConnectMe(words: string) {
    return html`<care-tooltip slot="actions" .text=${this.refused}
      ><care-button size="small" .icon=${plusIcon} .refused=${this.refused} @click=${() => tell(this, 'care-connect-me')}
        >${words}</care-button
      ></care-tooltip
    >`;
  }

  #renderUser(user: ConnectedUserShape) {
    const name = user.agent?.name ?? user.displayName;
    const { tone, label } = STATE_WORDS[user.state];
    return html`<tr role="row">
      <td role="cell">
        <div class="who">
          <care-avatar .name=${name} ?me=${user.isYou}></care-avatar>
          <div>
            <b>${name}</b>${user.isDefault ? html`<care-badge tone="accent">Default token</care-badge> ` : nothing}${
              user.isYou ? html`<care-badge>You</care-badge>` : nothing
            }<small>${user.username}</small>
          </div>
        </div>
      </td>
      <td role="cell">
        <care-status shape=${tone}>${label}</care-status>
        <small>${this.#renderMore(user)}</small>
      </td>
      <td role="cell" class="nowrap"><span class="label">Expires: </span>${expiryWords(user)}</td>
      <td role="cell" class="number"><span class="label">Cases: </span>${user.cases.toLocaleString('en')}</td>
      <td role="cell" class="acts">${this.#renderActs(user, name)}</td>
    </tr>`;
  }

  #renderMore({ cause, lastUsedAt, state }: ConnectedUserShape) {
    if (cause) return CAUSE_WORDS[cause];
    if (state !== 'connected') return nothing;
    return lastUsedAt ? html`used <care-age .at=${lastUsedAt}></care-age>` : 'not used yet';
  }

  #renderActs(user: ConnectedUserShape, name: string) {
    const show = () => this.#show(user);
    return html`${
      user.state === 'connected'
        ? user.isYou
          ? html`<care-button variant="quiet" size="small" @click=${show}>Disconnect</care-button>`
          : nothing
        : html`<care-button variant="link" size="small" @click=${show}>See why</care-button>`
    }
      <care-button variant="quiet" size="small" label="${name}, details" .icon=${ellipsisIcon} @click=${show}></care-button>`;
  }

  #show({ id }: ConnectedUserShape) {
    tell(this, 'care-show-user', { userId: id });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-connected-users': CareConnectedUsers;
  }
  interface HTMLElementEventMap {
    'care-connect-me': CustomEvent<undefined>;
    'care-show-user': CustomEvent<{ userId: string }>;
    'care-rehearse': CustomEvent<undefined>;
  }
}
