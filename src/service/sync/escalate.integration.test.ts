import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SimulatedOrg } from '../../simulator/core.ts';
import { startTestOrg } from '../../simulator/test-client.ts';
import { setStatus } from '../care/change-case.ts';
import type { Workers } from '../start-workers.ts';
import { readEscalationProgress, requestEscalation } from '../storage/escalation-requests.ts';
import { inboundPorts } from '../storage/inbound-store.ts';
import { requestLink } from '../storage/link-requests.ts';
import { readUndoProgress, requestUndo } from '../storage/undo-requests.ts';
import { beginDueWork } from '../watch-due-work.ts';
import { applyNews } from './apply-salesforce-state.ts';
import { type EscalationPorts, escalate } from './escalate.ts';
import { linkCustomer } from './testing/seed-escalatable.ts';
import { log, type SyncStage, startStage, startWorkersOf, until } from './testing/sync-stage.ts';

let org: SimulatedOrg;
let stage: SyncStage;
let workers: Workers;

beforeAll(async () => {
  org = await startTestOrg();
});
afterAll(() => org.stop());

beforeEach(async () => {
  org.core.control.clearFaults();
  stage = await startStage(org);
  workers = startWorkersOf(stage);
});
afterEach(async () => {
  await workers.stop();
  await stage.end();
});

const ports = (): EscalationPorts => ({
  request: (request) =>
    requestEscalation(
      { db: stage.db, now: () => new Date(), caseUrl: (id) => `http://care.example/cases/${id}` },
      request,
    ),
  progress: (accountId, id) => readEscalationProgress(stage.db, accountId, id),
  waitForNews: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});

const press = (
  caseId: string,
  fields: Record<string, string | null> = {},
  another = false,
  object: 'Case' | 'Lead' = 'Case',
  anyway = false,
) =>
  escalate(ports(), {
    accountId: stage.account.accountId,
    caseId,
    agentId: stage.account.agents.jonas,
    object,
    fields,
    another,
    anyway,
    tokenGap: null,
  });

const read = async (soql: string) => (await org.core.records.query(stage.admin, soql)).records;

const messagesOf = (recordId: string | null) =>
  read(
    `SELECT Care_Id__c, Sequence__c, Body__c, Direction__c, Author_Name__c FROM Care_Message__c WHERE Case__c = '${recordId}' ORDER BY Sequence__c`,
  );

