import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { clockTime } from '../../../elements/times.ts';
import { isDead, STATE_WORDS } from '../store/token-words.ts';
import { changesWords, durationWords, whenWords } from '../store/waiting-words.ts';
import '../../../elements/banner.ts';

/** How long it is news that a connection came back. */
const DAY_MS = 86_400_000;

/**
 * What people must know of a connection: it dies, it is dead and what follows, somebody has paused its sync, it is
 * back and what was caught up.
 * A connection that is well draws nothing.
 *
 * @fires care-banner-action - Connect again.
 */
@customElement('care-connection-banner')
export class CareConnectionBanner extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: contents; }
      ul { margin: var(--care-space-3) 0 0; padding-inline-start: 18px; list-style: disc; }
      li { margin: 2px 0; }
    `,
  ];

  @property({ attribute: false }) connection!: ConnectionShape;

  override render() {
    const { state, caughtUp } = this.connection;
    if (isDead(state)) return html`${this.#renderDead()}${this.#renderPaused(false)}`;
    return html`${this.#renderPaused(true)}
    ${state === 'connected' && !this.connection.fact ? nothing : this.#renderTrouble()}
    ${
      caughtUp && Date.now() - Date.parse(caughtUp.at) < DAY_MS
        ? html`<care-banner
            tone="success"
            fact="${caughtUp.after === 'pause' ? 'The sync has gone on' : 'Connected again'} since ${clockTime(caughtUp.at)}"
          >
            ${
              caughtUp.messages + caughtUp.statuses === 0
                ? 'Nothing had waited.'
                : `${changesWords(caughtUp)} had waited and stand in Salesforce now, in order.`
            }
            It had lasted ${durationWords(caughtUp.forSeconds)}.
          </care-banner>`
        : nothing
    }`;
  }

  #renderDead() {
    const { state, fact, remedy, cause, consequences } = this.connection;
    return html`<care-banner
      tone="danger"
      .fact=${fact ?? `The connection to ${this.connection.orgName}: ${STATE_WORDS[state].label.toLowerCase()}.`}
      .details=${cause ?? ''}
      action="Connect again"
    >
      <p>${remedy ?? nothing}</p>
      <ul>
        ${consequences.map((one) => html`<li>${one.fact}</li>`)}
      </ul>
      ${this.#renderWaiting()}
      <p>Customers still get your replies.</p>
    </care-banner>`;
  }

  /** @param alone nothing else on the page says what waits */
  #renderPaused(alone: boolean) {
    const { paused } = this.connection;
    if (!paused) return nothing;
    const who = paused.by ? ` by ${paused.by.name}` : '';
    const { messages, statuses } = this.connection.waiting;
    return html`<care-banner tone="warning" fact="The sync has been paused since ${whenWords(paused.at)}${who}">
      <p>${paused.fact}</p>
      ${
        alone
          ? html`${messages + statuses === 0 ? html`<p>Nothing waits yet.</p>` : this.#renderWaiting()}
              <p>What changes in Salesforce meanwhile is read afterwards. Customers still get your replies.</p>`
          : html`<p>It goes on when somebody is connected and the sync is resumed, whichever comes last.</p>`
      }
    </care-banner>`;
  }

  #renderWaiting() {
    const { waiting } = this.connection;
    const count = waiting.messages + waiting.statuses;
    if (count === 0) return nothing;
    return html`<p>
      ${changesWords(waiting)} ${count === 1 ? 'waits' : 'wait'} since ${whenWords(waiting.oldestAt ?? '')} and will be
      delivered in order.
    </p>`;
  }

  #renderTrouble() {
    const { state, fact, remedy, cause } = this.connection;
    return html`<care-banner
      tone=${state === 'connected' ? 'info' : 'warning'}
      .fact=${fact ?? STATE_WORDS[state].label}
      .details=${cause ?? ''}
      action=${state === 'expiring_soon' ? 'Connect again' : ''}
      >${remedy ?? nothing}</care-banner
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-connection-banner': CareConnectionBanner;
  }
}
