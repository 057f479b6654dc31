import type { UndoAct } from './undo.ts';

/** The record as Salesforce shows it right before it is taken back. */
export type UndoSight =
  | {
      kind: 'there';
      /** `Care_Escalation_Id__c` there; null: none. */
      key: string | null;
      /** Whether its status is a closed one; null: it has none that could be. */
      closed: boolean | null;
      /** Another record that it was merged into; null: it is where it was. */
      mergedInto: string | null;
    }
  | { kind: 'deleted' }
  | { kind: 'not_seen' }
  /** Nothing carries our key, and nobody has heard what came of creating it. */
  | { kind: 'not_made' };

export interface UndoWish {
  act: UndoAct;
  /** Our own key of the escalation. */
  key: string;
  object: 'Case' | 'Lead';
}

export type UndoWrite =
  /** `close`: with a closed status. */
  | { kind: 'unlink'; close: boolean }
  | { kind: 'delete' }
  /** There is nothing of ours to write to any more. */
  | { kind: 'nothing'; outcome: string };

/**
 * What is written to take an escalation back. Only a record that carries our own key is touched: one without it was
 * taken back before, by a try whose answer was lost or by a person, or holds the work of others.
 */
export function decideUndoWrite(sight: UndoSight, { act, key, object }: UndoWish): UndoWrite {
  const name = object.toLowerCase();
  if (sight.kind === 'deleted') return nothing(`The ${name} is in Salesforce’s recycle bin.`);
  if (sight.kind === 'not_made') {
    return nothing(`Salesforce has no such ${name}. Should it make one after all, that is taken back, too.`);
  }
  if (sight.kind === 'not_seen') return nothing(`Salesforce shows the connected user no such ${name}.`);
  if (sight.key !== key) {
    return nothing(
      sight.mergedInto === null
        ? `The ${name} carries no link to this case any more.`
        : `The ${name} was merged into ${sight.mergedInto}, which stays as it is.`,
    );
  }
  // What it was merged into is more than what Care made.
  if (sight.mergedInto !== null) return { kind: 'unlink', close: false };
  if (act === 'delete') return { kind: 'delete' };
  return { kind: 'unlink', close: act === 'close' && sight.closed === false };
}

const nothing = (outcome: string): UndoWrite => ({ kind: 'nothing', outcome });
