import type { BulkJobShape, BulkRowShape } from '../../../../api/bulk.ts';
import type { Tone } from '../../../elements/draw-shape.ts';

/** How far a job has come: what needs nothing more of all there is. */
export const settledOf = ({ counts, total }: BulkJobShape): number => total - counts.waiting - counts.sending;

/** What a job has come to, without what it has none of. */
export const countsInWords = ({ counts }: BulkJobShape): string =>
  [
    [counts.created, 'created'],
    [counts.found, 'there already'],
    [counts.undone, 'undone'],
    [counts.refused, 'refused'],
    [counts.canceled, 'canceled'],
    [counts.sending, 'being created'],
    [counts.waiting, 'waiting'],
  ]
    .filter(([count]) => count !== 0)
    .map((pair) => pair.join(' '))
    .join(' · ');

export function stateOfJob({ state, counts }: BulkJobShape): { tone: Tone; text: string } {
  switch (state) {
    case 'running':
      return { tone: 'info', text: 'Under way' };
    case 'held':
      return { tone: 'warning', text: 'Paused' };
    case 'canceling':
      return { tone: 'info', text: 'Canceling' };
    case 'canceled':
      return { tone: 'neutral', text: 'Canceled' };
    case 'done':
      return counts.refused > 0
        ? { tone: 'warning', text: 'Done, some refused' }
        : { tone: 'success', text: 'Done' };
  }
}

export const STATE_OF_ROW: Readonly<Record<BulkRowShape['state'], { tone: Tone; text: string }>> = {
  waiting: { tone: 'neutral', text: 'Waiting' },
  sending: { tone: 'info', text: 'Being created' },
  created: { tone: 'success', text: 'Created' },
  found: { tone: 'success', text: 'There already' },
  refused: { tone: 'danger', text: 'Refused' },
  canceled: { tone: 'neutral', text: 'Canceled' },
  undone: { tone: 'neutral', text: 'Undone' },
};