describe('escalating a case', () => {
  it('makes the Salesforce case with its messages in three calls or fewer', async () => {
    const texts = Array.from({ length: 130 }, (_, index) => `message ${index + 1}`);
    const caseId = await stage.linkedCase('ana', ...texts);
    const before = stage.port.requests.length;

    const { escalation, created } = await press(caseId, { Subject: 'A lost parcel' });
    const rows = await until(
      () => messagesOf(escalation.recordId),
      ({ length }) => length === 100,
    );

    expect(created).toBe(true);
    expect(escalation.number).toMatch(/^\d{8}$/);
    expect(rows.map((row) => row.Body__c)).toEqual(texts.slice(30));
    // The changes of the org are asked for besides, whenever it is time.
    const calls = stage.port.requests.slice(before).filter(({ purpose }) => purpose !== 'sweep');
    expect(calls.length).toBeLessThanOrEqual(3);
    const [record] = await read(
      `SELECT Subject, Status, OwnerId, ContactId, Care_Case_Id__c, Care_Case_Url__c, Care_Version__c, Care_Acted_By__c FROM Case WHERE Id = '${escalation.recordId}'`,
    );
    expect(record).toMatchObject({
      Subject: 'A lost parcel',
      Status: 'New',
      OwnerId: stage.admin.id,
      ContactId: stage.contactId,
      Care_Case_Id__c: caseId,
      Care_Case_Url__c: `http://care.example/cases/${caseId}`,
      Care_Version__c: 1,
      Care_Acted_By__c: 'Jonas Lind',
    });
  });

  it('passes every later message and status on, and leaves the owner alone', async () => {
    const caseId = await stage.linkedCase('bea', 'first');
    const { escalation } = await press(caseId);
    await org.core.records.update(stage.admin, escalation.recordId ?? '', {
      OwnerId: org.core.users.list()[1]?.id ?? '',
    });

    await stage.write('bea', 'second');
    await setStatus(stage.care, stage.jonas, caseId, 'pending');

    await until(
      () => messagesOf(escalation.recordId),
      ({ length }) => length === 2,
    );
    const [record] = await until(
      () => read(`SELECT Status, OwnerId, Care_Version__c FROM Case WHERE Id = '${escalation.recordId}'`),
      ([row]) => row?.Status === 'Waiting on Customer',
    );
    expect(record).toMatchObject({ OwnerId: org.core.users.list()[1]?.id, Care_Version__c: 2 });
  });

  it('says what Salesforce refused, and makes one case when it is corrected', async () => {
    const caseId = await stage.linkedCase('cleo', 'hello');

    await expect(press(caseId, { Priority: 'x'.repeat(300) })).rejects.toMatchObject({
      code: 'SALESFORCE_REFUSED',
    });
    const { created } = await press(caseId);

    expect(created).toBe(true);
    expect(await read(`SELECT Id FROM Case WHERE Care_Case_Id__c = '${caseId}'`)).toHaveLength(1);
  });

  it('gives as long to undo what is asked for again as what is asked for the first time', async () => {
    const caseId = await stage.linkedCase('cora', 'hello');
    await expect(press(caseId, { Priority: 'x'.repeat(300) })).rejects.toMatchObject({
      code: 'SALESFORCE_REFUSED',
    });
    await stage.db.forAccount(stage.account.accountId, (tx) =>
      tx
        .updateTable('escalation')
        .set({ created_at: new Date(Date.now() - 3 * 86_400_000).toISOString() })
        .where('case_id', '=', caseId)
        .execute(),
    );

    const { escalation } = await press(caseId);

    expect(Date.parse(escalation.undoUntil ?? '')).toBeGreaterThan(Date.now());
  });

  it('makes a lead although a duplicate rule warns only on purpose', async () => {
    const { core } = org;
    const Email = 'twin@example.com';
    await core.records.create(stage.admin, 'Lead', { LastName: 'Twin', Company: 'Acme', Email });
    await core.schemaSetup.setDuplicateRule('Same_Email', {
      object: 'Lead',
      active: true,
      actionOnInsert: 'Allow',
      actionOnUpdate: 'Allow',
      alert: true,
      alertText: 'Use one of these records?',
      matchRules: [{ name: 'Email', object: 'Lead', groups: [[{ field: 'Email', method: 'Exact' }]] }],
    });
    const caseId = await stage.write('tom', 'What does it cost?');
    const fields = { LastName: 'Twin', Company: 'Acme', Email };

    await expect(press(caseId, fields, false, 'Lead')).rejects.toMatchObject({ code: 'SALESFORCE_REFUSED' });
    const { created } = await press(caseId, fields, false, 'Lead', true);
    await core.schemaSetup.setDuplicateRule('Same_Email', null);

    expect(created).toBe(true);
  });

  it('makes the case with the contact that took the linked one’s place, and tells of a deleted one', async () => {
    const create = async (LastName: string) =>
      (await org.core.records.create(stage.admin, 'Contact', { LastName })).id;
    const [lost, kept, last] = [await create('Lost'), await create('Kept'), await create('Last')];
    const caseId = await stage.write('mira', 'hello');
    await linkCustomer(stage.db, stage.account.accountId, caseId, stage.connectionId, lost);
    await org.core.records.merge(stage.admin, kept, [lost]);
    await org.core.records.merge(stage.admin, last, [kept]);

    const { escalation } = await press(caseId);
    const [record] = await read(`SELECT ContactId FROM Case WHERE Id = '${escalation.recordId}'`);
    expect(record).toMatchObject({ ContactId: last });

    await org.core.records.delete(stage.admin, last);
    await expect(press(caseId, {}, true)).rejects.toMatchObject({
      code: 'SALESFORCE_REFUSED',
      message: 'The linked contact was deleted in Salesforce.',
    });
    await expect(press(caseId, {}, true)).rejects.toMatchObject({ code: 'CONTACT_LINK_REQUIRED' });
  });

  it('makes a lead without a contact, asks for what the org requires, and only once', async () => {
    const caseId = await stage.write('lea', 'What does it cost?');
    await expect(press(caseId, {}, false, 'Lead')).rejects.toMatchObject({ code: 'SALESFORCE_REFUSED' });

    org.core.control.addFault({ operation: 'composite', drop: 'after' });
    const presses = [1, 2].map(() => press(caseId, { Company: 'Lindqvist AB' }, false, 'Lead'));
    const results = await Promise.allSettled(presses);

    expect(results.flatMap((each) => (each.status === 'rejected' ? each.reason : []))).toMatchObject([
      { code: 'ALREADY_ESCALATED' },
    ]);
    const [made] = results.flatMap((each) => (each.status === 'fulfilled' ? each.value.escalation : []));
    const leads = await read(
      `SELECT Id, Name, Company, Description, Care_Acted_By__c FROM Lead WHERE Care_Case_Id__c = '${caseId}'`,
    );
    expect(leads).toEqual([
      expect.objectContaining({
        Name: 'Name of lea',
        Company: 'Lindqvist AB',
        Description: 'What does it cost?',
        Care_Acted_By__c: 'Jonas Lind',
      }),
    ]);
    await until(
      () => readEscalationProgress(stage.db, stage.account.accountId, made!.id),
      ({ escalation }) => escalation.state === 'created' && escalation.recordId === leads[0]?.Id,
    );
    // A lead is no case: the case can still become one, and its status stays in Care.
    await setStatus(stage.care, stage.jonas, caseId, 'done');
    await expect(press(caseId)).rejects.toMatchObject({ code: 'CONTACT_LINK_REQUIRED' });
  });

  it('makes one case when the answer to the first try is lost', async () => {
    const caseId = await stage.linkedCase('dora', 'hello', 'are you there?');
    org.core.control.addFault({ operation: 'composite', drop: 'after' });
    org.core.control.addFault({ operation: 'collections-upsert', drop: 'after' });

    const { escalation, created } = await press(caseId);
    const rows = await until(
      () => messagesOf(escalation.recordId),
      ({ length }) => length >= 2,
    );

    expect(created).toBe(true);
    expect(rows.map((row) => row.Body__c)).toEqual(['hello', 'are you there?']);
    expect(await read(`SELECT Id FROM Case WHERE Care_Case_Id__c = '${caseId}'`)).toHaveLength(1);
  });

  it('refuses a second Salesforce case unless it is asked for on purpose', async () => {
    const caseId = await stage.linkedCase('eva', 'hello');
    await press(caseId);

    await expect(press(caseId)).rejects.toMatchObject({ code: 'ALREADY_ESCALATED' });
    const { escalation } = await press(caseId, {}, true);

    await until(
      () => messagesOf(escalation.recordId),
      ({ length }) => length === 1,
    );
    expect(await read(`SELECT Id FROM Case WHERE Care_Case_Id__c = '${caseId}'`)).toHaveLength(2);
  });

  it('sends nothing of what is undone before it was sent, and makes the next one under another key', async () => {
    const caseId = await stage.linkedCase('gus', 'hello');
    await workers.stop();
    const environment = { db: stage.db, now: () => new Date(), caseUrl: (id: string) => id };
    const { accountId, agents } = stage.account;
    const request = { accountId, caseId, agentId: agents.jonas, object: 'Case' as const, fields: {} };
    const asked = await requestEscalation(environment, { ...request, another: false, tokenGap: null });
    const escalationId = asked.kind === 'requested' ? asked.escalationId : '';
    const wish = { act: 'close' as const, closedStatus: null, why: '', byOwnToken: false };
    await requestUndo(environment, { accountId, caseId, escalationId, agentId: agents.jonas, ...wish });

    const { escalation } = await readUndoProgress(stage.db, accountId, { caseId, escalationId });
    expect(escalation).toMatchObject({
      recordId: null,
      undone: { state: 'done', fact: 'Nothing of it had been sent to Salesforce.' },
    });
    workers = startWorkersOf(stage);
    const next = await press(caseId);
    expect(next.escalation.id).not.toBe(escalationId);
    expect(await read(`SELECT Id FROM Case WHERE Care_Case_Id__c = '${caseId}'`)).toHaveLength(1);
  });

  it('takes back a case that Salesforce makes only after its escalation was undone', async () => {
    const caseId = await stage.linkedCase('hana', 'hello');
    org.core.control.addFault({ operation: 'composite', drop: 'before', times: 100 });
    const environment = { db: stage.db, now: () => new Date(), caseUrl: (id: string) => id, log };
    const { accountId, agents } = stage.account;
    const request = { accountId, caseId, agentId: agents.jonas, object: 'Case' as const, fields: {} };
    const asked = await requestEscalation(environment, { ...request, another: false, tokenGap: null });
    const escalationId = asked.kind === 'requested' ? asked.escalationId : '';
    const undoOf = () =>
      stage.db.forAccount(accountId, (tx) =>
        tx
          .selectFrom('escalation_undo as u')
          .innerJoin('escalation as e', 'e.id', 'u.escalation_id')
          .select(['u.state', 'u.outcome', 'u.look_at', 'e.external_id', 'e.unheard_at', 'e.fields'])
          .where('u.escalation_id', '=', escalationId)
          .executeTakeFirst(),
      );
    await until(
      () =>
        stage.db.forAccount(accountId, (tx) =>
          tx
            .selectFrom('escalation')
            .select('unheard_at')
            .where('id', '=', escalationId)
            .executeTakeFirstOrThrow(),
        ),
      ({ unheard_at }) => unheard_at !== null,
    );
    const wish = { act: 'close' as const, closedStatus: null, why: '', byOwnToken: false };
    await requestUndo(environment, { accountId, caseId, escalationId, agentId: agents.jonas, ...wish });
    const undone = await until(undoOf, (row) => row?.state === 'done');
    expect(undone?.outcome).toMatch(/^Salesforce has no such case\. Should it make one after all/);
    expect(await read(`SELECT Id FROM Case WHERE Care_Case_Id__c = '${caseId}'`)).toEqual([]);
    org.core.control.clearFaults();

    // What had timed out here ends there; the case is meanwhile escalated again, and the workers are others.
    await workers.stop();
    const { Subject = 'Late' } = undone!.fields;
    const late = await org.core.records.create(stage.admin, 'Case', {
      Subject,
      Care_Case_Id__c: caseId,
      Care_Escalation_Id__c: undone!.external_id,
      Care_Version__c: '1',
    });
    workers = startWorkersOf(stage);
    const next = await press(caseId);
    await stage.db.forAccount(accountId, (tx) =>
      tx
        .updateTable('escalation_undo')
        .set({ look_at: new Date().toISOString() })
        .where('escalation_id', '=', escalationId)
        .execute(),
    );
    await Promise.all([beginDueWork(environment), beginDueWork(environment)]);

    // A case that is just being changed is left to the next round.
    const looked = await until(
      async () => {
        await beginDueWork(environment);
        return undoOf();
      },
      (row) => row?.outcome !== undone?.outcome,
    );
    expect(looked?.outcome).toMatch(
      /The case \d{8}, which Salesforce made late, was closed as Closed and unlinked\.$/,
    );
    expect(looked?.look_at).not.toBeNull();
    expect((await org.core.records.get(stage.admin, late.id))?.fields).toMatchObject({
      Status: 'Closed',
      Care_Case_Id__c: null,
      Care_Escalation_Id__c: null,
    });
    const standing = await read(`SELECT Id FROM Case WHERE Care_Case_Id__c = '${caseId}'`);
    expect(standing.map(({ Id }) => Id)).toEqual([next.escalation.recordId]);
  });

  it('never makes a deleted case again', async () => {
    const caseId = await stage.linkedCase('fay', 'hello');
    const { escalation } = await press(caseId);
    await org.core.records.delete(stage.admin, escalation.recordId ?? '');

    await setStatus(stage.care, stage.jonas, caseId, 'done');
    const { escalation: after } = await until(
      () => readEscalationProgress(stage.db, stage.account.accountId, escalation.id),
      (progress) => progress.escalation.state === 'gone',
    );

    expect(after.reason).toMatch(/recycle bin/);
    expect(await read(`SELECT Id FROM Case WHERE Care_Case_Id__c = '${caseId}'`)).toHaveLength(0);
  });
});

