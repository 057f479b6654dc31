import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MappedFieldInput } from '../../api/mappings.ts';
import { addField, changeField, changeLabel, manageCareData, removeField } from '../care/case-fields.ts';
import { setProperties } from '../care/case-properties.ts';
import { listAudit } from '../storage/audit.ts';
import { addRule } from '../storage/automatic-rules.ts';
import { carePorts } from '../storage/care-store.ts';
import { changeConnection } from '../storage/connection.ts';
import { createMappingDesk, type MappingDesk } from './mapping-desk.ts';
import { ADMIN, openSalesforceStage, type SalesforceStage } from './testing/salesforce-stage.ts';

let stage: SalesforceStage;
let desk: MappingDesk;
let connectionId: string;

beforeAll(async () => {
  stage = await openSalesforceStage();
  connectionId = (await stage.connect(stage.supervisor, ADMIN)).connection.id;
  desk = createMappingDesk({
    db: stage.db,
    integration: stage.replicas[0]!.integration,
    now: () => new Date(),
    caseUrl: (caseId) => `https://care.example/desk/cases/${caseId}`,
  });
});
afterAll(() => stage.stop());

const me = () => stage.supervisor.actor;
const onCase = () => ({ connectionId, object: 'Case', recordType: 'Master' });
const fixed = (field: string, value: string): MappedFieldInput => ({
  field,
  source: { kind: 'fixed', value },
  by: null,
  editable: true,
  shorten: true,
});

it('shows what the holder of the default token can see, the usual objects first', async () => {
  const { reading, objects, unavailable } = await desk.list(me(), connectionId, false);

  expect(unavailable).toBeNull();
  expect(reading?.readAs).toEqual({ name: 'Ines Okafor', username: ADMIN });
  const roles = objects.map(({ object, role }) => [object, role]);
  expect(roles.slice(0, 5)).toEqual([
    ['Case', 'case'],
    ['Contact', 'contact'],
    ['Lead', 'lead'],
    ['Account', 'account'],
    ['Care_Message__c', 'messages'],
  ]);
  expect(objects[0]?.recordTypes).toEqual([
    { recordType: 'Master', label: 'Every record', version: 0, mapped: 9, problems: 0, forNew: true },
  ]);
  // A lead needs a company, and Care knows none.
  expect(objects[2]?.recordTypes).toMatchObject([{ mapped: 4, problems: 1 }]);
});

it('opens the editor with Care’s own start and says what cannot be written, and why', async () => {
  const editor = await desk.editor(me(), onCase());
  const field = (name: string) => editor.schema.find((each) => each.name === name);

  expect(editor).toMatchObject({ saved: { version: 0, savedAt: null, author: null }, problems: [] });
  expect(editor.fields[0]).toMatchObject({ field: 'Subject', source: { kind: 'template' } });
  expect(field('Subject')).toMatchObject({ typeWords: 'Text, 255', unwritable: null, rule: 'text' });
  expect(field('Priority')).toMatchObject({ typeWords: 'Picklist, 3 values', rule: 'picklist' });
  expect(field('ContactId')).toMatchObject({ typeWords: 'Lookup to Contact', rule: 'contact' });
  expect(field('Care_Version__c')?.unwritable).toBe('Care fills it itself.');
  expect(field('ContactEmail')?.unwritable).toContain('Ines Okafor');
  expect(Object.keys(editor.rules)).toEqual(expect.arrayContaining(['text', 'picklist', 'contact']));
  expect(editor.careData.map(({ key }) => key)).toContain('last_10_messages');
});

it('asks for the name of a lead as one field, and for the company it requires', async () => {
  const editor = await desk.editor(me(), { connectionId, object: 'Lead', recordType: 'Master' });

  expect(editor.schema.find(({ name }) => name === 'Name')).toMatchObject({ rule: 'name', unwritable: null });
  expect(editor.problems).toMatchObject([{ field: 'Company', code: 'REQUIRED_NOT_MAPPED' }]);
});

