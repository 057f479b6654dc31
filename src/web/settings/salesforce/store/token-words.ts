import type { TokenCause, TokenState } from '../../../../domain/token-state.ts';
import type { Tone } from '../../../elements/draw-shape.ts';

/** A state of somebody's access, or of an org's, as people read it. */
export const STATE_WORDS: Readonly<Record<TokenState, { tone: Tone; label: string }>> = {
  connected: { tone: 'success', label: 'Connected' },
  expiring_soon: { tone: 'warning', label: 'Expires soon' },
  expired: { tone: 'danger', label: 'Expired' },
  reconnect_needed: { tone: 'danger', label: 'Reconnect needed' },
  wrong_org: { tone: 'danger', label: 'Wrong org' },
  org_locked: { tone: 'warning', label: 'Org locked' },
};

/** Why, in a few words, for a row of a table; the whole sentence comes from the service. */
export const CAUSE_WORDS: Readonly<Record<TokenCause, string>> = {
  revoked: 'revoked in Salesforce',
  user_inactive: 'deactivated in Salesforce',
  idle: 'not used for 30 days',
  sixth_grant: 'replaced by newer sign-ins',
  ip_restricted: 'IP address not allowed',
  rotation_replay: 'an old token was used',
  answer_lost: 'an answer was lost',
  app_blocked: 'the app is blocked in the org',
  org_locked: 'Salesforce has locked the org',
  wrong_org: 'signed in to another org',
  disconnected: 'disconnected here',
  unknown: 'refused by Salesforce',
};

/** Whether calls to Salesforce go through in this state. */
export const works = (state: TokenState): boolean => state === 'connected' || state === 'expiring_soon';

/** Whether only a person who connects again can bring it back. */
export const isDead = (state: TokenState): boolean =>
  state === 'expired' || state === 'reconnect_needed' || state === 'wrong_org';
