import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { MappedFieldInput } from '../../api/mappings.ts';
import { newId } from '../ids.ts';
import { listAudit } from '../storage/audit.ts';
import { endDrifts, listOpenDrifts } from '../storage/schema-drift.ts';
import { schemasToCheck } from '../storage/schema-watch.ts';
import { checkSchema } from './check-schema.ts';
import { DescribeCache } from './describe-cache.ts';
import { createMappingDesk, type MappingDesk } from './mapping-desk.ts';
import { ADMIN, openSalesforceStage, type SalesforceStage } from './testing/salesforce-stage.ts';

let stage: SalesforceStage;
let desk: MappingDesk;
let connectionId: string;
let version = 0;

const OBJECT = 'Case';
const fixed = (field: string, value: string): MappedFieldInput => ({
  field,
  source: { kind: 'fixed', value },
  by: null,
  editable: true,
  shorten: false,
});
const FIELDS = [
  { ...fixed('Subject', ''), source: { kind: 'dynamic', data: 'author' } as const },
  { ...fixed('Topic__c', ''), source: { kind: 'dynamic', data: 'author' } as const },
  fixed('Tier__c', 'Gold'),
];

const setup = () => stage.org.core.schemaSetup;
const me = () => stage.supervisor.actor;
const target = () => ({ connectionId, object: OBJECT, recordType: 'Master' });
const check = (now = true, describes = stage.replicas[0]!.integration.describes) =>
  checkSchema({ db: stage.db, describes }, { accountId: stage.accountId, connectionId }, now);
const open = () => stage.db.forAccount(stage.accountId, (tx) => listOpenDrifts(tx, connectionId));
const found = async () => {
  await check();
  return (await open()).map(({ kind, subject, severity }) => [kind, subject, severity]);
};
const save = async (fields: MappedFieldInput[] = FIELDS) => {
  const { saved } = await desk.save(me(), target(), { base: version, fields });
  version = saved.version;
};

beforeAll(async () => {
  stage = await openSalesforceStage();
  connectionId = (await stage.connect(stage.supervisor, ADMIN)).connection.id;
  const { integration } = stage.replicas[0]!;
  desk = createMappingDesk({ db: stage.db, integration, now: () => new Date(), caseUrl: (id) => id });
  await setup().addFields(OBJECT, [
    { name: 'Topic__c', type: 'string', length: 80, label: 'Topic' },
    { name: 'Tier__c', type: 'picklist', restricted: true, picklist: ['Gold', 'Silver'] },
  ]);
});
afterAll(() => stage.stop());
beforeEach(async () => {
  stage.replicas[0]!.integration.describes.forget(connectionId);
  await save();
});

it('finds nothing where nothing has changed', async () => {
  expect(await found()).toEqual([]);
});

it('finds a shorter field, says so once, and ends the alarm by itself when it is mended', async () => {
  await setup().editField(OBJECT, 'Topic__c', { length: 40 });
  expect(await found()).toEqual([['field_shorter', 'Topic__c', 'refusal']]);
  expect(await found()).toEqual([['field_shorter', 'Topic__c', 'refusal']]);
  const [drift] = await open();
  expect(drift).toMatchObject({
    target: 'Case, Every record',
    label: 'Topic',
    fact: 'It holds 40 characters now; it held 80.',
  });

  await setup().editField(OBJECT, 'Topic__c', { length: 80 });
  expect(await found()).toEqual([]);
  const { entries } = await stage.db.forAccount(stage.accountId, (tx) =>
    listAudit(tx, { connectionId }, null, 10),
  );
  const facts = entries.map(({ fact }) => fact);
  expect(facts.filter((fact) => fact.includes('saw Salesforce change'))).toEqual([
    'Care saw Salesforce change under the mapping of Case, Every record: Topic: It holds 40 characters now; it held 80.',
  ]);
  expect(facts).toContain(
    'Care saw that what had changed under the mapping of Case, Every record is mended: Topic',
  );
});

