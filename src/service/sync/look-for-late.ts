import { byKey, findRecord, lookRequest, type RecordSight, readSight } from './find-records.ts';
import type { LookItem } from './lane-ports.ts';
import type { SalesforceOutcome, SalesforcePort } from './ports.ts';

export type LateLook =
  | { kind: 'there'; record: Extract<RecordSight, { kind: 'there' }> }
  | { kind: 'nothing' }
  | { kind: 'not_answered'; outcome: Exclude<SalesforceOutcome, { kind: 'answered' }> };

const UNHEARD: LateLook = {
  kind: 'not_answered',
  outcome: { kind: 'unknown', reason: 'Salesforce could not be asked for the record.' },
};

/** Asks for the record of an escalation that was refused, which a try whose end nobody heard may have made since. */
export async function lookForLate(port: SalesforcePort, item: LookItem): Promise<LateLook> {
  const outcome = await port.call(lookRequest(item, byKey(item.escalationKey)));
  if (outcome.kind !== 'answered') return { kind: 'not_answered', outcome };
  const first = readSight(item.object, outcome.body);
  const sight = first.kind === 'merged' ? await findRecord(port, item, first.into) : first;
  if (sight.kind === 'unknown') return UNHEARD;
  // What it was merged into is somebody's own, and stays so.
  return sight.kind === 'there' && sight.key === item.escalationKey
    ? { kind: 'there', record: sight }
    : { kind: 'nothing' };
}
