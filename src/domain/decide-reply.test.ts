import { expect, test } from 'vitest';
import { decideReply, type ReplyAttempt } from './decide-reply.ts';

const attempt: ReplyAttempt = {
  status: 'open',
  assigneeId: 'agent_1',
  agentId: 'agent_1',
  platform: 'x',
  kind: 'public_reply',
  text: 'Hello',
  attachments: 0,
};

const scenarios: [name: string, changes: Partial<ReplyAttempt>, code: string | null][] = [
  ['the assignee may reply', {}, null],
  ['another agent may not', { agentId: 'agent_2' }, 'REPLY_NOT_ASSIGNED'],
  ['nobody may on an unassigned case', { assigneeId: null }, 'REPLY_NOT_ASSIGNED'],
  [
    'an API key may not, also where nobody is assigned',
    { agentId: null, assigneeId: null },
    'REPLY_NOT_ASSIGNED',
  ],
  ['a done case takes no reply', { status: 'done' }, 'REPLY_CASE_CLOSED'],
  ['spam takes no reply', { status: 'spam' }, 'REPLY_CASE_CLOSED'],
  ['WhatsApp knows no public reply', { platform: 'whatsapp' }, 'REPLY_KIND_UNAVAILABLE'],
  ['spaces alone are no reply', { text: ' \n' }, 'REPLY_EMPTY'],
  ['an attachment alone is one', { text: '', attachments: 1 }, null],
  ['280 characters fit on X', { text: 'x'.repeat(280) }, null],
  ['281 do not', { text: 'x'.repeat(281) }, 'REPLY_TOO_LONG'],
  ['280 emoji fit, for a reader counts each once', { text: '🎁'.repeat(280) }, null],
];

test.each(scenarios)('%s', (_name, changes, code) => {
  expect(decideReply({ ...attempt, ...changes })?.code ?? null).toBe(code);
});
