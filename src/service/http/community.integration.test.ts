import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import type { Module } from '../../domain/module.ts';
import { ADMIN, AGENT } from '../../simulator/test-client.ts';
import type { Tx } from '../storage/database.ts';
import { PATIENCE_MS } from '../sync/await-escalation.ts';
import { type EmbedStage, openEmbedStage } from './testing/embed-stage.ts';

let stage: EmbedStage;

beforeAll(async () => {
  stage = await openEmbedStage();
  await setModules(['community']);
});
afterAll(() => stage.stop());
afterEach(async () => {
  stage.org.core.control.clearFaults();
  stage.setClock(0);
  await setModules(['community']);
});

const inAccount = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  stage.service.parts.services.db.forAccount(stage.account.accountId, work);
const setModules = (modules: Module[]) =>
  inAccount((tx) =>
    tx.updateTable('account').set({ modules }).where('account_id', '=', stage.account.accountId).execute(),
  );

/** Somebody writes to the brand; the channel signs and hands it in. */
async function somebodyWrites(text: string, more: { id?: string; name?: string; secret?: string } = {}) {
  const id = more.id ?? randomUUID();
  const body = JSON.stringify({
    id,
    customer: { id: 'mara', handle: '@mara', name: more.name ?? 'Mara Lindqvist' },
    kind: 'comment',
    text,
    permalink: `https://x.example/mara/${id}`,
    sentAt: '2026-11-20T09:00:00.000Z',
  });
  const at = new Date();
  const reply = await fetch(`${stage.base}/v1/channels/${stage.account.profileId}/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(more.secret ?? stage.account.signingSecret).sign(id, at, body),
    },
    body,
  });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}
const newMessage = async (text = 'Where is my parcel?', name?: string): Promise<string> =>
  String((await somebodyWrites(text, name === undefined ? {} : { name })).body.messageId);

interface Made {
  id: string;
  object: string;
  state: string;
  recordId: string;
  number: string;
}
const path = (messageId: string, rest = '') => `/v1/community/messages/${messageId}${rest}`;
const create = async (messageId: string, body: object, headers: Record<string, string> = {}) => {
  const answer = await stage.asAgent('ines', 'POST', path(messageId, '/records'), body, headers);
  return { ...answer, record: answer.body.record as Made };
};
const recordsOf = async (messageId: string): Promise<Made[]> => {
  const { body } = await stage.asAgent('ines', 'GET', path(messageId));
  return (body.message as { records: Made[] }).records;
};
/** What stands in the org of a message, however often. */
const inOrg = async (object: 'Case' | 'Lead', word: string) => {
  const field = object === 'Case' ? 'Subject' : 'LastName';
  const soql = `SELECT Id, ${field}, CreatedById FROM ${object} WHERE ${field} LIKE '%${word}%'`;
  return (await stage.org.core.records.query(stage.admin, soql)).records;
};

describe('what comes in', () => {
  it('is kept once as a message of Community, and starts no case', async () => {
    const cases = () =>
      inAccount(async (tx) => (await tx.selectFrom('care_case').select('id').execute()).length);
    const before = await cases();
    const id = randomUUID();
    const first = await somebodyWrites('A first word', { id });
    expect(first).toMatchObject({
      status: 201,
      body: { messageId: expect.stringMatching(/^cmsg_/), caseId: null, seq: null, duplicate: false },
    });
    expect(await somebodyWrites('A first word', { id })).toEqual({
      status: 200,
      body: { ...first.body, duplicate: true },
    });
    expect(await cases()).toBe(before);
    expect((await stage.asAgent('jonas', 'GET', path(String(first.body.messageId)))).body).toMatchObject({
      message: {
        author: { name: 'Mara Lindqvist', handle: '@mara' },
        text: 'A first word',
        permalink: `https://x.example/mara/${id}`,
        records: [],
      },
      connection: { id: stage.connectionId, state: 'connected' },
    });
  });

  it('is refused with the secret of somebody else', async () => {
    const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
    expect(await somebodyWrites('Not signed', { secret })).toMatchObject({
      status: 401,
      body: { code: 'CHANNEL_SIGNATURE_INVALID' },
    });
  });

  it('is found by words, by its author and by the number of its record, a page at a time', async () => {
    const word = `Zugzwang${Date.now()}`;
    const ids = [await newMessage(`${word} 1`), await newMessage(`${word} 2_%`, 'Nia Berg')];
    const search = async (words: string, more = '') => {
      const { body } = await stage.asAgent(
        'jonas',
        'GET',
        `/v1/community/messages?search=${encodeURIComponent(words)}${more}`,
      );
      return body as { messages: { id: string }[]; nextCursor: string | null };
    };
    const found = async (words: string) => (await search(words)).messages.map(({ id }) => id).toSorted();
    expect(await found(word)).toEqual(ids.toSorted());
    expect(await found('nia berg')).toEqual([ids[1]]);
    expect(await found(`${word} 2_%`)).toEqual([ids[1]]);
    expect(await found('_%')).toEqual([ids[1]]);
    const first = await search(word, '&limit=1');
    const second = await search(word, `&limit=1&cursor=${first.nextCursor}`);
    expect([...first.messages, ...second.messages].map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(second.nextCursor).toBeNull();
    const { record } = await create(ids[0]!, { object: 'Case' });
    expect(await found(record.number)).toContain(ids[0]);
  });
});

