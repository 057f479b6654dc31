import { asProblem } from '../clients/api-problem.ts';
import { createAskAhead } from './ask-ahead.ts';
import { createLatest } from './latest.ts';
import { createOwnerSearch } from './owner-search.ts';
import type { RecordChoices } from './record-choices.ts';
import { askedOwner, CREATOR_OWNS, foreseeForm, isBlocked } from './store/salesforce-store.ts';
import type { WorkParts } from './work-parts.ts';

/** The form for a Salesforce case. */
export interface CaseFormWork extends RecordChoices {
  /** Opens the prefilled form; `another`: although there is a case already. */
  prepare(another: boolean): Promise<void>;
  /** False: a field has to be mended first. */
  submit(): Promise<boolean>;
  closeForm(): void;
  end(): void;
}

export function createCaseFormWork({ api, store, caseId, questions, reload }: WorkParts): CaseFormWork {
  const params = { caseId };
  const { set } = store.getState();
  /** One intention, one key: pressing again after a lost answer cannot create a second case. */
  let escalationKey = crypto.randomUUID();
  const filling = createLatest();
  const owners = createOwnerSearch({ api, store, caseId }, 'owner');
  const ahead = createAskAhead(
    (signal) => {
      const { edits, escalating } = store.getState();
      const recordType = escalating.status === 'editing' ? escalating.form.recordType : null;
      return questions.foresee('Case', edits, signal, recordType);
    },
    (coming) => set({ coming }),
  );
  const typing = store.subscribe(({ edits, escalating }, before) => {
    if (escalating.status === 'editing' && edits !== before.edits) ahead.soon();
  });

  return {
    async prepare(another) {
      escalationKey = crypto.randomUUID();
      const isLast = filling.ask();
      set({ escalating: { status: 'preparing' }, edits: {}, coming: null, owner: CREATOR_OWNS, another });
      try {
        const form = await api.call('GET /v1/cases/:caseId/salesforce/case-form', { params, query: {} });
        if (!isLast()) return;
        set({ escalating: { status: 'editing', form, problem: null } });
        ahead.now();
      } catch (error) {
        if (isLast()) set({ escalating: { status: 'failed', problem: asProblem(error) } });
      }
    },
    async chooseRecordType(recordType) {
      const { escalating } = store.getState();
      if (escalating.status !== 'editing') return;
      const isLast = filling.ask();
      try {
        const query = { recordType };
        const form = await api.call('GET /v1/cases/:caseId/salesforce/case-form', { params, query });
        if (!isLast()) return;
        set({ escalating: { status: 'editing', form, problem: null }, coming: null });
        ahead.now();
      } catch (error) {
        if (isLast()) set({ escalating: { ...escalating, problem: asProblem(error) } });
      }
    },
    searchOwners: owners.searchOwners,
    chooseOwner: owners.chooseOwner,
    async submit() {
      const { escalating, edits, another, owner: pick } = store.getState();
      if (escalating.status !== 'editing') return true;
      const { form } = escalating;
      const owner = askedOwner(pick);
      if (owner === null || isBlocked(foreseeForm(form, edits))) return false;
      filling.forget();
      set({ escalating: { status: 'sending', form } });
      try {
        const body = { fields: edits, recordType: form.recordType, ...owner, another };
        const made = await api.call(
          'POST /v1/cases/:caseId/salesforce/cases',
          { params, body },
          { idempotencyKey: escalationKey },
        );
        const done = { owner: null, ...made };
        set({ escalating: { status: 'done', ...done }, edits: {} });
        await reload();
      } catch (error) {
        const problem = asProblem(error);
        // What was refused is over; the same words again are another try. What has no answer is still the same try.
        if (!problem.passing) escalationKey = crypto.randomUUID();
        set({ escalating: { status: 'editing', form, problem } });
      }
      return true;
    },
    closeForm() {
      filling.forget();
      set({ escalating: { status: 'closed' }, edits: {}, another: false });
    },
    end() {
      typing();
      ahead.end();
      owners.end();
    },
  };
}
