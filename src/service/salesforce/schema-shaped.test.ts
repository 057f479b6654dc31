import { expect, test } from 'vitest';
import type { SalesforceOutcome, TokenOwner } from '../sync/ports.ts';
import { isSchemaShaped } from './schema-shaped.ts';

const tokenOwner: TokenOwner = { salesforceUserId: '005', username: 'a', displayName: 'A', agentId: null };
const answered = (body: unknown): SalesforceOutcome => ({
  kind: 'answered',
  status: 200,
  body,
  headers: {},
  tokenOwner,
});
const error = (code: string, message = '') => ({ statusCode: code, message, fields: [] });

test.each<[string, SalesforceOutcome, boolean]>([
  ['a row of a collection', answered([{ success: false, errors: [error('STRING_TOO_LONG')] }]), true],
  [
    'a part of a composite',
    answered({
      compositeResponse: [{ body: [{ errorCode: 'REQUIRED_FIELD_MISSING' }], httpStatusCode: 400 }],
    }),
    true,
  ],
  ['a lock', answered([{ success: false, errors: [error('UNABLE_TO_LOCK_ROW')] }]), false],
  [
    'the fence',
    answered([{ success: false, errors: [error('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'CARE-FENCE')] }]),
    false,
  ],
  ['what was written', answered([{ id: '500', success: true, errors: [] }]), false],
  [
    'a whole request',
    {
      kind: 'refused',
      status: 400,
      errors: [{ code: 'INVALID_FIELD', message: '', fields: [] }],
      tokenOwner,
      class: 'config',
    },
    true,
  ],
  ['no answer', { kind: 'unknown', reason: 'The connection broke.' }, false],
])('takes %s for a changed schema, or not', (_what, outcome, shaped) => {
  expect(isSchemaShaped(outcome)).toBe(shaped);
});
