import type { ContactKind } from '../../domain/person-account.ts';
import type { ApiClient } from '../clients/api-client.ts';
import { asProblem } from '../clients/api-problem.ts';
import { createAskAhead } from './ask-ahead.ts';
import { createLatest } from './latest.ts';
import { createRecordMaker, type RecordMaker } from './record-maker.ts';
import { CLOSED_FORM, type ContactForm, carriedOver, type TypedRecordForm } from './store/record-slice.ts';
import {
  askedOwner,
  type Contact,
  CREATOR_OWNS,
  foreseeForm,
  isBlocked,
  type LinkedContact,
  type MadeRecord,
  type OwnerChoice,
  type OwnerPick,
  type SalesforceStore,
} from './store/salesforce-store.ts';
import { createUndoWork, type UndoWork } from './undo-work.ts';

/** What is done with the choices of one form. */
export interface RecordChoices {
  chooseRecordType(recordType: string): Promise<void>;
  searchOwners(words: string): void;
  chooseOwner(owner: OwnerChoice): void;
}

/** Everything the Salesforce tab of one case does. */
export interface SalesforceWork extends RecordChoices {
  load(): Promise<void>;
  search(words: string): void;
  link(contactId: string): Promise<void>;
  unlink(): Promise<void>;
  /** The form for a new contact. */
  readonly contact: RecordMaker<ContactForm> & {
    /** Makes it the other kind, with what was typed. */
    chooseKind(as: ContactKind): Promise<void>;
  };
  /** The contact of the form, although there are duplicates. */
  createAnyway(): Promise<void>;
  /** The form for a new lead; a further one where there is one already. */
  readonly lead: RecordMaker<TypedRecordForm> & RecordChoices & { createAnyway(): Promise<void> };
  /** Opens the prefilled form; `another`: although there is a case already. */
  prepare(another: boolean): Promise<void>;
  /** False: a field has to be mended first. */
  submit(): Promise<boolean>;
  closeForm(): void;
  readonly undo: UndoWork;
  /** Takes the agent to Salesforce, to connect themselves to the org again; they come back to the desk. */
  reconnect(): Promise<void>;
  end(): void;
}

const SEARCH_DELAY_MS = 300;
const SHORTEST_SEARCH = 2;
const NO_SEARCH = { search: { status: 'idle' }, words: '' } as const;

interface SalesforceWorkOptions {
  readonly api: ApiClient;
  readonly store: SalesforceStore;
  readonly caseId: string;
  readonly goTo?: (address: string) => void;
}

