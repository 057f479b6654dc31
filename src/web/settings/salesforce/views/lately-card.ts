import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AuditEntryShape } from '../../../../api/audit.ts';
import { StoreController } from '../../../case/store/store-controller.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { drawShape, shapeStyles, type Tone } from '../../../elements/draw-shape.ts';
import { clockTime, dayName, formatTime, fullTime } from '../../../elements/times.ts';
import { ACCOUNT_TABS } from '../store/account-tabs.ts';
import type { LatelyState, LatelyStore } from '../store/lately-store.ts';
import '../../../elements/button.ts';
import '../../../elements/card.ts';

const GOOD: readonly AuditEntryShape['kind'][] = ['org.connected', 'user.connected', 'integration.enabled'];
const TROUBLE: readonly AuditEntryShape['kind'][] = ['token.state_changed', 'token.failed_over'];
const OVER: readonly AuditEntryShape['kind'][] = ['org.disconnected', 'kill_switch.pressed'];

const SHORT_DAY = { day: 'numeric', month: 'short' } as const;

/** What happened last, in a few lines; all of it stands under Activity. */
@customElement('care-lately-card')
export class CareLatelyCard extends LitElement {
  static override styles = [
    baseStyles,
    shapeStyles,
    css`
      :host { display: contents; }
      ol { display: grid; }
      li { position: relative; display: grid; grid-template-columns: 14px minmax(0, 1fr) auto; gap: 0 var(--care-space-4); padding-bottom: var(--care-space-4); }
      .shape { margin-top: 3px; }
      li:not(:last-child)::before { content: ''; position: absolute; inset-inline-start: 6.5px; top: 20px; bottom: -2px; width: 1px; background: var(--care-border); }
      li span { overflow-wrap: anywhere; }
      time { font: var(--care-type-caption); line-height: 20px; color: var(--care-text-faint); font-variant-numeric: tabular-nums; }
    `,
  ];

  @property({ attribute: false }) store!: LatelyStore;
  @property({ attribute: 'connection-id' }) connectionId = '';

  #state: StoreController<LatelyState, LatelyState> | undefined;

  protected override willUpdate() {
    this.#state ??= new StoreController(this, this.store, (all) => all);
    this.#state.follow(this.store);
  }

  override render() {
    const { entries } = this.#state!.value;
    if (!entries || entries.length === 0) return nothing;
    const activity = ACCOUNT_TABS.find(({ label }) => label === 'Activity');
    return html`<care-card level="2" heading="Lately">
      ${
        activity
          ? html`<care-button
              slot="actions"
              variant="link"
              size="small"
              href="/settings/integrations/salesforce/${this.connectionId}${activity.path}"
              >All activity</care-button
            >`
          : nothing
      }
      <ol>
        ${entries.map(
          ({ kind, at, fact }) =>
            html`<li>${drawShape(toneOf(kind))}<span>${fact}</span><time datetime=${at} title=${fullTime(at)}>${shortTime(at)}</time></li>`,
        )}
      </ol>
    </care-card>`;
  }
}

function toneOf(kind: AuditEntryShape['kind']): Tone {
  if (GOOD.includes(kind)) return 'success';
  if (TROUBLE.includes(kind)) return 'warning';
  return OVER.includes(kind) ? 'danger' : 'neutral';
}

/** "09:02", "Yesterday", "18 Nov" */
function shortTime(iso: string): string {
  const day = dayName(iso);
  if (day === 'Today') return clockTime(iso);
  return day === 'Yesterday' ? day : formatTime(new Date(iso), SHORT_DAY);
}

declare global {
  interface HTMLElementTagNameMap {
    'care-lately-card': CareLatelyCard;
  }
}
