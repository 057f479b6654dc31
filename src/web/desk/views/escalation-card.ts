import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { EscalationShape } from '../../../api/shapes.ts';
import { baseStyles } from '../../elements/base-styles.ts';
import type { Tone } from '../../elements/draw-shape.ts';
import type { Fact } from '../../elements/facts.ts';
import { externalLinkIcon } from '../../elements/icons.ts';
import { tell } from '../../elements/tell.ts';
import { fullTime } from '../../elements/times.ts';
import '../../elements/button.ts';
import '../../elements/card.ts';
import '../../elements/facts.ts';
import '../../elements/status.ts';

/**
 * One record that a case was sent to Salesforce as, or linked to, and what has become of it.
 *
 * @fires care-undo - It is to be taken back.
 */
@customElement('care-escalation-card')
export class CareEscalationCard extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host { display: block; }
      .top { display: flex; align-items: center; justify-content: space-between; gap: var(--care-space-4); margin-bottom: var(--care-space-4); }
      .undo { margin-top: var(--care-space-4); }
      b { font-weight: var(--care-weight-strong); }
    `,
  ];

  @property({ attribute: false }) escalation!: EscalationShape;

  override render() {
    const { escalation } = this;
    const { undone } = escalation;
    const state = stateOf(escalation);
    const name = `Salesforce ${escalation.object.toLowerCase()}`;
    const deleted = undone?.state === 'done' && undone.act === 'delete';
    return html`<care-card heading=${escalation.number ? `${name} ${escalation.number}` : name}>
      ${
        escalation.url && !deleted
          ? html`<care-button slot="actions" variant="link" size="small" external .href=${escalation.url} .icon=${externalLinkIcon}
              >Open in Salesforce</care-button
            >`
          : nothing
      }
      <div class="top">
        <care-status .shape=${state.tone}>${state.text}</care-status>
        <b>${undone?.state === 'done' ? '' : (escalation.status ?? '')}</b>
      </div>
      <care-facts .items=${[...factsOf(escalation), ...undoFacts(undone)]}></care-facts>
      ${
        isUndoable(escalation)
          ? html`<care-button class="undo" variant="link" size="small" @click=${() => tell(this, 'care-undo')}>Undo ${escalation.object.toLowerCase()}</care-button>`
          : nothing
      }
    </care-card>`;
  }
}

/** Whether pressing *Undo* leads anywhere now. */
export const isUndoable = ({ undoUntil, undone }: EscalationShape): boolean =>
  undoUntil !== null && undone?.state !== 'under_way' && Date.parse(undoUntil) > Date.now();

const factsOf = (escalation: EscalationShape): Fact[] => [
  { label: 'Created', value: fullTime(escalation.createdAt) },
  { label: 'By', value: askedBy(escalation) },
  { label: 'Written as', value: writerOf(escalation) },
  ...(escalation.reason
    ? [{ label: isInStep(escalation) ? 'Note' : 'Reason', value: escalation.reason }]
    : []),
];

const isInStep = ({ state, sync }: EscalationShape): boolean => state === 'created' && sync === 'in_step';

function undoFacts(undone: EscalationShape['undone']): Fact[] {
  if (undone === null) return [];
  const label = { under_way: 'Undo asked', done: 'Undone', refused: 'Undo refused' }[undone.state];
  return [
    { label, value: fullTime(undone.at) },
    { label: 'By', value: undone.by?.name ?? 'Care' },
    ...(undone.fact ? [{ label: 'Outcome', value: undone.fact }] : []),
    ...(undone.why ? [{ label: 'Why', value: undone.why }] : []),
  ];
}

const askedBy = ({ byRule, createdBy }: EscalationShape): string =>
  byRule === null ? (createdBy?.name ?? 'Care') : `The rule “${byRule}”`;

const writerOf = ({ actedAs, actedAsBecause }: EscalationShape): string =>
  actedAs && actedAsBecause ? `${actedAs}, because ${actedAsBecause}` : (actedAs ?? 'Not yet');

function stateOf({ object, state, sync, waiting, undone }: EscalationShape): { tone: Tone; text: string } {
  if (undone?.state === 'done') return { tone: 'neutral', text: 'Undone' };
  if (undone?.state === 'under_way') return { tone: 'info', text: 'Being undone' };
  if (state === 'requested') return { tone: 'info', text: 'Being created' };
  if (state === 'failed') return { tone: 'danger', text: 'Not created' };
  if (state === 'gone') return { tone: 'neutral', text: 'Deleted in Salesforce' };
  switch (sync) {
    case 'in_step':
      // Of a lead nothing is kept in step.
      return { tone: 'success', text: object === 'Lead' ? 'In Salesforce' : 'In step' };
    case 'waiting':
      return { tone: 'info', text: waiting === 1 ? '1 change waits' : `${waiting} changes wait` };
    case 'paused':
      return { tone: 'warning', text: 'Not updated' };
    case 'parked':
      return { tone: 'danger', text: 'Needs an admin' };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'care-escalation-card': CareEscalationCard;
  }
  interface HTMLElementEventMap {
    'care-undo': CustomEvent<undefined>;
  }
}
