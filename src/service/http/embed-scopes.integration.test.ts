import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENDPOINTS } from '../../api/index.ts';
import { type EmbedStage, openEmbedStage, type Reply } from './testing/embed-stage.ts';

let stage: EmbedStage;
/** A token of each kind; `listed` is a case opened from the agent's own list. */
let tokens: Record<'case' | 'record' | 'agent' | 'listed', string>;
let linkedCase: string;
let ownCase: string;

const takeOver = (caseId: string, who: 'ines' | 'jonas' = 'jonas') =>
  stage.asAgent('ines', 'PUT', `/v1/cases/${caseId}/assignee`, { agentId: stage.account.agents[who] });

async function escalated(caseId: string): Promise<string> {
  const path = `/v1/cases/${caseId}/salesforce`;
  await stage.asAgent('jonas', 'POST', `${path}/contacts`, {});
  const { body } = await stage.asAgent('jonas', 'POST', `${path}/cases`, { fields: {} });
  return String((body.escalation as { recordId: string }).recordId);
}

beforeAll(async () => {
  stage = await openEmbedStage();
  linkedCase = await stage.customerWrites('ana', 'Where is my parcel?');
  ownCase = await stage.customerWrites('bea', 'Hello', 'Are you there?');
  await takeOver(ownCase);
  const recordId = await escalated(linkedCase);
  await stage.org.core.records.update(stage.admin, recordId, { OwnerId: stage.jonas.id });
  const [ofCase, ofRecord, ofAgent] = [
    await stage.grantFor(recordId),
    await stage.grantFor(await stage.salesforceCase()),
    await stage.grantFor(null),
  ];
  expect([ofCase, ofRecord, ofAgent]).toMatchObject([
    { scope: 'case', caseId: linkedCase },
    { scope: 'record', caseId: null },
    { scope: 'agent', caseId: null },
  ]);
  const listed = await stage.withToken(ofAgent.token, 'POST', '/v1/embed/scope', { caseId: ownCase });
  tokens = {
    case: ofCase.token,
    record: ofRecord.token,
    agent: ofAgent.token,
    listed: String(listed.body.token),
  };
});
afterAll(() => stage.stop());

/** What a token without a case, or one opened from a list, may do; all else that an embed token may is for cases. */
const OPEN_TO: Readonly<Record<string, readonly (keyof typeof tokens)[]>> = {
  'GET /v1/session': ['case', 'record', 'agent', 'listed'],
  'GET /v1/live': ['case', 'agent', 'listed'],
  'GET /v1/embed/open-cases': ['agent'],
  'POST /v1/embed/scope': ['agent', 'listed'],
  'GET /v1/embed/linkable': ['record'],
  'POST /v1/embed/link': ['record'],
};

test('each kind of token opens what it is for and nothing else', async () => {
  const embed = Object.values(ENDPOINTS).filter(({ access }) => access.includes('embed'));
  expect(embed.length).toBeGreaterThan(15);
  for (const { method, path } of embed) {
    const open = OPEN_TO[`${method} ${path}`] ?? ['case', 'listed'];
    for (const [kind, token] of Object.entries(tokens)) {
      const name = `${method} ${path} with a token of ${kind}`;
      const own = kind === 'listed' ? ownCase : linkedCase;
      const stop = new AbortController();
      const response = await fetch(stage.base + path.replace(':caseId', own), {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        // Right for a change of scope alone: whatever else gets through stops at the contract and changes nothing.
        ...(method === 'GET' ? {} : { body: '{"caseId":null}' }),
        signal: stop.signal,
      });
      if (open.includes(kind as keyof typeof tokens))
        expect([200, 201, 400], name).toContain(response.status);
      else {
        expect(response.status, name).toBe(403);
        expect(await response.json(), name).toMatchObject({ code: 'EMBED_SCOPE_INSUFFICIENT' });
      }
      stop.abort();
    }
  }
});

test('every other address knows no embed token', async () => {
  const others = Object.values(ENDPOINTS).filter(
    ({ access }) => !access.includes('embed') && (access.includes('session') || access.includes('api_key')),
  );
  expect(others.length).toBeGreaterThan(8);
  for (const { method, path } of others) {
    for (const token of Object.values(tokens)) {
      const reply = await stage.withToken(token, method, path, method === 'GET' ? undefined : {});
      expect(reply.status, `${method} ${path}`).toBe(401);
    }
  }
});

test('a token of one case sees nothing of another', async () => {
  const replies = [
    await stage.withToken(tokens.case, 'GET', `/v1/cases/${ownCase}`),
    await stage.withToken(tokens.listed, 'GET', `/v1/cases/${linkedCase}`),
    await stage.withToken(tokens.listed, 'GET', `/v1/live?caseId=${linkedCase}`),
  ];
  for (const reply of replies) expect(reply).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
});

