import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrgUser } from '../../simulator/core.ts';
import { OUTSIDER } from '../../simulator/test-client.ts';
import { newSecret } from '../ids.ts';
import { type EmbedStage, openEmbedStage } from './testing/embed-stage.ts';

let stage: EmbedStage;
/** A user of the org who is nobody in Care. */
let tom: OrgUser;

beforeAll(async () => {
  stage = await openEmbedStage();
  tom = stage.org.core.users.byUsername(OUTSIDER)!;
});
afterAll(() => stage.stop());

interface Result {
  key: string;
  messageId?: string;
  caseId?: string;
  caseUrl?: string;
  problem?: { code: string; detail: string; remedy: string };
}
interface Body {
  code?: string;
  agent: { id: string; name: string };
  results: Result[];
}
const act = async (action: 'replies' | 'case-links', inputs: unknown[], user?: OrgUser) => {
  const { status, body } = await stage.asOrg(`/v1/actions/${action}`, { inputs }, user);
  return { status, body: body as unknown as Body };
};
const input = (recordId: string, more: Record<string, unknown> = {}) => ({
  key: randomUUID(),
  recordId,
  text: 'We are looking into it.',
  kind: null,
  thenStatus: null,
  ...more,
});
const problemsOf = ({ body }: { body: Body }) => body.results.map(({ problem }) => problem?.code ?? null);

/** A case of a customer who wrote, with its Salesforce case. */
async function linked(customer: string, assignee: 'ines' | 'jonas' | null = null) {
  const caseId = await stage.customerWrites(customer, 'Where is my parcel?');
  const recordId = await stage.salesforceCase();
  const { token } = await stage.grantFor(recordId);
  expect(await stage.withToken(token, 'POST', '/v1/embed/link', { caseId })).toMatchObject({ status: 201 });
  if (assignee) await assign(caseId, assignee);
  return { caseId, recordId };
}
const assign = (caseId: string, who: 'ines' | 'jonas') =>
  stage.asAgent('ines', 'PUT', `/v1/cases/${caseId}/assignee`, { agentId: stage.account.agents[who] });
const nameAutomation = (agentId: string | null) =>
  stage.asAgent('ines', 'PUT', `/v1/salesforce/connections/${stage.connectionId}/automation-agent`, {
    agentId,
  });

interface Opened {
  case: { status: string; assignee: { name: string } | null; messageCount: number };
  entries: { id: string; text: string; kind: string; author: { agentId: string | null } }[];
}
const opened = async (caseId: string) =>
  (await stage.asAgent('ines', 'GET', `/v1/cases/${caseId}`)).body as unknown as Opened;

test('replies as the running user’s agent, as the customer wrote, with the status asked for', async () => {
  const { caseId, recordId } = await linked('ana', 'jonas');
  const reply = input(recordId, { thenStatus: 'pending' });
  const { status, body } = await act('replies', [reply]);

  expect(status).toBe(200);
  expect(body).toEqual({
    agent: { id: stage.account.agents.jonas, name: 'Jonas Lind' },
    results: [{ key: reply.key, messageId: expect.stringMatching(/^msg_/) }],
  });
  const { case: found, entries } = await opened(caseId);
  expect(found).toMatchObject({ status: 'pending', messageCount: 2 });
  expect(entries[0]).toMatchObject({
    id: body.results[0]!.messageId,
    text: 'We are looking into it.',
    kind: 'direct_message',
    author: { agentId: stage.account.agents.jonas },
  });
});

test('a key answers the same and sends once, also at once, and is refused with another text', async () => {
  const { caseId, recordId } = await linked('bea', 'jonas');
  const reply = input(recordId);
  const twice = await Promise.all([act('replies', [reply, reply]), act('replies', [reply])]);
  const answers = twice.flatMap(({ body }) => body.results);

  expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(1);
  expect((await opened(caseId)).case.messageCount).toBe(2);
  expect(problemsOf(await act('replies', [{ ...reply, text: 'Another' }]))).toEqual([
    'IDEMPOTENCY_KEY_REUSED',
  ]);
});

