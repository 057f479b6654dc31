import type { FormField } from '../../../api/record-forms.ts';
import type { ContactKind } from '../../../domain/person-account.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';
import type { ComingDuplicates, ComingVerdicts } from '../ask-ahead.ts';

export interface RecordForm {
  fields: FormField[];
  /** Whom Salesforce will name as the creator. */
  actingUser: string;
  /** Why it is not you; null: it is. */
  because: string | null;
}

/** One of a contact, which may be made as a person account. */
export interface ContactForm extends RecordForm {
  as: ContactKind;
  /** Both in an org with person accounts. */
  kinds: readonly ContactKind[];
  /** Labels of what the mapping fills and this kind has not. */
  without: readonly string[];
}

/** One whose record type can be chosen. */
export interface TypedRecordForm extends RecordForm {
  /** Empty: the org has none. */
  recordTypes: readonly { name: string; label: string }[];
  recordType: string | null;
}

/** A form that makes one Salesforce record, and how far it has come. */
export interface RecordSlice<Made, Form extends RecordForm = RecordForm> {
  making:
    | { status: 'closed' | 'preparing' }
    | { status: 'editing'; form: Form; problem: ApiProblem | null }
    | { status: 'sending'; form: Form }
    | { status: 'done'; made: Made }
    | { status: 'failed'; problem: ApiProblem };
  /** What the agent has changed of the form, by field. */
  edits: Readonly<Record<string, string>>;
  /** What the org's rules will say; null: not known. */
  coming: ComingVerdicts | null;
  /** What its duplicate rules find; null: not known. */
  alike: ComingDuplicates | null;
}

export const CLOSED_FORM = { making: { status: 'closed' }, edits: {}, coming: null, alike: null } as const;

/** What the org will say, with what nobody could ask it. */
export const comingOf = ({ coming, alike }: RecordSlice<unknown>): ComingVerdicts => ({
  verdicts: coming?.verdicts ?? [],
  notChecked: [...(coming?.notChecked ?? []), ...(alike?.notChecked ?? [])],
});

/** Whether leaving now would lose what was typed. */
export const isUnsaved = ({ making, edits }: RecordSlice<unknown>): boolean =>
  making.status === 'editing' && Object.keys(edits).length > 0;

/** What was typed into a form, as another one of the same person has its fields: by what they are called. */
export function carriedOver(
  { making, edits }: RecordSlice<unknown>,
  to: Pick<RecordForm, 'fields'>,
): RecordSlice<unknown>['edits'] {
  const from = making.status === 'editing' ? making.form.fields : [];
  const labels = new Map(from.map(({ name, label }) => [name, label]));
  const names = new Map(to.fields.map(({ name, label }) => [label, name]));
  const carried = Object.entries(edits).flatMap(([name, value]): [string, string][] => {
    const there = names.get(labels.get(name) ?? '');
    return there === undefined ? [] : [[there, value]];
  });
  return Object.fromEntries(carried);
}
