import { asProblem } from '../clients/api-problem.ts';
import { CLOSED_FORM, type RecordForm, type RecordSlice } from './store/record-slice.ts';
import { foreseeForm, isBlocked } from './store/salesforce-store.ts';

export interface RecordMaker {
  /** Opens the prefilled form. */
  open(): Promise<void>;
  edited(field: string, value: string): void;
  /** False: a field has to be mended first. */
  submit(): Promise<boolean>;
  closeForm(): void;
}

interface RecordMakerOptions<Made> {
  read(): RecordSlice<Made>;
  write(slice: RecordSlice<Made>): void;
  prepare(): Promise<RecordForm>;
  /** Null: nothing was made, and the form stays open. One key is one intention. */
  send(edits: RecordSlice<Made>['edits'], key: string): Promise<Made | null>;
}

/** Prefills a form, takes what is changed in it and sends it once, however often it is pressed. */
export function createRecordMaker<Made>({
  read,
  write,
  prepare,
  send,
}: RecordMakerOptions<Made>): RecordMaker {
  let key = crypto.randomUUID();
  const at = (making: RecordSlice<Made>['making']) => write({ ...read(), making });

  return {
    async open() {
      key = crypto.randomUUID();
      write({ making: { status: 'preparing' }, edits: {} });
      try {
        at({ status: 'editing', form: await prepare(), problem: null });
      } catch (error) {
        at({ status: 'failed', problem: asProblem(error) });
      }
    },
    edited: (field, value) => write({ ...read(), edits: { ...read().edits, [field]: value } }),
    async submit() {
      const { making, edits } = read();
      if (making.status !== 'editing') return true;
      const { form } = making;
      if (isBlocked(foreseeForm(form, edits))) return false;
      at({ status: 'sending', form });
      try {
        const made = await send(edits, key);
        key = crypto.randomUUID();
        if (made === null) at({ status: 'editing', form, problem: null });
        else write({ making: { status: 'done', made }, edits: {} });
      } catch (error) {
        const problem = asProblem(error);
        // What was refused is over; the same words again are another try. What has no answer is still the same try.
        if (!problem.passing) key = crypto.randomUUID();
        at({ status: 'editing', form, problem });
      }
      return true;
    },
    closeForm: () => write(CLOSED_FORM),
  };
}
