import type { UserShape } from '../../../../api/people.ts';
import type { Tone } from '../../../elements/draw-shape.ts';

export const USER_STATE_WORDS: Readonly<Record<UserShape['state'], { label: string; tone: Tone }>> = {
  active: { label: 'Active', tone: 'success' },
  invited: { label: 'Invited', tone: 'info' },
  deactivated: { label: 'Deactivated', tone: 'neutral' },
};
