import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { DEFAULT_MESSAGE_MAPPING } from '../../domain/default-message-mapping.ts';
import type { FieldSource, MappedField } from '../../domain/mapping/mapped-field.ts';
import type { MessageObject } from '../../domain/message-object.ts';
import type { SimulatedOrg } from '../../simulator/core.ts';
import { startTestOrg } from '../../simulator/test-client.ts';
import type { Workers } from '../start-workers.ts';
import { changeConnection } from '../storage/connection.ts';
import { addVersion } from '../storage/mapping-version.ts';
import { escalateNow } from './testing/escalate-now.ts';
import { type SyncStage, startStage, startWorkersOf, until } from './testing/sync-stage.ts';

let org: SimulatedOrg;
let stage: SyncStage;
let workers: Workers;

beforeAll(async () => {
  org = await startTestOrg();
});
afterAll(() => org.stop());

beforeEach(async () => {
  stage = await startStage(org);
  workers = startWorkersOf(stage);
});
afterEach(async () => {
  await workers.stop();
  await stage.end();
});

const mapped = (field: string, type: string, source: FieldSource): MappedField => ({
  field,
  label: field,
  type,
  length: 255,
  source,
  by: null,
  editable: true,
  shorten: true,
});

const save = (object: string, recordType: string, recordTypeId: string | null, fields: MappedField[]) =>
  stage.db.forAccount(stage.account.accountId, (tx) =>
    addVersion(
      tx,
      { connectionId: stage.connectionId, object, recordType },
      {
        accountId: stage.account.accountId,
        base: 0,
        recordTypeId,
        fields,
        authorId: stage.account.agents.jonas,
        origin: 'saved',
      },
    ),
  );

const read = async (soql: string) => (await org.core.records.query(stage.admin, soql)).records;

it('makes the record that the saved mapping says, and nothing beside it', async () => {
  await save('Case', 'Master', null, [
    mapped('Subject', 'string', { kind: 'template', template: '{agent_name} for {author}' }),
    mapped('Reason', 'picklist', { kind: 'fixed', value: 'Installation' }),
    mapped('Description', 'textarea', { kind: 'dynamic', data: 'last_10_messages' }),
    mapped('IsEscalated', 'boolean', { kind: 'fixed', value: 'true' }),
    mapped('SuppliedCompany', 'string', { kind: 'internal', data: 'case_id' }),
  ]);
  const caseId = await stage.linkedCase('ana', 'Where is my order?', 'Hello?');

  const recordId = await escalateNow(stage, caseId);

  const [record] = await read(
    `SELECT Subject, Reason, Description, IsEscalated, SuppliedCompany, Origin, Priority FROM Case WHERE Id = '${recordId}'`,
  );
  expect(record).toMatchObject({
    Subject: expect.stringMatching(/^Jonas Lind for .*ana/i),
    Reason: 'Installation',
    Description: expect.stringMatching(/^\[.*Z\] .*: Where is my order\?\n\[.*Z\] .*: Hello\?$/),
    IsEscalated: true,
    SuppliedCompany: caseId,
    Origin: null,
  });
});

it('gives messages what their own mapping adds, and the record type it is of', async () => {
  const { object } = DEFAULT_MESSAGE_MAPPING;
  const type = org.core.schema.object(object)?.recordTypes[0];
  await save(object, type?.name ?? '', type?.id ?? '', [
    mapped('Sentiment__c', 'picklist', {
      kind: 'variable',
      data: 'post_direction',
      values: { incoming: 'neutral' },
      otherwise: null,
    }),
  ]);
  const caseId = await stage.linkedCase('bea', 'One', 'Two');

  const recordId = await escalateNow(stage, caseId);

  const rows = await read(
    `SELECT RecordTypeId, Sentiment__c, Body__c FROM Care_Message__c WHERE Case__c = '${recordId}' ORDER BY Sequence__c`,
  );
  expect(rows).toMatchObject([
    { RecordTypeId: type?.id, Sentiment__c: 'neutral', Body__c: 'One' },
    { RecordTypeId: type?.id, Sentiment__c: 'neutral', Body__c: 'Two' },
  ]);
});

