import { asProblem } from '../clients/api-problem.ts';
import { type ComingDuplicates, type ComingVerdicts, createAskAhead } from './ask-ahead.ts';
import { createLatest } from './latest.ts';
import { CLOSED_FORM, type RecordForm, type RecordSlice } from './store/record-slice.ts';
import { foreseeForm, isBlocked } from './store/salesforce-store.ts';

export interface RecordMaker<Form extends RecordForm = RecordForm> {
  /** Opens the prefilled form. */
  open(): Promise<void>;
  /** Fills it anew, as of another record type, under what was changed. */
  refill(prepare: () => Promise<Form>): Promise<void>;
  edited(field: string, value: string): void;
  /** False: a field has to be mended first. */
  submit(): Promise<boolean>;
  closeForm(): void;
}

interface RecordMakerOptions<Made, Form extends RecordForm> {
  read(): RecordSlice<Made, Form>;
  write(slice: RecordSlice<Made, Form>): void;
  prepare(): Promise<Form>;
  /** What the org's rules will say of the form with these changes. */
  foresee(edits: RecordSlice<Made>['edits'], signal: AbortSignal): Promise<ComingVerdicts>;
  /** What the org's duplicate rules find of it. */
  findDuplicates(edits: RecordSlice<Made>['edits'], signal: AbortSignal): Promise<ComingDuplicates>;
  /** Null: nothing was made, and the form stays open. One key is one intention. */
  send(edits: RecordSlice<Made>['edits'], key: string): Promise<Made | null>;
}

/** Prefills a form, takes what is changed in it and sends it once, however often it is pressed. */
export function createRecordMaker<Made, Form extends RecordForm = RecordForm>({
  read,
  write,
  prepare,
  foresee,
  findDuplicates,
  send,
}: RecordMakerOptions<Made, Form>): RecordMaker<Form> {
  let key = crypto.randomUUID();
  const filling = createLatest();
  const at = (making: RecordSlice<Made, Form>['making']) => write({ ...read(), making });
  const ahead = createAskAhead(
    (signal) => foresee(read().edits, signal),
    (coming) => write({ ...read(), coming }),
  );
  const alike = createAskAhead(
    (signal) => findDuplicates(read().edits, signal),
    (found) => write({ ...read(), alike: found }),
  );
  const show = (form: Form) => {
    at({ status: 'editing', form, problem: null });
    ahead.now();
    alike.now();
  };
  const end = () => {
    filling.forget();
    ahead.end();
    alike.end();
  };

  return {
    async open() {
      key = crypto.randomUUID();
      const isLast = filling.ask();
      write({ ...CLOSED_FORM, making: { status: 'preparing' } });
      try {
        const form = await prepare();
        if (isLast()) show(form);
      } catch (error) {
        if (isLast()) at({ status: 'failed', problem: asProblem(error) });
      }
    },
    async refill(again) {
      const { making } = read();
      if (making.status !== 'editing') return;
      const isLast = filling.ask();
      try {
        const form = await again();
        if (isLast()) show(form);
      } catch (error) {
        if (isLast()) at({ ...making, problem: asProblem(error) });
      }
    },
    edited(field, value) {
      write({ ...read(), edits: { ...read().edits, [field]: value } });
      ahead.soon();
      if (read().alike?.watched?.includes(field) ?? true) alike.soon();
    },
    async submit() {
      const { making, edits } = read();
      if (making.status !== 'editing') return true;
      const { form } = making;
      if (isBlocked(foreseeForm(form, edits))) return false;
      end();
      at({ status: 'sending', form });
      try {
        const made = await send(edits, key);
        key = crypto.randomUUID();
        if (made === null) at({ status: 'editing', form, problem: null });
        else write({ ...CLOSED_FORM, making: { status: 'done', made } });
      } catch (error) {
        const problem = asProblem(error);
        // What was refused is over; the same words again are another try. What has no answer is still the same try.
        if (!problem.passing) key = crypto.randomUUID();
        at({ status: 'editing', form, problem });
      }
      return true;
    },
    closeForm() {
      end();
      write(CLOSED_FORM);
    },
  };
}
