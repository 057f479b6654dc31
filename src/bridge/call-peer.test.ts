import { expect, test } from 'vitest';
import { callHost } from './call-peer.ts';

const answer = (reply: unknown) => async () => reply;

test('returns the parsed answer', async () => {
  const code = 'a-one-time-code-of-some-length';
  expect(await callHost(answer({ ok: true, output: { code, more: 1 } }), 'requestCode', {})).toEqual({
    code,
  });
});

test('rejects with the host’s own code', async () => {
  const refusal = {
    ok: false,
    error: { code: 'EMBED_NO_IDENTITY_LINK', detail: 'Not linked.', remedy: 'Link.' },
  };
  await expect(callHost(answer(refusal), 'requestCode', {})).rejects.toMatchObject({
    code: 'EMBED_NO_IDENTITY_LINK',
    message: 'Not linked.',
    remedy: 'Link.',
  });
});

const hostile: [name: string, reply: unknown][] = [
  ['nothing', undefined],
  ['a refusal without a code', { ok: false, error: {} }],
  ['another shape', { ok: true, output: { code: 7 } }],
  ['a code that is none', { ok: true, output: { code: 'x"><script>alert(1)</script>' } }],
];

test.each(hostile)('takes %s for no answer', async (_name, reply) => {
  await expect(callHost(answer(reply), 'requestCode', {})).rejects.toMatchObject({
    code: 'BRIDGE_INVALID_REPLY',
  });
});
