import type { Tone } from '../../elements/draw-shape.ts';
import type { CaseState } from './case-store.ts';

/** The one line that says how fresh the case is, the more pressing first. */
export interface SyncWords {
  tone: Tone;
  text: string;
  /** ISO-8601, or '' for no time. */
  at: string;
  /** The time is a beginning, not an age. */
  since: boolean;
  action: string;
}

export function syncWords({ freshness, summary }: Pick<CaseState, 'freshness' | 'summary'>): SyncWords {
  const say = (tone: Tone, text: string, more: Partial<SyncWords> = {}): SyncWords => ({
    tone,
    text,
    at: '',
    since: false,
    action: '',
    ...more,
  });
  if (freshness.status === 'lost') {
    return say('warning', 'Care can’t be reached', { at: freshness.since, since: true, action: 'Try now' });
  }
  const escalation = summary?.escalation;
  if (!escalation) return say('neutral', 'Not in Salesforce yet');
  const { reason } = escalation;
  switch (escalation.state) {
    case 'requested':
      return say('info', reason ?? 'Being created in Salesforce');
    case 'failed':
      return say('danger', `Salesforce did not take it: ${reason ?? 'no reason given'}`);
    case 'gone':
      return say('neutral', 'Deleted in Salesforce');
    case 'created':
      break;
  }
  switch (escalation.sync) {
    case 'in_step':
      return say('success', reason ?? 'In step with Salesforce');
    case 'waiting':
      return say('info', changes(escalation.waiting, reason));
    case 'paused':
      return say('warning', `Salesforce is not updated: ${reason ?? 'paused'}`);
    case 'parked':
      return say('danger', `Salesforce did not take a change: ${reason ?? 'it needs an admin'}`);
  }
}

function changes(count: number, reason: string | null): string {
  const what = count === 1 ? '1 change' : `${count} changes`;
  return reason ? `${what} for Salesforce wait: ${reason}` : `Sending ${what} to Salesforce`;
}