test('takes a case that is nobody’s with the reply, and leaves it alone when there is none', async () => {
  const { caseId, recordId } = await linked('cleo');
  expect(problemsOf(await act('replies', [input(recordId, { text: ' ' })]))).toEqual(['REPLY_EMPTY']);
  expect((await opened(caseId)).case).toMatchObject({ status: 'new', assignee: null });

  expect(problemsOf(await act('replies', [input(recordId)]))).toEqual([null]);
  expect((await opened(caseId)).case).toMatchObject({ status: 'open', assignee: { name: 'Jonas Lind' } });
});

test('each input stands for itself, and results come in their order', async () => {
  const [mine, theirs, done] = [
    await linked('dora', 'jonas'),
    await linked('eva', 'ines'),
    await linked('fay', 'jonas'),
  ];
  await stage.asAgent('ines', 'PUT', `/v1/cases/${done.caseId}/status`, { status: 'done' });
  const deleted = await stage.salesforceCase();
  await stage.org.core.records.delete(stage.admin, deleted);
  const inputs = [
    input(theirs.recordId),
    input('not a record'),
    input(mine.recordId, { kind: 'carrier_pigeon' }),
    input(mine.recordId, { text: null }),
    { ...input(mine.recordId), key: 'not a uuid' },
    input(await stage.salesforceCase()),
    input(deleted),
    input(done.recordId),
    input(mine.recordId, { thenStatus: 'somewhere' }),
    input(mine.recordId),
  ];
  const reply = await act('replies', inputs);

  expect(reply.body.results.map(({ key }) => key)).toEqual(inputs.map(({ key }) => key));
  expect(problemsOf(reply)).toEqual([
    'REPLY_NOT_ASSIGNED',
    'VALIDATION_FAILED',
    'VALIDATION_FAILED',
    'VALIDATION_FAILED',
    'VALIDATION_FAILED',
    'EMBED_NO_CARE_CASE',
    'EMBED_RECORD_FORBIDDEN',
    'REPLY_CASE_CLOSED',
    'VALIDATION_FAILED',
    null,
  ]);
  expect(reply.body.results[0]?.problem).toMatchObject({
    detail: expect.stringContaining('Another person has been assigned'),
    remedy: expect.any(String),
  });
});

test('takes two hundred inputs in one call, and no more', async () => {
  const { caseId, recordId } = await linked('gil', 'jonas');
  const inputs = Array.from({ length: 200 }, (_, index) =>
    input(recordId, { text: index % 10 === 9 ? `part ${index + 1}` : '' }),
  );
  const reply = await act('replies', inputs);
  expect(problemsOf(reply)).toEqual(inputs.map(({ text }) => (text === '' ? 'REPLY_EMPTY' : null)));
  const { entries } = await opened(caseId);
  expect(entries.slice(0, 2).map(({ text }) => text)).toEqual(['part 200', 'part 190']);
  expect(await act('replies', [...inputs, input(recordId)])).toMatchObject({ status: 400 });
}, 60_000);

test('a user who is nobody in Care acts as the automation agent, once a supervisor has named one', async () => {
  const { caseId, recordId } = await linked('hal');
  expect(await act('replies', [input(recordId)], tom)).toMatchObject({
    status: 403,
    body: { code: 'ACTION_NO_AGENT' },
  });
  const path = `/v1/salesforce/connections/${stage.connectionId}/automation-agent`;
  const { priya } = stage.account.agents;
  expect(await stage.asAgent('jonas', 'PUT', path, { agentId: priya })).toMatchObject({ status: 403 });
  expect(await nameAutomation(stage.account.accountId.replace('acct', 'agent'))).toMatchObject({
    status: 422,
    body: { code: 'AGENT_UNKNOWN' },
  });
  expect(await nameAutomation(priya)).toMatchObject({
    status: 200,
    body: { connection: { automationAgent: { id: priya, name: 'Priya Raman' } } },
  });

  const { body } = await act('replies', [input(recordId)], tom);
  expect(body).toMatchObject({
    agent: { name: 'Priya Raman' },
    results: [{ messageId: expect.any(String) }],
  });
  expect((await opened(caseId)).case.assignee).toMatchObject({ name: 'Priya Raman' });
  expect((await act('replies', [input(recordId)])).body.agent.name).toBe('Jonas Lind');

  await nameAutomation(priya);
  expect(await nameAutomation(null)).toMatchObject({ body: { connection: { automationAgent: null } } });
  expect(await act('replies', [input(recordId)], tom)).toMatchObject({ body: { code: 'ACTION_NO_AGENT' } });
  const { body: trail } = await stage.asAgent('ines', 'GET', '/v1/audit?kind=automation.changed');
  expect((trail.entries as { fact: string }[]).map(({ fact }) => fact)).toEqual([
    'Ines Okafor let nobody act for Flow and Agentforce',
    'Ines Okafor let Priya Raman act for Flow and Agentforce',
  ]);
});