describe('a case that Salesforce makes only after a later try to make it was refused', () => {
  const environment = () => ({ db: stage.db, now: () => new Date(), caseUrl: (id: string) => id, log });
  const escalationOf = (caseId: string) =>
    stage.db.forAccount(stage.account.accountId, (tx) =>
      tx
        .selectFrom('escalation')
        .select(['id', 'state', 'reason', 'look_at', 'external_id', 'record_id'])
        .where('case_id', '=', caseId)
        .where('linked', '=', false)
        .executeTakeFirstOrThrow(),
    );
  const refuseAll = (active: boolean) =>
    org.core.schemaSetup.setRule('Case', 'Nobody', { formula: 'TRUE', message: 'Nobody may.', active });
  const refuse = async (caseId: string, answers: 'heard' | 'lost') => {
    await refuseAll(true);
    if (answers === 'lost') org.core.control.addFault({ operation: 'composite', drop: 'before' });
    await expect(press(caseId)).rejects.toMatchObject({ code: 'SALESFORCE_REFUSED' });
    await refuseAll(false);
    return escalationOf(caseId);
  };
  const make = (caseId: string, key: string) =>
    org.core.records.create(stage.admin, 'Case', {
      Subject: 'Late',
      Care_Case_Id__c: caseId,
      Care_Escalation_Id__c: key,
      Care_Version__c: '1',
    });
  const isPlanned = ({ look_at }: { look_at: string | null }) =>
    look_at !== null && Date.parse(look_at) > Date.now();
  /** A case that somebody is just changing is left to the next round. */
  const beginLook = (caseId: string) =>
    until(
      async () => {
        await Promise.all([beginDueWork(environment()), beginDueWork(environment())]);
        return escalationOf(caseId);
      },
      (each) => each.look_at === null || isPlanned(each),
    );
  const look = async (caseId: string) => {
    await stage.db.forAccount(stage.account.accountId, (tx) =>
      tx
        .updateTable('escalation')
        .set({ look_at: new Date().toISOString() })
        .where('case_id', '=', caseId)
        .where('state', '=', 'failed')
        .execute(),
    );
    await beginLook(caseId);
  };

  it('is taken over with what was said and done meanwhile', async () => {
    const caseId = await stage.linkedCase('ida', 'hello');
    // Every answer was heard: nothing can come late, and nobody asks.
    expect(await refuse(caseId, 'heard')).toMatchObject({ state: 'failed', look_at: null });

    const { id, external_id } = await refuse(caseId, 'lost');
    expect((await escalationOf(caseId)).look_at).not.toBeNull();
    // Nothing is there yet: it is looked for again later, and what was refused is not tried again.
    await look(caseId);
    const waiting = await until(() => escalationOf(caseId), isPlanned);
    expect(waiting.state).toBe('failed');

    const late = await make(caseId, external_id);
    await stage.write('ida', 'are you there?');
    await setStatus(stage.care, stage.jonas, caseId, 'done');
    // A change that carries the key has been seen: it is looked for now.
    await inboundPorts(stage.db, async () => true).inAccount(stage.account.accountId, (store) =>
      applyNews(store, [{ kind: 'late', escalationId: id }]),
    );
    await beginLook(caseId);

    const rows = await until(
      () => messagesOf(late.id),
      ({ length }) => length >= 2,
    );
    expect(rows.map((row) => row.Body__c)).toEqual(['hello', 'are you there?']);
    expect(await escalationOf(caseId)).toMatchObject({ state: 'created', record_id: late.id, look_at: null });
    const status = async () => (await org.core.records.get(stage.admin, late.id))?.fields.Status;
    await expect.poll(status).toBe('Closed');
    await expect(press(caseId)).rejects.toMatchObject({ code: 'ALREADY_ESCALATED' });
    expect(await read(`SELECT Id FROM Case WHERE Care_Case_Id__c = '${caseId}'`)).toHaveLength(1);
  });

  it('is told of, and left to people, where another was linked meanwhile', async () => {
    const caseId = await stage.linkedCase('jo', 'hello');
    const { external_id } = await refuse(caseId, 'lost');
    const { id: recordId } = await org.core.records.create(stage.admin, 'Case', { Subject: 'Of its own' });
    const { accountId, agents } = stage.account;
    const { escalationId } = await requestLink(environment(), {
      ...{ accountId, connectionId: stage.connectionId, caseId, recordId },
      ...{ agentId: agents.jonas, object: 'Case' },
    });
    await until(
      () => readEscalationProgress(stage.db, accountId, escalationId),
      ({ escalation }) => escalation.state === 'created',
    );
    await make(caseId, external_id);
    await look(caseId);

    await expect
      .poll(async () => (await escalationOf(caseId)).reason)
      .toMatch(/^Salesforce made the case \d{8} of it late, beside the one that stands/);
    expect(await escalationOf(caseId)).toMatchObject({ state: 'failed', record_id: null, look_at: null });
  });
});
