import type { AnswerOf } from '../../../api/endpoint.ts';
import type { EscalationShape } from '../../../api/shapes.ts';
import type { getUndoForm } from '../../../api/undo.ts';
import type { UndoAct } from '../../../domain/undo.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';

export type UndoForm = AnswerOf<typeof getUndoForm>;

/** What the agent has chosen. */
export interface UndoChoice {
  act: UndoAct;
  /** Null: the org has none, or Salesforce was not asked yet. */
  closedStatus: string | null;
  why: string;
}

/** Taking an escalation back, and how far that has come. */
export type Undoing =
  | { status: 'closed' }
  | { status: 'preparing'; of: EscalationShape }
  | { status: 'asking'; of: EscalationShape; form: UndoForm; choice: UndoChoice; problem: ApiProblem | null }
  | { status: 'sending'; of: EscalationShape; form: UndoForm; choice: UndoChoice }
  | { status: 'failed'; of: EscalationShape; problem: ApiProblem };

/** What pressing the button does, in the order it is said. */
export function undoConsequences(
  { object }: Pick<EscalationShape, 'object'>,
  form: UndoForm,
  { act, closedStatus }: UndoChoice,
): string[] {
  const name = object.toLowerCase();
  const rows = form.messages === 1 ? 'message' : `${form.messages} messages`;
  if (act === 'delete') {
    const under = form.messages > 0 ? `, the ${rows} of this conversation` : '';
    return [
      `Salesforce deletes the ${name}${under} and all that people have put under it: comments, e-mails, tasks, files.`,
      'An admin can take it out of Salesforce’s recycle bin for some days.',
      GOES_ON(name),
    ];
  }
  const ends = form.closed
    ? `The Salesforce ${name} is closed already and stays so.`
    : `The Salesforce ${name} gets the status ${closedStatus ?? 'that stands for closed'}.`;
  return [
    act === 'close' ? ends : `The Salesforce ${name} stays as it is.`,
    'Its link to this conversation is taken away on both sides.',
    form.messages > 0
      ? `The ${rows} already there ${form.messages === 1 ? 'stays' : 'stay'}. No message or status goes there any more, or comes from there.`
      : 'No message or status goes there any more, or comes from there.',
    GOES_ON(name),
  ];
}

const GOES_ON = (name: string): string =>
  `The conversation goes on in Care. Sent to Salesforce again, it becomes a new ${name}.`;