describe('what is made of it', () => {
  it('is prefilled by the small mapping of Community, and asks for a company', async () => {
    const messageId = await newMessage('My parcel is lost');
    const form = async (object: string) => {
      const { body } = await stage.asAgent('ines', 'GET', path(messageId, `/form?object=${object}`));
      const { fields, actingUser } = body as {
        fields: { name: string; value: string | null; required: boolean }[];
        actingUser: string;
      };
      return {
        actingUser,
        fields,
        values: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
      };
    };
    const [ofCase, ofLead] = [await form('Case'), await form('Lead')];
    expect(ofCase).toMatchObject({
      actingUser: 'Ines Okafor',
      values: {
        Subject: 'X: Mara Lindqvist: My parcel is lost',
        Origin: 'Social',
        SuppliedName: 'Mara Lindqvist',
      },
    });
    expect(ofLead.values).toMatchObject({ FirstName: 'Mara', LastName: 'Lindqvist', Company: null });
    expect(ofLead.fields.find(({ name }) => name === 'Company')).toMatchObject({ required: true });
  });

  it('stands in the org with who did it, and is told with its number, its link, who and when', async () => {
    const messageId = await newMessage('The zip is broken');
    const { status, record } = await create(messageId, { object: 'Case', fields: { Subject: 'The zip' } });
    expect(status).toBe(201);
    expect(record).toMatchObject({
      object: 'Case',
      state: 'created',
      url: `${stage.org.url}/lightning/r/Case/${record.recordId}/view`,
      createdBy: { id: stage.account.agents.ines },
      actedAs: 'Ines Okafor',
      createdAt: expect.stringMatching(/^\d{4}-/),
    });
    const { fields } = (await stage.org.core.records.get(stage.admin, record.recordId))!;
    expect(fields).toMatchObject({
      CaseNumber: record.number,
      Subject: 'The zip',
      Description: expect.stringContaining('The zip is broken\n\nMara Lindqvist (@mara) on X'),
      CreatedById: stage.admin.id,
      Care_Acted_By__c: 'Ines Okafor',
      Care_Case_Id__c: null,
      Care_Case_Url__c: expect.stringContaining(`/desk/community/${messageId}`),
    });
    const audit = await stage.asAgent('ines', 'GET', '/v1/audit?kind=community.record_created&limit=1');
    expect(audit.body).toMatchObject({
      entries: [
        {
          actor: { id: stage.account.agents.ines },
          fact: expect.stringContaining(`the case ${record.number}`),
        },
      ],
    });
  });

  it('may be a lead beside a case, once each', async () => {
    const messageId = await newMessage();
    await create(messageId, { object: 'Case' });
    const fields = { LastName: 'Lindqvist-Two', Company: 'Not known' };
    expect(await create(messageId, { object: 'Lead', fields })).toMatchObject({
      status: 201,
      record: { object: 'Lead', number: 'Mara Lindqvist-Two' },
    });
    expect(await create(messageId, { object: 'Lead', fields })).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_ESCALATED', detail: 'This message already has a Salesforce lead.' },
    });
    expect((await recordsOf(messageId)).map(({ object }) => object)).toEqual(['Case', 'Lead']);
    expect(await inOrg('Lead', 'Lindqvist-Two')).toHaveLength(1);
  });

  it('is another one only on purpose', async () => {
    const messageId = await newMessage('Of Another');
    const body = { object: 'Case', fields: { Subject: 'Of Another' } };
    const first = await create(messageId, body);
    const key = { 'idempotency-key': randomUUID() };
    const second = await create(messageId, { ...body, another: true }, key);
    expect(second.record.recordId).not.toBe(first.record.recordId);
    // The answer was lost, and the same intention is sent again.
    expect((await create(messageId, { ...body, another: true }, key)).record).toEqual(second.record);
    expect(await inOrg('Case', 'Of Another')).toHaveLength(2);
  });

  it('is refused where the org or the form does not take it, and made by the next try', async () => {
    const messageId = await newMessage();
    expect(await create(messageId, { object: 'Lead' })).toMatchObject({
      status: 422,
      body: { code: 'SALESFORCE_REFUSED', errors: [{ path: 'fields.Company' }] },
    });
    expect(await recordsOf(messageId)).toMatchObject([{ state: 'failed', recordId: null }]);
    expect(await create(messageId, { object: 'Case', fields: { OwnerId: '005' } })).toMatchObject({
      status: 400,
      body: { code: 'VALIDATION_FAILED', errors: [{ path: 'fields.OwnerId' }] },
    });
    expect(await create(messageId, { object: 'Lead', fields: { Company: 'Nordwind' } })).toMatchObject({
      status: 201,
    });
    expect(await recordsOf(messageId)).toMatchObject([{ state: 'created', object: 'Lead' }]);
  });
});