it('keeps the fields of its own messages to itself, and picklists to what the record type leaves', async () => {
  const [recordType] = stage.org.core.schema.object('Care_Message__c')?.recordTypes ?? [];
  const target = { connectionId, object: 'Care_Message__c', recordType: recordType?.name ?? '' };
  stage.org.core.control.clearCalls();
  const { schema, problems, careData } = await desk.editor(me(), target);
  const field = (name: string) => schema.find((each) => each.name === name);

  expect(field('Body__c')?.unwritable).toBe('Care fills it itself.');
  const left = recordType?.picklists.Sentiment__c?.values ?? [];
  expect(left.length).toBeGreaterThan(0);
  expect(
    field('Sentiment__c')
      ?.options.map(({ value }) => value)
      .toSorted(),
  ).toEqual(left.toSorted());
  expect(problems).toEqual([]);
  expect(careData.map(({ key }) => key)).toContain('post_text');
  const calls = stage.org.core.control.apiCallCount();
  await desk.editor(me(), target);
  expect(stage.org.core.control.apiCallCount()).toBe(calls);
});

it('has messages kept in an object of the org that can keep them, and says what another lacks', async () => {
  const { schemaSetup } = stage.org.core;
  await schemaSetup.addObject('Post__c', 'Post');
  const post = { connectionId, object: 'Post__c', recordType: 'Master' };
  stage.replicas[0]!.integration.describes.forget(connectionId);
  const before = await desk.editor(me(), post);
  expect(before).toMatchObject({ role: 'custom', messages: { chosen: false, now: 'Care_Message__c' } });
  expect(before.messages?.missing).toHaveLength(2);
  const chosen = { object: 'Post__c', key: 'Key__c', parent: 'Case__c' };
  await expect(desk.setMessageObject(me(), connectionId, chosen)).rejects.toMatchObject({
    code: 'MAPPING_DOES_NOT_FIT',
    message: expect.stringContaining('add a lookup'),
  });

  await schemaSetup.addFields('Post__c', [
    { name: 'Key__c', type: 'string', length: 200, externalId: true, unique: true },
    { name: 'Case__c', type: 'reference', referenceTo: ['Case'] },
  ]);
  stage.replicas[0]!.integration.describes.forget(connectionId);
  await desk.setMessageObject(me(), connectionId, chosen);
  const editor = await desk.editor(me(), post);
  expect(editor).toMatchObject({ role: 'messages', messages: { chosen: true, missing: [] } });
  expect(editor.careData.map(({ key }) => key)).toContain('post_text');
  expect(editor.schema.find(({ name }) => name === 'Key__c')?.unwritable).toBe('Care fills it itself.');
  await desk.setMessageObject(me(), connectionId, null);
  expect((await desk.editor(me(), post)).role).toBe('custom');
});

it('refuses what no record could take, field by field', async () => {
  const input = {
    base: 0,
    fields: [fixed('Gone__c', 'x'), fixed('ContactEmail', 'a@b.example'), fixed('Origin', 'Moon')],
  };

  await expect(desk.save(me(), onCase(), input)).rejects.toMatchObject({
    code: 'MAPPING_DOES_NOT_FIT',
    errors: [{ path: 'fields.Gone__c' }, { path: 'fields.ContactEmail' }],
  });
});

it('saves a version on top of the one it was made from, and says whose is there instead', async () => {
  const fields = [fixed('Subject', 'From Care'), fixed('Origin', 'Phone')];
  expect(await desk.save(me(), onCase(), { base: 0, fields })).toMatchObject({
    saved: { version: 1, author: { name: 'supervisor' } },
    fields,
    problems: [],
  });
  await expect(desk.save(me(), onCase(), { base: 0, fields: [] })).rejects.toMatchObject({
    code: 'MAPPING_CHANGED',
    message: expect.stringMatching(/^supervisor saved version 1 at /),
  });
  expect((await desk.editor(me(), onCase())).fields).toEqual(fields);
});