it('tells how many of the cases escalated last would be refused for it', async () => {
  for (const text of ['Where is my order?', 'Is it in yet?']) {
    const caseId = await stage.addCase(text);
    await stage.db.forAccount(stage.accountId, (tx) =>
      tx
        .insertInto('escalation')
        .values({
          id: newId('esc'),
          account_id: stage.accountId,
          case_id: caseId,
          connection_id: connectionId,
          external_id: caseId,
          fields: '{}',
          record_type: 'Master',
          status_sync: 'none',
        })
        .execute(),
    );
  }
  await stage.db.forAccount(stage.accountId, (tx) =>
    sql`update customer set name = ${'N'.repeat(50)} where id in
      (select c.customer_id from care_case c join escalation e on e.case_id = c.id order by c.id limit 1)`.execute(
      tx,
    ),
  );
  await setup().editField(OBJECT, 'Topic__c', { length: 40 });
  await check();
  expect((await open())[0]).toMatchObject({ kind: 'field_shorter', cases: { tried: 2, refused: 1 } });
  await setup().editField(OBJECT, 'Topic__c', { length: 80 });
  expect(await found()).toEqual([]);
});

it('finds a picklist value that is gone', async () => {
  await setup().editField(OBJECT, 'Tier__c', { picklist: ['Silver'] });
  expect(await found()).toEqual([['value_gone', 'Tier__c', 'warning']]);
  await setup().editField(OBJECT, 'Tier__c', { picklist: ['Gold', 'Silver'] });
  expect(await found()).toEqual([]);
});

it('finds a right that was lost, by a full reading', async () => {
  await setup().setRights(ADMIN, { fields: { [`${OBJECT}.Topic__c`]: 'read' } });
  expect(await found()).toEqual([['field_locked', 'Topic__c', 'refusal']]);
  await setup().setRights(ADMIN, { fields: { [`${OBJECT}.Topic__c`]: 'hidden' } });
  expect(await found()).toEqual([['field_gone', 'Topic__c', 'refusal']]);
  await setup().setRights(ADMIN, { fields: { [`${OBJECT}.Topic__c`]: 'edit' } });
  expect(await found()).toEqual([]);
});

it('finds a new required field, and keeps the alarm until it is mapped', async () => {
  await setup().addFields(OBJECT, [{ name: 'Product__c', type: 'string', label: 'Product', required: true }]);
  expect(await found()).toEqual([['field_required', 'Product__c', 'refusal']]);
  await save(FIELDS.slice(0, 2));
  expect((await open()).map(({ subject }) => subject)).toEqual(['Product__c']);
  await save([...FIELDS, fixed('Product__c', 'Tent')]);
  expect(await open()).toEqual([]);
  expect(await found()).toEqual([]);
  await setup().removeField(OBJECT, 'Product__c');
  expect(await found()).toEqual([['field_gone', 'Product__c', 'refusal']]);
});

it('finds a new and a changed validation rule, and is silent of it once somebody has looked', async () => {
  await setup().setRule(OBJECT, 'No_Test', { formula: 'FALSE', message: 'No tests.' });
  expect(await found()).toEqual([['rule_added', 'No_Test', 'warning']]);
  const [drift] = await open();
  expect(drift?.fact).toContain('“No tests”');
  await stage.db.forAccount(stage.accountId, (tx) => endDrifts(tx, [drift!.id], 'seen'));
  expect(await found()).toEqual([]);
  await setup().setRule(OBJECT, 'No_Test', { message: 'No tests at all.' });
  expect(await found()).toEqual([['rule_added', 'No_Test', 'warning']]);
  await save();
  expect(await found()).toEqual([]);
  await setup().setRule(OBJECT, 'No_Test', { message: 'None.' });
  expect(await found()).toEqual([['rule_changed', 'No_Test', 'warning']]);
});

it('tells a field that has another name from one that is gone, and shows it again after a roll back', async () => {
  await setup().addFields(OBJECT, [{ name: 'Theme__c', type: 'string', length: 80, label: 'Topic' }]);
  await setup().removeField(OBJECT, 'Topic__c');
  expect(await found()).toEqual([['field_renamed', 'Topic__c', 'refusal']]);
  const before = version;
  await save([FIELDS[0]!]);
  expect(await open()).toEqual([]);
  version = (await desk.versions.rollBack(me(), target(), before, version)).saved.version;
  expect(await found()).toEqual([['field_renamed', 'Topic__c', 'refusal']]);
  await setup().addFields(OBJECT, [{ name: 'Topic__c', type: 'string', length: 80, label: 'Topic' }]);
  await setup().removeField(OBJECT, 'Theme__c');
  expect(await found()).toEqual([]);
});

