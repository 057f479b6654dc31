import type { ApiClient } from '../clients/api-client.ts';
import { asProblem } from '../clients/api-problem.ts';
import { type CaseFormWork, createCaseFormWork } from './case-form-work.ts';
import { type ContactWork, createContactWork } from './contact-work.ts';
import { formQuestions } from './form-questions.ts';
import { createLeadWork, type LeadWork } from './lead-work.ts';
import type { SalesforceStore } from './store/salesforce-store.ts';
import { createUndoWork, type UndoWork } from './undo-work.ts';
import type { WorkParts } from './work-parts.ts';

/** Everything the Salesforce tab of one case does. */
export interface SalesforceWork
  extends Omit<CaseFormWork, 'end'>,
    Omit<ContactWork, 'end' | 'suggest' | 'check'> {
  load(): Promise<void>;
  readonly lead: LeadWork;
  readonly undo: UndoWork;
  /** Takes the agent to Salesforce, to connect themselves to the org again; they come back to the desk. */
  reconnect(): Promise<void>;
  end(): void;
}

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
  const load = async () => {
    try {
      const tab = await api.call('GET /v1/cases/:caseId/salesforce', { params });
      set({ tab, load: { status: 'ready' } });
      if (tab.connection?.consequences.length !== 0) return;
      if (tab.contact) void contacts.check(tab.contact);
      if (!tab.contact || tab.contact.missing === 'deleted') void contacts.suggest();
    } catch (error) {
      if (store.getState().tab === null) set({ load: { status: 'failed', problem: asProblem(error) } });
    }
  };
  const parts: WorkParts = { api, store, caseId, questions: formQuestions(api, caseId), reload: load };
  const contacts = createContactWork(parts);
  const lead = createLeadWork(parts);
  const form = createCaseFormWork(parts);

  return {
    ...contacts,
    ...form,
    load,
    async link(contactId) {
      const { records = [] } = store.getState().leadForm.alike?.duplicates ?? {};
      await contacts.link(contactId);
      const insteadOfLead = records.some(({ id }) => id === contactId);
      if (insteadOfLead && store.getState().contactProblem === null) lead.closeForm();
    },
    lead,
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
      contacts.end();
      lead.end();
      form.end();
    },
  };
}
