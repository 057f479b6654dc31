import type { ContactKind } from '../../domain/person-account.ts';
import type { ApiClient } from '../clients/api-client.ts';
import type { ComingDuplicates, ComingVerdicts } from './ask-ahead.ts';

type Edits = Readonly<Record<string, string>>;

/** What Salesforce will say of a form before it is sent. */
export interface FormQuestions {
  foresee(
    object: 'Case' | 'Lead' | ContactKind,
    fields: Edits,
    signal: AbortSignal,
    recordType?: string | null,
  ): Promise<ComingVerdicts>;
  findDuplicates(
    object: 'Lead' | ContactKind,
    fields: Edits,
    signal: AbortSignal,
    recordType?: string | null,
  ): Promise<ComingDuplicates>;
}

export function formQuestions(api: ApiClient, caseId: string): FormQuestions {
  const params = { caseId };
  return {
    foresee: (object, fields, signal, recordType = null) =>
      api.call(
        'POST /v1/cases/:caseId/salesforce/foresight',
        { params, body: { object, recordType, fields } },
        { signal },
      ),
    findDuplicates: (object, fields, signal, recordType = null) =>
      api.call(
        'POST /v1/cases/:caseId/salesforce/duplicates',
        { params, body: { object, recordType, fields } },
        { signal },
      ),
  };
}
