import { expect, it } from 'vitest';
import { ExchangeError } from './http-exchange.ts';
import { judgeAnswer } from './judge-answer.ts';
import type { RestAnswer } from './rest-call.ts';

const owner = { salesforceUserId: '005', username: 'u', displayName: 'U', agentId: null };
const came = (status: number, body: unknown): RestAnswer => ({
  answer: { status, headers: {}, text: '' },
  body,
  error: null,
});
const failed = (sent: boolean): RestAnswer => ({
  answer: null,
  body: null,
  error: new ExchangeError(sent ? 'cut' : 'connect', sent, 'gone'),
});
const errors = (errorCode: string, message = '') => [{ errorCode, message }];

it.each<[string, RestAnswer, string, string]>([
  ['an answer', came(200, { ok: true }), 'answered', 'answered'],
  ['no content', came(204, null), 'answered', 'answered'],
  ['not modified', came(304, null), 'answered', 'answered'],
  ['HTML with 200', came(200, undefined), 'unavailable server', 'unknown'],
  ['a cut after sending', failed(true), 'unavailable network', 'unknown'],
  ['no connection', failed(false), 'unavailable network', 'unavailable network'],
  ['a redirect', came(302, null), 'unavailable server', 'unavailable server'],
  ['several records', came(300, ['/a', '/b']), 'refused data', 'refused data'],
  ['bad gateway', came(502, undefined), 'refused transient', 'unknown'],
  ['an internal error', came(500, errors('UNKNOWN_EXCEPTION')), 'refused transient', 'unknown'],
  ['busy', came(503, errors('SERVER_UNAVAILABLE')), 'refused transient', 'refused transient'],
  ['an HTML refusal', came(403, undefined), 'refused config', 'refused config'],
  ['a dead session', came(401, errors('INVALID_SESSION_ID')), 'refused auth', 'refused auth'],
  ['a lone error', came(400, { errorCode: 'STRING_TOO_LONG' }), 'refused data', 'refused data'],
  ['an odd body', came(400, [{ a: 1 }]), 'refused data', 'refused data'],
  ['an empty list', came(404, []), 'refused gone', 'refused gone'],
])('judges %s for a read and a write', (_, answer, read, write) => {
  const words = (isWrite: boolean): string => {
    const outcome = judgeAnswer(answer, isWrite, owner);
    if (outcome.kind === 'refused') return `refused ${outcome.class}`;
    return outcome.kind === 'unavailable' ? `unavailable ${outcome.reason}` : outcome.kind;
  };

  expect([words(false), words(true)]).toEqual([read, write]);
});

it('keeps the fields a refusal names', () => {
  const body = [{ errorCode: 'REQUIRED_FIELD_MISSING', message: 'Required: [Origin]', fields: ['Origin'] }];

  expect(judgeAnswer(came(400, body), true, owner)).toMatchObject({
    kind: 'refused',
    status: 400,
    errors: [{ code: 'REQUIRED_FIELD_MISSING', message: 'Required: [Origin]', fields: ['Origin'] }],
  });
});
