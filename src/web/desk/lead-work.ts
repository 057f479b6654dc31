import { createOwnerSearch } from './owner-search.ts';
import type { RecordChoices } from './record-choices.ts';
import { createRecordMaker, type RecordMaker } from './record-maker.ts';
import type { TypedRecordForm } from './store/record-slice.ts';
import { askedOwner, CREATOR_OWNS, type MadeRecord } from './store/salesforce-store.ts';
import type { WorkParts } from './work-parts.ts';

/** The form for a new lead; a further one where there is one already. */
export interface LeadWork extends RecordMaker<TypedRecordForm>, RecordChoices {
  /** Although there are duplicates. */
  createAnyway(): Promise<void>;
  end(): void;
}

export function createLeadWork({ api, store, caseId, questions, reload }: WorkParts): LeadWork {
  const params = { caseId };
  const { set } = store.getState();
  const leadForm = (query: { recordType?: string } = {}) =>
    api.call('GET /v1/cases/:caseId/salesforce/lead-form', { params, query });
  const leadType = () => {
    const { making } = store.getState().leadForm;
    return making.status === 'editing' || making.status === 'sending' ? making.form.recordType : null;
  };
  let leadAnyway = false;
  const lead = createRecordMaker<MadeRecord, TypedRecordForm>({
    read: () => store.getState().leadForm,
    write: (form) => set({ leadForm: form }),
    prepare: leadForm,
    foresee: (edits, signal) => questions.foresee('Lead', edits, signal, leadType()),
    findDuplicates: (edits, signal) => questions.findDuplicates('Lead', edits, signal, leadType()),
    async send(fields, idempotencyKey) {
      const { tab, leadOwner } = store.getState();
      const owner = askedOwner(leadOwner);
      if (owner === null) return null;
      const another = tab?.leadBlocked?.code === 'ALREADY_ESCALATED';
      const body = { fields, recordType: leadType(), ...owner, anyway: leadAnyway, another };
      const path = 'POST /v1/cases/:caseId/salesforce/leads';
      const made = await api.call(path, { params, body }, { idempotencyKey });
      void reload();
      return { owner: null, ...made };
    },
  });
  const leadOwners = createOwnerSearch({ api, store, caseId }, 'leadOwner');

  return {
    ...lead,
    ...leadOwners,
    async open() {
      set({ leadOwner: CREATOR_OWNS });
      await lead.open();
    },
    chooseRecordType: (recordType) => lead.refill(() => leadForm({ recordType })),
    async submit() {
      leadAnyway = false;
      return askedOwner(store.getState().leadOwner) !== null && lead.submit();
    },
    async createAnyway() {
      leadAnyway = true;
      await lead.submit();
    },
  };
}
