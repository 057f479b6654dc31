import type { FormField } from '../../../api/record-forms.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';
import type { ComingDuplicates, ComingVerdicts } from '../ask-ahead.ts';

export interface RecordForm {
  fields: FormField[];
  /** Whom Salesforce will name as the creator. */
  actingUser: string;
  /** Why it is not you; null: it is. */
  because: string | null;
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