describe('never twice', () => {
  it('by pressing many times at once', async () => {
    const messageId = await newMessage();
    const body = { object: 'Case', fields: { Subject: 'Pressed at once' } };
    stage.org.core.control.addFault({ operation: 'composite', latencyMs: 300 });
    const answers = await Promise.all(Array.from({ length: 5 }, () => create(messageId, body)));
    expect(new Set(answers.map(({ record }) => record?.recordId)).size).toBe(1);
    expect(await inOrg('Case', 'Pressed at once')).toHaveLength(1);
    expect(await recordsOf(messageId)).toHaveLength(1);
  });

  it.each(['before', 'after'] as const)('when the call is cut %s it was done', async (drop) => {
    const messageId = await newMessage();
    const Subject = `Cut ${drop}`;
    stage.org.core.control.addFault({ operation: 'composite', drop });
    expect(await create(messageId, { object: 'Case', fields: { Subject } })).toMatchObject({
      status: 201,
      record: { state: 'created', number: expect.stringMatching(/^\d+$/) },
    });
    expect(await inOrg('Case', Subject)).toHaveLength(1);
  });

  it('when what was created has been changed in the org before anybody heard of it', async () => {
    const messageId = await newMessage();
    const fields = { Subject: 'Unheard' };
    stage.org.core.control.addFault({ operation: 'composite', drop: 'after' });
    // Nor can it be looked for, for as long as anybody waits.
    const { id } = stage.org.core.control.addFault({ operation: 'query-all', drop: 'before', times: 1_000 });
    const creating = create(messageId, { object: 'Case', fields });
    const looks = () =>
      stage.org.core.control.calls().filter(({ operation }) => operation === 'query-all').length;
    const before = looks();
    await expect.poll(looks).toBeGreaterThan(before + 1);
    stage.setClock(PATIENCE_MS);
    const waiting = await creating;
    expect(waiting).toMatchObject({ status: 202, record: { state: 'requested', recordId: null } });
    const [made] = await inOrg('Case', 'Unheard');
    await stage.org.core.records.update(stage.admin, String(made!.Id), { Subject: 'Unheard, changed there' });

    stage.org.core.control.removeFault(id);
    const found = await create(messageId, { object: 'Case', fields });
    expect(found).toMatchObject({ status: 201, record: { id: waiting.record.id, recordId: made!.Id } });
    expect(await inOrg('Case', 'Unheard')).toMatchObject([{ Subject: 'Unheard, changed there' }]);
  });

  it('while the org holds its row, or is out of requests', async () => {
    const messageId = await newMessage();
    stage.org.core.control.addFault({ operation: 'composite', code: 'UNABLE_TO_LOCK_ROW' });
    expect(await create(messageId, { object: 'Case', fields: { Subject: 'Locked' } })).toMatchObject({
      status: 201,
    });
    expect(await inOrg('Case', 'Locked')).toHaveLength(1);
  });
});

