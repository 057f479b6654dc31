import { CASE_STATUSES, type CaseStatus } from '../../../domain/case.ts';

/** What a key asks of a case, outside text fields. */
export type CaseKey =
  | { act: 'write'; mode: 'public_reply' | 'direct_message' | 'note' }
  | { act: 'assign_me' }
  | { act: 'newest' }
  | { act: 'help' }
  | { act: 'status'; status: CaseStatus };

/** The keys and what they do, as the help shows them. */
export const CASE_KEYS: readonly { keys: string; does: string }[] = [
  { keys: 'R', does: 'Reply' },
  { keys: 'D', does: 'Direct message' },
  { keys: 'N', does: 'Note' },
  { keys: 'Ctrl Enter', does: 'Send' },
  { keys: 'Ctrl Shift Enter', does: 'Send without the status' },
  { keys: 'Alt 1 to 6', does: 'New, Open, Pending, On hold, Done, Spam' },
  { keys: 'A', does: 'Assign me' },
  { keys: '↑ ↓', does: 'Between messages' },
  { keys: 'End', does: 'Newest message' },
  { keys: 'Esc', does: 'Leave the text, then the widget' },
  { keys: '?', does: 'This list' },
];

const LETTERS: Readonly<Record<string, CaseKey>> = {
  r: { act: 'write', mode: 'public_reply' },
  d: { act: 'write', mode: 'direct_message' },
  n: { act: 'write', mode: 'note' },
  a: { act: 'assign_me' },
  '?': { act: 'help' },
};

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey'>;

/** Reads a key; `letters` false leaves single letters alone, for those who speak to their computer. */
export function readCaseKey(
  { key, code, altKey, ctrlKey, metaKey }: Pressed,
  letters: boolean,
): CaseKey | null {
  if (ctrlKey || metaKey) return null;
  if (altKey) {
    const status = /^Digit[1-6]$/.test(code) ? CASE_STATUSES[Number(code.slice(5)) - 1] : undefined;
    return status ? { act: 'status', status } : null;
  }
  if (key === 'End') return { act: 'newest' };
  return letters ? (LETTERS[key.toLowerCase()] ?? null) : null;
}
