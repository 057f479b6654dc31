import { ApiProblem } from '../clients/api-problem.ts';
import type { Refusal } from './store/widget-store.ts';

const NOT_PERMITTED: ReadonlySet<string> = new Set([
  'EMBED_NO_IDENTITY_LINK',
  'EMBED_AGENT_INACTIVE',
  'EMBED_NOT_AVAILABLE',
  'EMBED_RECORD_FORBIDDEN',
  'EMBED_ORG_MISMATCH',
  'EMBED_CREDENTIAL_INVALID',
  'FORBIDDEN',
  'PERMISSION_MISSING',
]);

/** A failed call of the bridge or of the service, in one shape. */
export function readRefusal(error: unknown): Refusal {
  if (error instanceof ApiProblem) return { code: error.code, fact: error.fact, remedy: error.remedy };
  const { code, message, remedy } = error as { code?: unknown; message?: unknown; remedy?: unknown };
  return {
    code: typeof code === 'string' ? code : 'WIDGET_FAILED',
    fact: typeof message === 'string' ? message : 'The widget could not start.',
    remedy: typeof remedy === 'string' ? remedy : 'Reload the page.',
  };
}

/** What a failure means for the whole widget. */
export function judgeRefusal({ code }: Refusal): 'no_case' | 'refused' | 'failed' {
  if (code === 'EMBED_NO_CARE_CASE') return 'no_case';
  return NOT_PERMITTED.has(code) ? 'refused' : 'failed';
}