it('writes messages to the org’s own object from the moment it is chosen, and leaves what is written', async () => {
  await org.core.schemaSetup.addObject('Social_Post__c');
  await org.core.schemaSetup.addFields('Social_Post__c', [
    { name: 'Key__c', type: 'string', length: 200, externalId: true, unique: true },
    { name: 'Origin__c', type: 'reference', referenceTo: ['Case'], relationshipName: 'Origin__r' },
    { name: 'Words__c', type: 'string', length: 10 },
  ]);
  const keepIn = (messageObject: MessageObject | null) =>
    stage.db.forAccount(stage.account.accountId, (tx) =>
      changeConnection(tx, stage.connectionId, { messageObject }),
    );
  await save('Social_Post__c', 'Master', null, [
    { ...mapped('Words__c', 'string', { kind: 'dynamic', data: 'post_text' }), length: 10 },
  ]);
  const caseId = await stage.linkedCase('cat', 'One');
  const recordId = await escalateNow(stage, caseId);

  await keepIn({ object: 'Social_Post__c', key: 'Key__c', parent: 'Origin__c' });
  await stage.write('cat', 'Two, and more of it');
  const posts = () => read(`SELECT Words__c, Key__c FROM Social_Post__c WHERE Origin__c = '${recordId}'`);
  await until(posts, (rows) => rows.length === 1);
  expect(await posts()).toMatchObject([
    { Words__c: 'Two, and …', Key__c: expect.stringContaining(':message:') },
  ]);

  await keepIn(null);
  await stage.write('cat', 'Three');
  const own = () =>
    read(`SELECT Body__c FROM Care_Message__c WHERE Case__c = '${recordId}' ORDER BY Sequence__c`);
  await until(own, (rows) => rows.length === 2);
  expect((await own()).map(({ Body__c }) => Body__c)).toEqual(['One', 'Three']);
  expect(await posts()).toHaveLength(1);
});

it('makes the record of the type and for the owner that the agent chose', async () => {
  const typeId = await org.core.schemaSetup.setRecordType('Case', 'Returns', {});
  await save('Case', 'Returns', typeId, [mapped('Subject', 'string', { kind: 'fixed', value: 'A return' })]);
  const [queue] = await read("SELECT Id FROM Group WHERE Type = 'Queue'");
  const caseId = await stage.linkedCase('ana', 'It does not fit');

  const recordId = await escalateNow(stage, caseId, {
    recordType: { name: 'Returns', id: typeId },
    ownerId: String(queue!.Id),
  });

  expect(
    (await read(`SELECT Subject, RecordTypeId, OwnerId FROM Case WHERE Id = '${recordId}'`))[0],
  ).toMatchObject({
    Subject: 'A return',
    RecordTypeId: typeId,
    OwnerId: queue!.Id,
  });
});

it('lets the assignment rule of the org decide only where the agent says so', async () => {
  const told: string[] = [];
  const ask = stage.port.call.bind(stage.port);
  stage.port.call = (request) => {
    const [first] =
      (request.body as { compositeRequest?: { httpHeaders?: Record<string, string> }[] } | undefined)
        ?.compositeRequest ?? [];
    if (request.purpose === 'escalate') told.push(first?.httpHeaders?.['Sforce-Auto-Assign'] ?? 'unsaid');
    return ask(request);
  };
  await escalateNow(stage, await stage.linkedCase('ana', 'One'), { autoAssign: true });
  await escalateNow(stage, await stage.linkedCase('ben', 'Two'));
  const lead = { object: 'Lead', fields: { Company: 'Acme' } } as const;
  await escalateNow(stage, await stage.linkedCase('cat', 'Three'), { ...lead, autoAssign: true });
  await escalateNow(stage, await stage.linkedCase('dan', 'Four'), lead);

  expect(told).toEqual(['TRUE', 'FALSE', 'TRUE', 'FALSE']);
});