describe('one way', () => {
  it('hears nothing of what becomes of the record', async () => {
    const messageId = await newMessage();
    const { record } = await create(messageId, { object: 'Case' });
    const page = () => stage.asAgent('ines', 'GET', path(messageId));
    // The page tells the connection's state too, which still changes until the org's events run.
    await expect.poll(async () => JSON.stringify(await page())).toContain('"events":"live"');
    const before = await page();
    const rows = () =>
      inAccount(async (tx) => ({
        waiting: await tx.selectFrom('outbox').selectAll().execute(),
        cases: await tx.selectFrom('care_case').selectAll().execute(),
        escalations: await tx.selectFrom('escalation').selectAll().execute(),
      }));
    const then = await rows();
    const asked = stage.org.core.control.calls().length;
    await stage.org.core.records.update(stage.admin, record.recordId, { Status: 'Closed' });
    // A case of Care is heard of within the second; this one is followed by nobody.
    await new Promise((done) => setTimeout(done, 1_500));
    expect(await page()).toEqual(before);
    expect(await rows()).toEqual(then);
    const about = stage.org.core.control.calls().slice(asked);
    expect(about.filter(({ operation }) => !operation.startsWith('query'))).toEqual([]);
  });

  it('is not shown inside Salesforce: the embed is refused in the words of the documentation', async () => {
    const { record } = await create(await newMessage(), { object: 'Case' });
    const refusal = {
      status: 403,
      body: {
        code: 'EMBED_NOT_AVAILABLE',
        detail: expect.stringContaining('Implementation of an iframe in Salesforce is not available'),
        remedy: expect.stringContaining('Community message'),
      },
    };
    const nonce = 'n'.repeat(22);
    const ask = { recordId: record.recordId, nonce, hosts: [stage.org.url] };
    expect(await stage.asOrg('/v1/embed/codes', ask)).toMatchObject(refusal);
    const reply = { key: 'k', recordId: record.recordId, text: 'Hello', kind: null, thenStatus: null };
    expect(await stage.asOrg('/v1/actions/replies', { inputs: [reply] })).toMatchObject(refusal);
  });

  it('lets no embed token in that was given while there was Care', async () => {
    await setModules(['care', 'community']);
    const caseId = await stage.customerWrites('lea', 'Hello');
    await stage.asAgent('jonas', 'PUT', `/v1/cases/${caseId}/assignee`, {
      agentId: stage.account.agents.jonas,
    });
    const { token } = await stage.grantFor(null);
    expect((await stage.withToken(token, 'GET', '/v1/embed/open-cases')).status).toBe(200);
    await setModules(['community']);
    expect(await stage.withToken(token, 'GET', '/v1/embed/open-cases')).toMatchObject({
      status: 403,
      body: { code: 'EMBED_NOT_AVAILABLE' },
    });
  });
});