it('finds nothing in an org that is not there for it', async () => {
  const nowhere = { connectionId: 'conn_0', object: 'Case', recordType: 'Master' };
  await expect(desk.editor(me(), nowhere)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const object of ['User', 'Nowhere__c']) {
    await expect(desk.editor(me(), { ...onCase(), object })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  await expect(desk.editor(me(), { ...onCase(), recordType: 'Nothing' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

it('shows the record a draft would make of a case, what changes, and what of it Salesforce would refuse', async () => {
  const caseId = await stage.addCase('Where is my order?');
  const fields = [
    fixed('Subject', 'From Care'),
    { ...fixed('Description', ''), source: { kind: 'dynamic', data: 'customer_text' } as const },
    { ...fixed('SuppliedEmail', ''), source: { kind: 'fixed', value: 'nobody' } as const },
    fixed('Priority', 'Sky-high'),
  ];
  const { rows, problems, recent } = await desk.preview(me(), onCase(), { fields, caseId, recent: true });

  expect(rows.map(({ field, value, change, was }) => [field, value, change, was])).toEqual([
    ['Subject', 'From Care', null, 'From Care'],
    ['Description', 'Where is my order?', 'added', null],
    ['SuppliedEmail', 'nobody', 'added', null],
    ['Priority', 'Medium', 'added', null],
    ['Origin', null, 'removed', 'Phone'],
  ]);
  expect(problems.map(({ field, code, severity }) => [field, code, severity])).toEqual([
    ['SuppliedEmail', 'VALUE_NOT_OF_TYPE', 'refusal'],
    ['Priority', 'NOT_IN_PICKLIST', 'warning'],
  ]);
  expect(recent).toMatchObject({ cases: 1, fit: 0, refused: [{ field: 'SuppliedEmail', cases: 1 }] });
  expect((await desk.editor(me(), onCase())).saved.version).toBe(1);
});

it('maps what the account has of its own: labels and case fields, value by value', async () => {
  const care = carePorts(stage.db, () => new Date());
  const options = ['Billing', 'Returns'];
  const team = await addField(care, me(), { name: 'Team ownership', type: 'single_select', options });
  const caseId = await stage.addCase('My bill is wrong.');
  await setProperties(care, me(), caseId, { labels: ['VIP'], fields: { [team.key]: 'billing' } });

  const editor = await desk.editor(me(), onCase());
  expect(editor.careData.find(({ key }) => key === team.key)).toMatchObject({
    kind: 'variable',
    label: 'Team ownership',
    options: team.options,
  });
  expect(editor.rules.picklist?.data[team.key]).toBeNull();
  expect(editor.rules.email?.data[team.key]).toContain('e-mail');
  const fields: MappedFieldInput[] = [
    {
      ...fixed('Priority', ''),
      source: { kind: 'variable', data: team.key, values: { billing: 'High' }, otherwise: null },
    },
    { ...fixed('Subject', ''), source: { kind: 'template', template: `{labels}: {${team.key}}` } },
  ];
  const { rows, problems } = await desk.preview(me(), onCase(), { fields, caseId, recent: false });
  expect(rows.slice(0, 2).map(({ field, value, source }) => [field, value, source])).toEqual([
    ['Priority', 'High', 'Team ownership'],
    ['Subject', 'VIP: Billing', 'Labels and team ownership'],
  ]);
  expect(problems).toEqual([]);
});

it('keeps every version with its author and what it changed, and goes back by a new one', async () => {
  const { fields: start } = await desk.versions.get(me(), onCase(), 0, null);
  await desk.save(me(), onCase(), { base: 1, fields: [fixed('Subject', 'From Care')] });
  const { saved } = await desk.versions.rollBack(me(), onCase(), 0, 2);

  expect(saved.version).toBe(3);
  expect((await desk.editor(me(), onCase())).fields).toEqual(start);
  const versions = await desk.versions.list(me(), onCase());
  expect(versions).toMatchObject([
    {
      version: 3,
      origin: 'rolled_back',
      rolledBackTo: 0,
      author: { name: 'supervisor' },
      changed: 1,
      added: 8,
    },
    { version: 2, origin: 'saved', removed: 1 },
    { version: 1, origin: 'saved' },
  ]);
  expect(await desk.versions.get(me(), onCase(), 2, null)).toMatchObject({
    against: 1,
    changes: [{ field: 'Origin', change: 'removed', before: 'Always Phone', after: null }],
  });
  await expect(desk.versions.rollBack(me(), onCase(), 9, 3)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(desk.versions.rollBack(me(), onCase(), 1, 2)).rejects.toMatchObject({
    code: 'MAPPING_CHANGED',
  });
});

it('suggests what fits and saves nothing of it', async () => {
  const suggestions = await desk.suggest(me(), onCase());
  expect(suggestions.find(({ field }) => field === 'ContactId')).toMatchObject({
    source: { kind: 'internal', data: 'linked_contact' },
  });
  expect((await desk.editor(me(), onCase())).saved.version).toBe(3);
});

it('takes a file, reports what does not fit, and saves only when told to', async () => {
  const file = await desk.files.export(me(), connectionId);
  expect(file.mappings.map(({ object, recordType }) => [object, recordType])).toEqual([['Case', 'Master']]);
  const [ofCase] = file.mappings;
  const subject = { ...ofCase!.fields[0]!, source: { kind: 'fixed', value: 'Imported' } as const };
  const gone = { ...subject, field: 'Gone__c' };
  const other = {
    ...file,
    mappings: [
      { ...ofCase!, fields: [subject, gone] },
      { ...ofCase!, object: 'Nowhere__c' },
    ],
  };

  const report = await desk.files.import(me(), connectionId, other, false);
  expect(report.mappings[0]).toMatchObject({
    label: 'Case, Every record',
    missing: null,
    fitting: [{ field: 'Subject', change: 'changed' }],
    problems: [{ field: 'Gone__c', code: 'FIELD_UNKNOWN' }],
    version: null,
  });
  expect(report.mappings[1]?.missing).toContain('Nowhere__c');
  expect((await desk.editor(me(), onCase())).saved.version).toBe(3);

  expect((await desk.files.import(me(), connectionId, other, true)).mappings[0]?.version).toBe(4);
  expect((await desk.editor(me(), onCase())).fields).toHaveLength(1);
});

it('writes down who saved, rolled back and imported', async () => {
  const { entries } = await stage.db.forAccount(stage.accountId, (tx) => listAudit(tx, {}, null, 20));
  const facts = entries.map(({ fact }) => fact).filter((fact) => fact.includes('mapping'));
  expect(facts).toEqual([
    'supervisor imported the mapping of Case, Every record: version 4',
    'supervisor rolled the mapping of Case, Master, to version 0 back: version 3',
    'supervisor saved the mapping of Case, Every record: version 2',
    'supervisor saved the mapping of Case, Every record: version 1',
  ]);
});

it('judges a picklist by the record type and by what controls it, in the editor, the preview and the record', async () => {
  const { schemaSetup } = stage.org.core;
  await schemaSetup.addFields('Case', [
    { name: 'Area__c', type: 'picklist', restricted: true, picklist: ['Home', 'Work'] },
    {
      name: 'Room__c',
      type: 'picklist',
      restricted: true,
      controller: 'Area__c',
      picklist: [
        { value: 'Kitchen', validFor: ['Home'] },
        { value: 'Office', validFor: ['Home', 'Work'] },
      ],
    },
  ]);
  const picklists = (area: string[], room: string[]) => ({
    picklists: { Area__c: { values: area, default: null }, Room__c: { values: room, default: null } },
  });
  await schemaSetup.setRecordType('Case', 'At_Home', picklists(['Home'], ['Kitchen', 'Office']));
  await schemaSetup.setRecordType('Case', 'Anywhere', picklists(['Home', 'Work'], ['Kitchen', 'Office']));
  stage.replicas[0]!.integration.describes.forget(connectionId);
  const of = (recordType: string) => ({ connectionId, object: 'Case', recordType });
  const values = async (recordType: string, field: string) =>
    (await desk.editor(me(), of(recordType))).schema
      .find(({ name }) => name === field)
      ?.options.map(({ value }) => value);
  expect(await values('At_Home', 'Area__c')).toEqual(['Home']);
  expect(await values('Anywhere', 'Area__c')).toEqual(['Home', 'Work']);

  const caseId = await stage.addCase('Where do I put it?');
  const problems = async (recordType: string, area: string, room: string) => {
    const fields = [fixed('Area__c', area), fixed('Room__c', room)];
    const preview = await desk.preview(me(), of(recordType), { fields, caseId, recent: false });
    return preview.problems.map(({ field, code }) => [field, code]).filter(([field]) => field !== 'Company');
  };
  expect(await problems('Anywhere', 'Home', 'Kitchen')).toEqual([]);
  expect(await problems('Anywhere', 'Work', 'Office')).toEqual([]);
  expect(await problems('Anywhere', 'Work', 'Kitchen')).toEqual([['Room__c', 'NOT_IN_PICKLIST']]);
  expect(await problems('At_Home', 'Work', 'Office')).toContainEqual(['Area__c', 'NOT_IN_PICKLIST']);
  const saved = await desk.save(me(), of('At_Home'), { base: 0, fields: [fixed('Area__c', 'Work')] });
  expect(saved.problems).toMatchObject([{ field: 'Area__c', code: 'NOT_IN_PICKLIST', severity: 'warning' }]);
});

it('keeps a case field or label that a mapping or a rule uses, and says which', async () => {
  const care = carePorts(stage.db, () => new Date());
  const tier = await addField(care, me(), { name: 'Tier', type: 'single_select', options: ['Gold', 'Lead'] });
  await setProperties(care, me(), await stage.addCase('Hello?'), { labels: ['Churn'] });
  const onContact = { connectionId, object: 'Contact', recordType: 'Master' };
  const { saved, fields } = await desk.editor(me(), onContact);
  await desk.save(me(), onContact, {
    base: saved.version,
    fields: [
      ...fields.filter(({ field }) => field !== 'Description'),
      { ...fixed('Description', ''), source: { kind: 'template', template: `Tier {${tier.key}}` } },
    ],
  });
  const conditions = [
    { subject: tier.key, operator: 'is_any_of', values: ['gold'] },
    { subject: 'labels', operator: 'is_any_of', values: ['Churn'] },
  ] as const;
  await stage.db.forAccount(me().accountId, (tx) =>
    addRule(
      tx,
      { accountId: me().accountId, connectionId },
      {
        ...{ name: 'Gold first', active: false, match: 'all', conditions: [...conditions] },
        ...{ recordType: null, owner: null, assign: false, withoutContact: false, hourlyCap: 10 },
      },
    ),
  );

  const { fields: managed, labels } = await manageCareData(care, me());
  const field = managed.find(({ key }) => key === tier.key);
  expect(field?.usedBy).toMatchObject([
    { kind: 'mapping', name: 'Contact', target: { object: 'Contact', recordType: 'Master' } },
    { kind: 'rule', name: 'Gold first', target: null },
  ]);
  expect(field?.options.map(({ value, neededBy }) => [value, neededBy.length])).toEqual([
    ['gold', 1],
    ['lead', 0],
  ]);
  expect(labels.find(({ label }) => label === 'Churn')?.neededBy).toMatchObject([{ name: 'Gold first' }]);

  const keep = [{ value: 'lead', label: 'Lead' }];
  for (const ask of [
    () => removeField(care, me(), tier.key),
    () => changeField(care, me(), tier.key, { name: 'Tier', options: keep }),
    () => changeLabel(care, me(), 'Churn', 'Leaving'),
  ]) {
    await expect(ask()).rejects.toMatchObject({
      code: 'CARE_DATA_IN_USE',
      message: expect.stringContaining('the rule Gold first'),
    });
  }
});

it('says why nothing is shown when the connection has expired, and keeps what is saved', async () => {
  const { accountId } = stage;
  const change = { state: 'reconnect_needed', stateReason: 'Ines Okafor took the access away.' } as const;
  await stage.db.forAccount(accountId, (tx) => changeConnection(tx, connectionId, change));

  expect(await desk.list(me(), connectionId, false)).toEqual({
    reading: null,
    objects: [],
    unavailable: {
      code: 'SALESFORCE_RECONNECT_NEEDED',
      fact: 'Ines Okafor took the access away.',
      remedy: expect.any(String),
    },
  });
  await expect(desk.editor(me(), onCase())).rejects.toMatchObject({ message: change.stateReason });
  expect(await desk.versions.list(me(), onCase())).toHaveLength(4);
});
