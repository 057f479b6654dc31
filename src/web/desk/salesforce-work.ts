import type { ApiClient } from '../clients/api-client.ts';
import { asProblem } from '../clients/api-problem.ts';
import { fieldProblem, fieldValue, type SalesforceStore } from './store/salesforce-store.ts';

/** A contact as it is to be created. */
export interface NewContact {
  firstName: string | null;
  lastName: string;
  email: string | null;
  phone: string | null;
}

/** Everything the Salesforce tab of one case does. */
export interface SalesforceWork {
  load(): Promise<void>;
  search(words: string): void;
  link(contactId: string): Promise<void>;
  unlink(): Promise<void>;
  create(contact: NewContact): Promise<void>;
  /** Opens the prefilled form; `another`: although there is a case already. */
  prepare(another: boolean): Promise<void>;
  /** False: a field has to be mended first. */
  submit(): Promise<boolean>;
  closeForm(): void;
  /** Takes the agent to Salesforce, to connect themselves to the org again; they come back to the desk. */
  reconnect(): Promise<void>;
  end(): void;
}

const SEARCH_DELAY_MS = 300;
const SHORTEST_SEARCH = 2;

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

  const load = async () => {
    try {
      set({ tab: await api.call('GET /v1/cases/:caseId/salesforce', { params }), load: { status: 'ready' } });
    } catch (error) {
      if (store.getState().tab === null) set({ load: { status: 'failed', problem: asProblem(error) } });
    }
  };
  const withContact = async (act: () => Promise<unknown>) => {
    set({ busy: true, contactProblem: null });
    try {
      await act();
      set({ search: { status: 'idle' }, words: '', creating: false });
      await load();
    } catch (error) {
      set({ contactProblem: asProblem(error) });
    } finally {
      set({ busy: false });
    }
  };
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
    link: (contactId) =>
      withContact(() =>
        api.call('PUT /v1/cases/:caseId/salesforce/contact', { params, body: { contactId } }),
      ),
    unlink: () => withContact(() => api.call('DELETE /v1/cases/:caseId/salesforce/contact', { params })),
    create: (contact) =>
      withContact(() => api.call('POST /v1/cases/:caseId/salesforce/contacts', { params, body: contact })),
    async prepare(another) {
      escalationKey = crypto.randomUUID();
      set({ escalating: { status: 'preparing' }, edits: {}, another });
      try {
        const form = await api.call('GET /v1/cases/:caseId/salesforce/case-form', { params });
        set({ escalating: { status: 'editing', form, problem: null } });
      } catch (error) {
        set({ escalating: { status: 'failed', problem: asProblem(error) } });
      }
    },
    async submit() {
      const { escalating, edits, another } = store.getState();
      if (escalating.status !== 'editing') return true;
      const { form } = escalating;
      const broken = form.fields.some(
        (field) => field.editable && fieldProblem(field, fieldValue(field, edits)),
      );
      if (broken) return false;
      set({ escalating: { status: 'sending', form } });
      try {
        const { escalation } = await api.call(
          'POST /v1/cases/:caseId/salesforce/cases',
          { params, body: { fields: edits, another } },
          { idempotencyKey: escalationKey },
        );
        set({ escalating: { status: 'done', escalation }, edits: {} });
        await load();
      } catch (error) {
        const problem = asProblem(error);
        // What was refused is over; the same words again are another try. What has no answer is still the same try.
        if (!problem.passing) escalationKey = crypto.randomUUID();
        set({ escalating: { status: 'editing', form, problem } });
      }
      return true;
    },
    closeForm: () => set({ escalating: { status: 'closed' }, edits: {}, another: false }),
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
      clearTimeout(searchTimer);
      searching.abort();
    },
  };
}
