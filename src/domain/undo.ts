import type { EscalatedObject, EscalationState } from './decide-escalation.ts';

/**
 * What becomes of the record: it gets a closed status and its link is taken away, the link alone is, or it is
 * deleted.
 */
export const UNDO_ACTS = ['close', 'unlink', 'delete'] as const;
export type UndoAct = (typeof UNDO_ACTS)[number];

/** A record as far as taking it back goes. */
export interface UndoableRecord {
  object: EscalatedObject;
  /** It was there before Care and is somebody else's work. */
  linked: boolean;
}

/** What may be done to such a record at all, the usual first. */
export function undoActsOf({ object, linked }: UndoableRecord): readonly UndoAct[] {
  if (linked) return ['unlink'];
  return object === 'Case' ? UNDO_ACTS : ['unlink', 'delete'];
}

/** The account's usual act, where such a record can take it. */
export function usualUndo(record: UndoableRecord, wish: UndoAct): UndoAct {
  const acts = undoActsOf(record);
  return acts.includes(wish) ? wish : acts[0]!;
}

export interface UndoQuestion {
  state: EscalationState;
  /** When it was escalated, ISO-8601. */
  askedAt: string;
  now: string;
  /** How long it may be taken back; null: never. */
  minutes: number | null;
}

export type UndoRefusal = 'UNDO_OFF' | 'UNDO_TOO_LATE' | 'NOTHING_TO_UNDO';

export type UndoDecision =
  | { kind: 'undo' }
  /** It was asked for before: asking again changes nothing. */
  | { kind: 'asked' }
  | { kind: 'refused'; code: UndoRefusal };

/** Whether an escalation may be taken back now. */
export function decideUndo({ state, askedAt, now, minutes }: UndoQuestion): UndoDecision {
  if (state === 'undoing' || state === 'undone') return { kind: 'asked' };
  if (state === 'failed' || state === 'gone') return { kind: 'refused', code: 'NOTHING_TO_UNDO' };
  const until = undoableUntil(askedAt, minutes);
  if (until === null) return { kind: 'refused', code: 'UNDO_OFF' };
  return now < until ? { kind: 'undo' } : { kind: 'refused', code: 'UNDO_TOO_LATE' };
}

/** ISO-8601; null: an account that takes nothing back. */
export const undoableUntil = (askedAt: string, minutes: number | null): string | null =>
  minutes === null ? null : new Date(Date.parse(askedAt) + minutes * 60_000).toISOString();

const MINUTES_OF_DAY = 1_440;

/** `24 hours`, `90 minutes`, `3 days`. */
export function undoLimitInWords(minutes: number): string {
  const [count, unit] =
    minutes > MINUTES_OF_DAY && minutes % MINUTES_OF_DAY === 0
      ? [minutes / MINUTES_OF_DAY, 'day']
      : minutes % 60 === 0
        ? [minutes / 60, 'hour']
        : [minutes, 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