it('tells how many of the cases escalated last a new rule would refuse, and of how many that cannot be told', async () => {
  const formulas = {
    Refuses_One: 'LEN(Topic__c) > 40',
    May_Refuse_One: 'AND(LEN(Topic__c) > 40, NOT(IsClosed))',
  };
  for (const [name, formula] of Object.entries(formulas)) await setup().setRule(OBJECT, name, { formula });
  await check();
  const rules = (await open()).filter(({ kind }) => kind === 'rule_added');
  expect(Object.fromEntries(rules.map(({ subject, cases }) => [subject, cases]))).toEqual({
    Refuses_One: { tried: 2, refused: 1, notChecked: 0, why: null },
    May_Refuse_One: { tried: 2, refused: 0, notChecked: 1, why: 'It looks at IsClosed.' },
  });

  // Of a rule whose formula is not shown nothing is counted, which is said with the reason.
  stage.org.core.control.addFault({ operation: 'tooling-retrieve', code: 'INSUFFICIENT_ACCESS', times: 20 });
  await setup().setRule(OBJECT, 'Unseen', { formula: 'FALSE' });
  await check();
  expect((await open()).find(({ subject }) => subject === 'Unseen')?.cases).toEqual({
    ...{ tried: 2, refused: 0, notChecked: 2 },
    why: 'The org’s default user may not read its formula.',
  });
  stage.org.core.control.clearFaults();
  await setup().setRule(OBJECT, 'Unseen', { active: false });
  for (const name of Object.keys(formulas)) await setup().setRule(OBJECT, name, { active: false });
});

it('tells when the key of escalations is no external id or not unique any more', async () => {
  const key = 'Care_Escalation_Id__c';
  await setup().editField(OBJECT, key, { unique: false });
  expect(await found()).toEqual([['key_shared', key, 'warning']]);
  await setup().editField(OBJECT, key, { externalId: false, unique: true });
  expect(await found()).toEqual([['key_gone', key, 'refusal']]);
  expect((await open())[0]?.cases).toMatchObject({ tried: 2, refused: 2 });
  await save();
  expect((await open()).map(({ subject }) => subject)).toEqual([key]);
  await setup().editField(OBJECT, key, { externalId: true, unique: true });
  expect(await found()).toEqual([]);
});

it('watches the object that keeps the messages, mapped or not', async () => {
  await setup().addObject('Post__c', 'Post');
  await setup().addFields('Post__c', [
    { name: 'Key__c', type: 'string', length: 200, externalId: true, unique: true },
    { name: 'Case__c', type: 'reference', referenceTo: ['Case'] },
  ]);
  stage.replicas[0]!.integration.describes.forget(connectionId);
  const chosen = { object: 'Post__c', key: 'Key__c', parent: 'Case__c' };
  await desk.setMessageObject(me(), connectionId, chosen);
  expect(await found()).toEqual([]);
  await setup().addFields('Post__c', [{ name: 'Sort__c', type: 'string', required: true }]);
  await setup().editField('Post__c', 'Key__c', { unique: false });
  await setup().removeField('Post__c', 'Case__c');
  expect((await found()).sort()).toEqual([
    ['field_required', 'Sort__c', 'refusal'],
    ['key_gone', 'Case__c', 'refusal'],
    ['key_shared', 'Key__c', 'warning'],
  ]);
  await desk.setMessageObject(me(), connectionId, null);
  expect(await found()).toEqual([]);
});

it('finds a right that was lost by itself, before anything is written', async () => {
  let at = Date.now();
  const describes = new DescribeCache(stage.replicas[0]!.integration.port, () => new Date(at));
  await check(true, describes);
  await setup().setRights(ADMIN, { fields: { [`${OBJECT}.Topic__c`]: 'read' } });
  at += 15 * 60_000;
  await stage.db.forAccount(stage.accountId, (tx) => sql`update schema_watch set due_at = now()`.execute(tx));
  await check(false, describes);
  expect((await open()).map(({ kind, subject }) => [kind, subject])).toEqual([['field_locked', 'Topic__c']]);
  await setup().setRights(ADMIN, { fields: { [`${OBJECT}.Topic__c`]: 'edit' } });
  expect(await found()).toEqual([]);
});

