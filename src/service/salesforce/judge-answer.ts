import { z } from 'zod';
import { classifySalesforceError } from '../../domain/classify-salesforce-error.ts';
import type { SalesforceErrorEntry, SalesforceOutcome, TokenOwner } from '../sync/ports.ts';
import type { RestAnswer } from './rest-call.ts';

/** REST guide, "Duplicate Rule Header": which records a rule found, and whether one may save all the same. */
const DuplicateResult = z.object({
  allowSave: z.boolean(),
  matchResults: z.array(
    z.object({ matchRecords: z.array(z.object({ record: z.object({ Id: z.string() }) })) }),
  ),
});

/** Salesforce's own shape, and its likes: an array of errors, sometimes a single one. */
const ErrorEntry = z
  .object({
    errorCode: z.string().max(200),
    message: z.string().default(''),
    fields: z.array(z.string()).nullish(),
    duplicateResult: DuplicateResult.nullish().catch(null),
  })
  .transform(
    ({ errorCode, message, fields, duplicateResult }): SalesforceErrorEntry => ({
      code: errorCode,
      message: message.slice(0, 2_000),
      fields: fields ?? [],
      ...(duplicateResult && { duplicates: duplicatesIn(duplicateResult) }),
    }),
  );

function duplicatesIn({ allowSave, matchResults }: z.output<typeof DuplicateResult>) {
  const ids = matchResults.flatMap(({ matchRecords }) => matchRecords.map(({ record }) => record.Id));
  return { allowSave, recordIds: [...new Set(ids)] };
}
const ErrorBody = z.union([z.array(ErrorEntry).min(1), ErrorEntry.transform((entry) => [entry])]);

const NETWORK_PAUSE_MS = 10_000;
const SERVER_PAUSE_MS = 15_000;

/**
 * What is known after one request. A write whose answer is missing, cut, HTML or of a gateway may have been
 * committed: that is `unknown`, never `failed` and never `done`. A read has nothing to lose: it is asked again.
 */
export function judgeAnswer(
  { answer, body, error }: RestAnswer,
  isWrite: boolean,
  tokenOwner: TokenOwner,
): SalesforceOutcome {
  if (error) {
    if (isWrite && error.sent) return { kind: 'unknown', reason: error.message };
    return unavailable('network', NETWORK_PAUSE_MS, error.message);
  }
  const { status, headers } = answer;
  if (status === 304) return { kind: 'answered', status, body: null, headers, tokenOwner };
  if (status >= 200 && status < 300) {
    if (body !== undefined) return { kind: 'answered', status, body, headers, tokenOwner };
    const fact = `Salesforce answered ${status} with something else than JSON.`;
    return isWrite ? { kind: 'unknown', reason: fact } : unavailable('server', SERVER_PAUSE_MS, fact);
  }
  if (status > 300 && status < 400) {
    return unavailable('server', SERVER_PAUSE_MS, `Salesforce sent the request elsewhere (${status}).`);
  }
  const ambiguous = status === 500 || status === 502 || status === 504;
  if (isWrite && ambiguous) return { kind: 'unknown', reason: `Salesforce answered ${status}.` };
  const parsed = ErrorBody.safeParse(body);
  const errors = parsed.success
    ? parsed.data
    : [{ code: `ERROR_HTTP_${status}`, message: wordsFor(status), fields: [] }];
  return { kind: 'refused', status, errors, tokenOwner, class: classifySalesforceError(errors[0]!) };
}

const wordsFor = (status: number): string =>
  status === 300 ? 'More than one record has this external id.' : `Salesforce answered ${status}.`;

const unavailable = (
  reason: 'network' | 'server',
  retryAfterMs: number,
  detail: string,
): SalesforceOutcome => ({ kind: 'unavailable', reason, retryAfterMs, detail });
