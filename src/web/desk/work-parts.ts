import type { ApiClient } from '../clients/api-client.ts';
import type { FormQuestions } from './form-questions.ts';
import type { SalesforceStore } from './store/salesforce-store.ts';

/** What the parts of the Salesforce tab's work share. */
export interface WorkParts {
  readonly api: ApiClient;
  readonly store: SalesforceStore;
  readonly caseId: string;
  readonly questions: FormQuestions;
  /** Reads the tab anew. */
  reload(): Promise<void>;
}