test('an agent who is not active acts for nobody', async () => {
  const { recordId } = await linked('ivo');
  await nameAutomation(stage.account.agents.priya);
  const setActive = (active: boolean, ids: string[]) =>
    stage.service.parts.services.db.forAccount(stage.account.accountId, (tx) =>
      tx.updateTable('agent').set({ active }).where('id', 'in', ids).execute(),
    );
  const { jonas, priya } = stage.account.agents;
  await setActive(false, [jonas, priya]);
  expect(await act('replies', [input(recordId)])).toMatchObject({ body: { code: 'EMBED_AGENT_INACTIVE' } });
  expect(await act('replies', [input(recordId)], tom)).toMatchObject({ body: { code: 'ACTION_NO_AGENT' } });
  await setActive(true, [jonas, priya]);
});

test('only the org that was connected may ask', async () => {
  const inputs = [input('500Hs0000000001AAA')];
  const ask = (credential: string, orgId: string) =>
    stage.send(
      'POST',
      '/v1/actions/replies',
      { orgId, userId: stage.jonas.id, inputs },
      { authorization: `Bearer ${credential}` },
    );
  expect(await ask(newSecret(), stage.org.orgId)).toMatchObject({
    body: { code: 'EMBED_CREDENTIAL_INVALID' },
  });
  expect(await ask(stage.credential, '00DHs0000000009MAA')).toMatchObject({
    body: { code: 'EMBED_ORG_MISMATCH' },
  });
});

test('links no case of somebody else for who does not see all', async () => {
  const caseId = await stage.customerWrites('mia', 'Hello');
  await assign(caseId, 'ines');
  const input = { key: randomUUID(), recordId: await stage.salesforceCase(), careCase: caseId };
  expect(problemsOf(await act('case-links', [input]))).toEqual(['PERMISSION_MISSING']);
});

test('links cases named by id, number or address, and says of each other what is wrong', async () => {
  const cases = await Promise.all(
    ['jan', 'kim', 'lea'].map((customer) => stage.customerWrites(customer, 'Hello')),
  );
  const addresses = cases.map((caseId) => `http://127.0.0.1:9/desk/cases/${caseId}`);
  const { body } = await stage.asAgent('ines', 'GET', `/v1/cases/${cases[1]}`);
  const { number } = body.case as { number: number };
  const records = await Promise.all(cases.map(() => stage.salesforceCase()));
  const link = (recordId: string, careCase: string | null) => ({ key: randomUUID(), recordId, careCase });
  const inputs = [
    link(records[0]!, cases[0]!),
    link(records[1]!, `#${number}`),
    link(records[2]!, addresses[2]!),
    link(await stage.salesforceCase(), cases[0]!),
    link(records[0]!, cases[0]!),
    link(await stage.salesforceCase(), '#999999'),
    link(await stage.salesforceCase(), null),
    link(stage.jonas.id, cases[0]!),
  ];
  const reply = await act('case-links', inputs);

  expect(reply.body.agent.name).toBe('Jonas Lind');
  expect(reply.body.results.map(({ key }) => key)).toEqual(inputs.map(({ key }) => key));
  expect(reply.body.results.map(({ problem, caseUrl }) => problem?.code ?? caseUrl)).toEqual([
    ...addresses,
    'CASE_ALREADY_LINKED',
    addresses[0],
    'NOT_FOUND',
    'VALIDATION_FAILED',
    'SALESFORCE_REFUSED',
  ]);
  const { records: written } = await stage.org.core.records.query(
    stage.admin,
    `SELECT Care_Case_Id__c FROM Case WHERE Id IN ('${records.join("','")}')`,
  );
  expect(written.map((row) => row.Care_Case_Id__c).sort()).toEqual([...cases].sort());
});