export function createSalesforceWork({
  api,
  store,
  caseId,
  ...options
}: SalesforceWorkOptions): SalesforceWork {
  const params = { caseId };
  const { set } = store.getState();
  let searchTimer: ReturnType<typeof setTimeout> | undefined;
  let searching = new AbortController();
  /** One intention, one key: pressing again after a lost answer cannot create a second case. */
  let escalationKey = crypto.randomUUID();
  const filling = createLatest();

  let asked = false;
  /** Once: what speaks for a contact seldom changes while one looks. Without an answer there is still the search. */
  const suggest = async () => {
    if (asked) return;
    asked = true;
    try {
      const path = 'GET /v1/cases/:caseId/salesforce/suggested-contacts';
      set({ suggested: (await api.call(path, { params })).contacts });
    } catch {
      asked = false;
    }
  };
  let checked: string | null = null;
  /** Once a contact: an org merges and deletes contacts, and tells nobody of it. */
  const check = async ({ id, missing }: LinkedContact) => {
    if (checked === id) return;
    checked = id;
    const path = 'POST /v1/cases/:caseId/salesforce/contact/check';
    const found = await api.call(path, { params, body: {} }).catch(() => null);
    if (!found?.contact || (found.contact.missing === missing && found.contact.id === id)) return;
    checked = found.contact.id;
    set({ followed: found.followed });
    await load();
  };
  const load = async () => {
    try {
      const tab = await api.call('GET /v1/cases/:caseId/salesforce', { params });
      set({ tab, load: { status: 'ready' } });
      if (tab.connection?.consequences.length !== 0) return;
      if (tab.contact) void check(tab.contact);
      if (!tab.contact || tab.contact.missing === 'deleted') void suggest();
    } catch (error) {
      if (store.getState().tab === null) set({ load: { status: 'failed', problem: asProblem(error) } });
    }
  };
  const withContact = async (act: () => Promise<unknown>) => {
    set({ busy: true, contactProblem: null, followed: null });
    try {
      await act();
      set({ ...NO_SEARCH, contactForm: CLOSED_FORM });
      await load();
    } catch (error) {
      set({ contactProblem: asProblem(error) });
    } finally {
      set({ busy: false });
    }
  };
  const foresee = (
    object: 'Case' | 'Lead' | ContactKind,
    fields: Readonly<Record<string, string>>,
    signal: AbortSignal,
    recordType: string | null = null,
  ) =>
    api.call(
      'POST /v1/cases/:caseId/salesforce/foresight',
      { params, body: { object, recordType, fields } },
      { signal },
    );
  const findDuplicates = (
    object: 'Lead' | ContactKind,
    fields: Readonly<Record<string, string>>,
    signal: AbortSignal,
    recordType: string | null = null,
  ) =>
    api.call(
      'POST /v1/cases/:caseId/salesforce/duplicates',
      { params, body: { object, recordType, fields } },
      { signal },
    );
  let anyway = false;
  const contactForm = (query: { as?: ContactKind } = {}) =>
    api.call('GET /v1/cases/:caseId/salesforce/contact-form', { params, query });
  const contactKind = (): ContactKind => {
    const { making } = store.getState().contactForm;
    return making.status === 'editing' || making.status === 'sending' ? making.form.as : 'Contact';
  };
  const contact = createRecordMaker<Contact, ContactForm>({
    read: () => store.getState().contactForm,
    write: (form) => set({ contactForm: form }),
    prepare: contactForm,
    foresee: (edits, signal) => foresee(contactKind(), edits, signal),
    findDuplicates: (edits, signal) => findDuplicates(contactKind(), edits, signal),
    async send(fields, idempotencyKey) {
      const made = await api.call(
        'POST /v1/cases/:caseId/salesforce/contacts',
        { params, body: { fields, anyway, as: contactKind() } },
        { idempotencyKey },
      );
      if (made.contact === null) {
        const slice = store.getState().contactForm;
        const { watched = null } = slice.alike ?? {};
        const alike = { watched, duplicates: made.duplicates, notChecked: [] };
        set({ contactForm: { ...slice, alike } });
      }
      return made.contact;
    },
  });
  const submitContact = async () => {
    const sent = await contact.submit();
    if (store.getState().contactForm.making.status !== 'done') return sent;
    set({ ...NO_SEARCH, contactForm: CLOSED_FORM });
    await load();
    return sent;
  };
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
    foresee: (edits, signal) => foresee('Lead', edits, signal, leadType()),
    findDuplicates: (edits, signal) => findDuplicates('Lead', edits, signal, leadType()),
    async send(fields, idempotencyKey) {
      const { tab, leadOwner } = store.getState();
      const owner = askedOwner(leadOwner);
      if (owner === null) return null;
      const another = tab?.leadBlocked?.code === 'ALREADY_ESCALATED';
      const body = { fields, recordType: leadType(), ...owner, anyway: leadAnyway, another };
      const path = 'POST /v1/cases/:caseId/salesforce/leads';
      const made = await api.call(path, { params, body }, { idempotencyKey });
      void load();
      return { owner: null, ...made };
    },
  });
  const ownersOf = (of: 'owner' | 'leadOwner') => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const searches = createLatest();
    const write = (change: Partial<OwnerPick>) => set({ [of]: { ...store.getState()[of], ...change } });
    return {
      chooseOwner(owner: OwnerChoice) {
        clearTimeout(timer);
        searches.forget();
        write({ owner, found: [] });
      },
      searchOwners(words: string) {
        clearTimeout(timer);
        const isLast = searches.ask();
        const search = words.trim();
        if (search.length < SHORTEST_SEARCH) return write({ found: [] });
        timer = setTimeout(async () => {
          const path = 'GET /v1/cases/:caseId/salesforce/owners';
          const found = await api.call(path, { params, query: { search } }).catch(() => ({ owners: [] }));
          if (isLast()) write({ found: found.owners });
        }, SEARCH_DELAY_MS);
      },
      end: () => clearTimeout(timer),
    };
  };
  const caseOwners = ownersOf('owner');
  const leadOwners = ownersOf('leadOwner');
  const ahead = createAskAhead(
    (signal) => {
      const { edits, escalating } = store.getState();
      const recordType = escalating.status === 'editing' ? escalating.form.recordType : null;
      return foresee('Case', edits, signal, recordType);
    },
    (coming) => set({ coming }),
  );
  const typing = store.subscribe(({ edits, escalating }, before) => {
    if (escalating.status === 'editing' && edits !== before.edits) ahead.soon();
  });
  const lookUp = async (words: string) => {
    searching.abort();
    searching = new AbortController();
    const { signal } = searching;
    set({ search: { status: 'searching' } });
    try {
      const query = { search: words, caseId };
      const found = await api.call('GET /v1/salesforce/contacts', { query }, { signal });
      set({ search: { status: 'found', contacts: found.contacts } });
    } catch (error) {
      if (!signal.aborted) set({ search: { status: 'failed', problem: asProblem(error) } });
    }
  };

  return {
    load,
    search(words) {
      set({ words, contactProblem: null });
      clearTimeout(searchTimer);
      const trimmed = words.trim();
      if (trimmed.length >= SHORTEST_SEARCH) {
        searchTimer = setTimeout(() => void lookUp(trimmed), SEARCH_DELAY_MS);
        return;
      }
      searching.abort();
      set({ search: { status: 'idle' } });
    },
    async link(contactId) {
      const { records = [] } = store.getState().leadForm.alike?.duplicates ?? {};
      await withContact(() =>
        api.call('PUT /v1/cases/:caseId/salesforce/contact', { params, body: { contactId } }),
      );
      const insteadOfLead = records.some(({ id }) => id === contactId);
      if (insteadOfLead && store.getState().contactProblem === null) lead.closeForm();
    },
    unlink: () => withContact(() => api.call('DELETE /v1/cases/:caseId/salesforce/contact', { params })),
    contact: {
      ...contact,
      chooseKind: (as) =>
        contact.refill(async () => {
          const form = await contactForm({ as });
          const slice = store.getState().contactForm;
          const edits = carriedOver(slice, form);
          set({ contactForm: { ...slice, edits, coming: null, alike: null } });
          return form;
        }),
      submit() {
        anyway = false;
        return submitContact();
      },
    },
    lead: {
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
    },
    async createAnyway() {
      anyway = true;
      await submitContact();
    },
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
    searchOwners: caseOwners.searchOwners,
    chooseOwner: caseOwners.chooseOwner,
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
        await load();
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
    undo: createUndoWork({ api, store, caseId, reload: load }),
    async reconnect() {
      const connection = store.getState().tab?.connection;
      if (!connection) return;
      const body = { environment: connection.environment, connectionId: connection.id };
      try {
        const { authorizeUrl } = await api.call('POST /v1/salesforce/connections', { body });
        (options.goTo ?? ((address) => location.assign(address)))(authorizeUrl);
      } catch (error) {
        set({ contactProblem: asProblem(error) });
      }
    },
    end() {
      typing();
      ahead.end();
      clearTimeout(searchTimer);
      caseOwners.end();
      leadOwners.end();
      searching.abort();
    },
  };
}
