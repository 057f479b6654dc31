import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import { baseStyles } from '../../../elements/base-styles.ts';
import { drawShape, shapeStyles, type Tone } from '../../../elements/draw-shape.ts';
import { STATE_WORDS, works } from '../store/token-words.ts';
import { changesWords } from '../store/waiting-words.ts';
import '../../../elements/age.ts';

interface Cell {
  readonly label: string;
  readonly tone: Tone;
  readonly value: string;
  readonly more: unknown;
}

/** Is it well, in four words. */
@customElement('care-health-line')
export class CareHealthLine extends LitElement {
  static override styles = [
    baseStyles,
    shapeStyles,
    css`
      :host { display: block; border: 1px solid var(--care-border); border-radius: var(--care-radius-card); background: var(--care-surface); container-type: inline-size; }
      dl { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); }
      dl > div { display: grid; gap: var(--care-space-1); align-content: start; padding: var(--care-space-5) var(--care-space-6); }
      dl > div + div { border-inline-start: 1px solid var(--care-border); }
      dt, .more { font: var(--care-type-caption); color: var(--care-text-faint); }
      .value { display: flex; align-items: center; gap: var(--care-space-3); font-weight: var(--care-weight-strong); }
      .more { color: var(--care-text-quiet); }
      @container (max-width: 559px) {
        dl { grid-template-columns: repeat(2, minmax(0, 1fr)); }
        dl > div:nth-child(odd) { border-inline-start: 0; }
        dl > div:nth-child(n + 3) { border-block-start: 1px solid var(--care-border); }
      }
    `,
  ];

  @property({ attribute: false }) connection!: ConnectionShape;
  /** What the setup doctor found in want of somebody; null: it has not looked. */
  @property({ attribute: false }) findings: number | null = null;

  override render() {
    const cells = [
      connectionCell(this.connection),
      eventsCell(this.connection),
      waitingCell(this.connection),
      needsCell(this.connection, this.findings),
    ];
    return html`<dl aria-label="Health">${cells.map(drawCell)}</dl>`;
  }
}

function connectionCell({ state, users }: ConnectionShape): Cell {
  const { tone, label } = STATE_WORDS[state];
  const working = users.filter((user) => works(user.state)).length;
  return {
    label: 'Connection',
    tone,
    value: label,
    more: `${working} of ${users.length} ${users.length === 1 ? 'token works' : 'tokens work'}`,
  };
}

function eventsCell({ events, state, paused }: ConnectionShape): Cell {
  const label = 'From Salesforce';
  if (!works(state)) return { label, tone: 'warning', value: 'Paused', more: 'until it is connected' };
  if (paused) return { label, tone: 'warning', value: 'Paused', more: 'until somebody resumes the sync' };
  if (events === 'live') return { label, tone: 'success', value: 'Live', more: 'changes come by events' };
  if (events === 'starting')
    return { label, tone: 'info', value: 'Starting', more: 'events are being set up' };
  return { label, tone: 'warning', value: 'Every few minutes', more: 'no right to follow events' };
}

function waitingCell({ waiting, state, paused }: ConnectionShape): Cell {
  const label = 'Waiting';
  if (waiting.messages + waiting.statuses === 0)
    return { label, tone: 'success', value: 'Nothing', more: 'all of it is in Salesforce' };
  return {
    label,
    tone: works(state) && !paused ? 'info' : 'warning',
    value: changesWords(waiting),
    more: html`oldest <care-age .at=${waiting.oldestAt ?? ''}></care-age>`,
  };
}

function needsCell({ users, state }: ConnectionShape, checks: number | null): Cell {
  const label = 'Needs you';
  if (users.length === 0 && !works(state))
    return { label, tone: 'danger', value: '1 thing', more: 'somebody has to connect' };
  const tokens = users.filter((user) => user.state !== 'connected').length;
  const total = tokens + (checks ?? 0);
  const parts = [
    tokens === 0 ? '' : tokens === 1 ? '1 token' : `${tokens} tokens`,
    checks === null ? 'setup not checked' : checks === 0 ? '' : checks === 1 ? '1 check' : `${checks} checks`,
  ];
  const more = parts.filter((each) => each !== '').join(', ') || 'tokens and setup are in order';
  if (total > 0) return { label, tone: 'warning', value: total === 1 ? '1 thing' : `${total} things`, more };
  return checks === null
    ? { label, tone: 'neutral', value: 'Not known', more }
    : { label, tone: 'success', value: 'Nothing', more };
}

const drawCell = ({ label, tone, value, more }: Cell) => html`<div>
  <dt>${label}</dt>
  <dd class="value">${drawShape(tone)}${value}</dd>
  <dd class="more">${more}</dd>
</div>`;

declare global {
  interface HTMLElementTagNameMap {
    'care-health-line': CareHealthLine;
  }
}