describe('whose token', () => {
  /** What the form says beforehand, and what came of it. */
  const madeBy = async (who: 'ines' | 'jonas') => {
    const messageId = await newMessage();
    const form = await stage.asAgent(who, 'GET', path(messageId, '/form?object=Case'));
    const body = { object: 'Case', fields: { Subject: `By ${who}` } };
    const answer = await stage.asAgent(who, 'POST', path(messageId, '/records'), body);
    return { promised: form.body.actingUser, because: form.body.because, ...(answer.body.record as object) };
  };
  const ines = { promised: 'Ines Okafor', actedAs: 'Ines Okafor' };

  it('is the default where the agent has none, or may not write what finds the record again', async () => {
    const asked = { ...ines, createdBy: { name: 'Jonas Lind' } };
    const alone = 'you are not connected to Salesforce yourself';
    expect(await madeBy('jonas')).toMatchObject({ ...asked, because: alone });
    await stage.connect('jonas', AGENT);
    const closed = 'your user in Salesforce may not write Care’s fields';
    expect(await madeBy('jonas')).toMatchObject({ ...asked, because: closed });
    expect(await inOrg('Case', 'By jonas')).toMatchObject(Array(2).fill({ CreatedById: stage.admin.id }));
  });

  it('is the agent’s own where they may', async () => {
    const at = `/v1/salesforce/connections/${stage.connectionId}`;
    const { body } = await stage.asAgent('ines', 'GET', at);
    const { users } = body.connection as { users: { id: string; username: string }[] };
    const idOf = (username: string) => users.find((user) => user.username === username)!.id;
    await stage.asAgent('ines', 'PUT', `${at}/default-user`, { userId: idOf(AGENT) });
    expect(await madeBy('ines')).toMatchObject({
      ...ines,
      because: null,
      createdBy: { name: 'Ines Okafor' },
    });
    await stage.asAgent('ines', 'PUT', `${at}/default-user`, { userId: idOf(ADMIN) });
    expect(await inOrg('Case', 'By ines')).toMatchObject([{ CreatedById: stage.admin.id }]);
  });

  it('says so when there is none that works, and touches nothing that was created', async () => {
    const messageId = await newMessage();
    const { record } = await create(messageId, { object: 'Case' });
    await stage.org.core.control.revokeGrants();
    await stage.org.core.control.expireAccessTokens();
    const lead = { object: 'Lead', fields: { Company: 'Nordwind' } };
    const refusal = {
      status: 409,
      body: {
        code: 'SALESFORCE_RECONNECT_NEEDED',
        detail: expect.stringMatching(/revoked.*those already created are not affected/),
        remedy: 'Connect again in Settings.',
      },
    };
    expect(await create(messageId, lead)).toMatchObject(refusal);
    const { body } = await stage.asAgent('ines', 'GET', path(messageId));
    expect(body).toMatchObject({
      message: { records: expect.arrayContaining([record]) },
      connection: {
        consequences: expect.arrayContaining([expect.objectContaining({ code: 'no_new_cases' })]),
      },
    });
    expect(await create(messageId, lead)).toMatchObject(refusal);
  });
});

test('a message and its records are no other account’s', async () => {
  const messageId = await newMessage();
  const seen = await stage.service.parts.services.db.forAccount('acct_somebody_else', async (tx) => ({
    messages: await tx.selectFrom('community_message').select('id').execute(),
    records: await tx.selectFrom('community_record').select('id').execute(),
  }));
  expect(seen).toEqual({ messages: [], records: [] });
  await expect(
    stage.service.parts.services.db.forAccount('acct_somebody_else', (tx) =>
      tx
        .updateTable('community_message')
        .set({ text: 'Theirs' })
        .where('id', '=', messageId)
        .executeTakeFirstOrThrow(),
    ),
  ).resolves.toMatchObject({ numUpdatedRows: 0n });
});