test('a case of somebody else is shut for who does not see all: from its page, with a token in hand, to link', async () => {
  const caseId = await stage.customerWrites('ivo', 'Anybody there?');
  const recordId = await escalated(caseId);
  const { token } = await stage.grantFor(recordId);
  const stream = await fetch(`${stage.base}/v1/live?caseId=${caseId}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const other = await stage.grantFor(await stage.salesforceCase());
  const search = async () => {
    const { body } = await stage.withToken(other.token, 'GET', '/v1/embed/linkable?query=ivo');
    return (body.found as { caseId: string }[]).map((each) => each.caseId);
  };
  expect(await search()).toContain(caseId);
  await takeOver(caseId, 'ines');

  // The stream tells whose it is now, and ends.
  const heard = await stream.text();
  expect(heard).toContain(stage.account.agents.ines);
  expect(heard).toMatch(/event: end/);
  const refused = { status: 403, body: { code: 'PERMISSION_MISSING' } };
  expect(await stage.withToken(token, 'GET', `/v1/cases/${caseId}`)).toMatchObject(refused);
  expect(await stage.withToken(token, 'GET', `/v1/cases/${caseId}/events?after=0`)).toMatchObject(refused);
  expect(await stage.withToken(token, 'POST', `/v1/cases/${caseId}/notes`, { text: 'x' })).toMatchObject(
    refused,
  );
  const nonce = 'a'.repeat(22);
  const code = { recordId, nonce, hosts: [stage.org.url] };
  expect(await stage.asOrg('/v1/embed/codes', code)).toMatchObject(refused);
  expect(await search()).not.toContain(caseId);
  expect(await stage.withToken(other.token, 'POST', '/v1/embed/link', { caseId })).toMatchObject(refused);
});

const openCases = async () => {
  const { body } = await stage.withToken(tokens.agent, 'GET', '/v1/embed/open-cases');
  return body as { cases: { caseId: string }[]; more: boolean };
};

test('the list holds the own open cases, unanswered first, with the record each belongs to', async () => {
  const answered = await stage.customerWrites('cleo', 'Thanks');
  const [finished, foreign] = [
    await stage.customerWrites('dora', 'Bye'),
    await stage.customerWrites('eva', 'Hi'),
  ];
  for (const each of [answered, finished, linkedCase]) await takeOver(each);
  await takeOver(foreign, 'ines');
  await stage.asAgent('jonas', 'POST', `/v1/cases/${answered}/replies`, {
    kind: 'direct_message',
    text: 'You are welcome',
  });
  await stage.asAgent('jonas', 'PUT', `/v1/cases/${finished}/status`, { status: 'done' });

  expect(await openCases()).toMatchObject({
    more: false,
    cases: [
      {
        caseId: ownCase,
        customer: { name: 'Name of bea', handle: 'bea' },
        platform: 'x',
        status: 'open',
        priority: 'medium',
        lastMessage: { text: 'Are you there?', direction: 'incoming' },
        unanswered: true,
        record: null,
      },
      {
        caseId: linkedCase,
        unanswered: true,
        record: { recordId: expect.stringMatching(/^500/), object: 'Case', number: expect.any(String) },
      },
      { caseId: answered, unanswered: false, lastMessage: { text: 'You are welcome' } },
    ],
  });
});

test('the way into a case lasts as long as the token of the list, and is for own cases', async () => {
  const foreign = await stage.customerWrites('fay', 'Hi');
  await takeOver(foreign, 'ines');
  const into = (token: string, caseId: string | null) =>
    stage.withToken(token, 'POST', '/v1/embed/scope', { caseId, entries: 5 });
  const grant = await stage.grantFor(null);

  const opened = await into(grant.token, ownCase);
  const back = await into(String(opened.body.token), null);

  expect(opened).toMatchObject({
    status: 201,
    body: {
      scope: 'case',
      caseId: ownCase,
      agent: { name: 'Jonas Lind' },
      opened: { case: { id: ownCase } },
    },
  });
  expect(back).toMatchObject({ status: 201, body: { scope: 'agent', caseId: null, opened: null } });
  const ends = [(grant as unknown as { expiresAt: string }).expiresAt, opened.body.expiresAt];
  expect([opened.body.expiresAt, back.body.expiresAt]).toEqual(ends);
  expect(await into(grant.token, foreign)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  expect(await into(tokens.case, null)).toMatchObject({
    status: 403,
    body: { code: 'EMBED_SCOPE_INSUFFICIENT' },
  });
});

test('no token is kept for an Idempotency-Key', async () => {
  const headers = { authorization: `Bearer ${tokens.agent}`, 'idempotency-key': 'the-same-key' };
  const twice: Reply[] = [];
  for (let i = 0; i < 2; i += 1)
    twice.push(await stage.send('POST', '/v1/embed/scope', { caseId: null }, headers));
  expect(twice.map(({ status }) => status)).toEqual([201, 201]);
  expect(twice[0]!.body.token).not.toBe(twice[1]!.body.token);
});

test('a watcher of the list hears when it changed: a message, a case that comes, a case that goes', async () => {
  const stop = new AbortController();
  const response = await fetch(`${stage.base}/v1/live`, {
    headers: { authorization: `Bearer ${tokens.agent}` },
    signal: stop.signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const notices = () =>
    [...text.matchAll(/^event: notice\ndata: (.*)$/gm)].map(
      (match) => JSON.parse(match[1]!) as { caseId: string; mine?: true },
    );
  const heard = async (caseId: string, count: number) => {
    const of = () => notices().filter((notice) => notice.caseId === caseId);
    while (of().length < count) text += (await reader.read()).value ?? '';
    return of().map(({ mine = false }) => mine);
  };
  text += (await reader.read()).value ?? '';

  await stage.customerWrites('bea', 'Hello again');
  expect(await heard(ownCase, 1)).toEqual([true]);
  // Created, its first message: not Jonas's. Assigned to him: his. Assigned away: it leaves. A message: not his.
  const passing = await stage.customerWrites('gil', 'Hi');
  await takeOver(passing);
  await takeOver(passing, 'ines');
  await stage.customerWrites('gil', 'Hi again');
  expect(await heard(passing, 5)).toEqual([false, false, true, true, false]);
  stop.abort();
});