it('asks little of an org in which nothing changes, and reads it when it is due', async () => {
  let at = Date.now();
  const describes = new DescribeCache(stage.replicas[0]!.integration.port, () => new Date(at));
  await check(true, describes);
  at += 2 * 60_000;
  const due = () => schemasToCheck(stage.db, 10);
  expect(await due()).toEqual([]);
  stage.org.core.control.clearCalls();
  await check(false, describes);
  expect(stage.org.core.control.apiCallCount()).toBe(0);

  await stage.db.forAccount(stage.accountId, (tx) => sql`update schema_watch set due_at = now()`.execute(tx));
  expect(await due()).toEqual([{ accountId: stage.accountId, connectionId }]);
  await check(false, describes);
  // Rules in one call; Case, Contact, Lead and Care's messages answered by "nothing has changed".
  const calls = stage.org.core.control.calls();
  expect(calls.map(({ status }) => status)).toEqual([200, 304, 304, 304, 304]);
  expect(await due()).toEqual([]);
});

it('reads the org at once after a write that was refused as if by another schema', async () => {
  await check();
  await stage.db.forAccount(stage.accountId, (tx) =>
    sql`update schema_watch set checked_at = now() - interval '1 minute'`.execute(tx),
  );
  const write = (body: object) =>
    stage.replicas[0]!.integration.port.call({
      accountId: stage.accountId,
      connectionId,
      actingAgentId: null,
      fallback: 'default',
      purpose: 'escalate',
      method: 'POST',
      path: '/composite/sobjects',
      body: { allOrNone: false, records: [{ attributes: { type: OBJECT }, ...body }] },
      records: 1,
    });
  await write({ Subject: 'Fits' });
  expect(await schemasToCheck(stage.db, 10)).toEqual([]);
  await write({ Subject: 'Not', Gone__c: 'x' });
  expect(await schemasToCheck(stage.db, 10)).toEqual([{ accountId: stage.accountId, connectionId }]);
});

it('finds a value that only one record type has lost, under the mapping of that one', async () => {
  const left = (values: string[]) => ({ picklists: { Tier__c: { values, default: null } } });
  for (const name of ['Retail', 'Trade']) {
    await setup().setRecordType(OBJECT, name, left(['Gold', 'Silver']));
  }
  stage.replicas[0]!.integration.describes.forget(connectionId);
  for (const recordType of ['Retail', 'Trade']) {
    await desk.save(me(), { ...target(), recordType }, { base: 0, fields: [fixed('Tier__c', 'Gold')] });
  }
  await setup().setRecordType(OBJECT, 'Trade', left(['Silver']));
  await check();
  expect((await open()).map(({ kind, recordType, subject }) => [kind, recordType, subject])).toEqual([
    ['value_gone', 'Trade', 'Tier__c'],
  ]);
  await setup().setRecordType(OBJECT, 'Trade', left(['Gold', 'Silver']));
  expect(await found()).toEqual([]);
});

it('finds what an account must have since, where contacts become person accounts', async () => {
  await setup().enablePersonAccounts();
  await setup().addFields('Account', [{ name: 'Region__c', type: 'string', label: 'Region' }]);
  stage.replicas[0]!.integration.describes.forget(connectionId);
  // The first look sees that there are person accounts, the second what one must have.
  expect([await found(), await found()]).toEqual([[], []]);

  await setup().editField('Account', 'Region__c', { required: true });
  expect(await found()).toEqual([['field_required', 'Account.Region__c', 'refusal']]);
  const [told] = await open();
  expect(told).toMatchObject({ object: 'Contact', label: 'Region of Account' });

  await setup().editField('Account', 'Region__c', { required: false });
  expect(await found()).toEqual([]);
});

it('finds a field that is required since of an account that is mapped itself', async () => {
  const account = { connectionId, object: 'Account', recordType: 'Master' };
  await desk.save(me(), account, { base: 0, fields: [fixed('Name', 'Acme')] });
  await setup().editField('Account', 'Region__c', { required: true });
  expect((await found()).sort()).toEqual([
    ['field_required', 'Account.Region__c', 'refusal'],
    ['field_required', 'Region__c', 'refusal'],
  ]);
  await setup().editField('Account', 'Region__c', { required: false });
  expect(await found()).toEqual([]);
});

it('says why the org cannot be read, and keeps what it knows', async () => {
  await setup().editField(OBJECT, 'Topic__c', { length: 40 });
  expect(await found()).toHaveLength(1);
  stage.org.core.control.addFault({ operation: 'tooling-query', code: 'SERVER_UNAVAILABLE' });
  await check();
  const watch = await stage.db.forAccount(stage.accountId, (tx) =>
    tx.selectFrom('schema_watch').select('failed').executeTakeFirstOrThrow(),
  );
  expect(watch.failed).toMatchObject({ remedy: expect.any(String) });
  expect(await open()).toHaveLength(1);
});
