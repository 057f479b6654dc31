import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SimulatedOrg } from '../core.ts';
import { ADMIN, AGENT, type Api, connectApi, startTestOrg } from '../test-client.ts';

let org: SimulatedOrg;
let api: Api;
let agent: Api;
beforeAll(async () => {
  org = await startTestOrg();
  api = await connectApi(org, ADMIN);
  agent = await connectApi(org, AGENT);
});
afterAll(() => org.stop());
afterEach(async () => {
  for (const { name } of org.core.schemaSetup.duplicateRules())
    await org.core.schemaSetup.setDuplicateRule(name, null);
});

const control = (method: string, path: string, body?: unknown) =>
  fetch(`${org.url}/__simulator${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
const fieldOf = async (object: string, name: string, as = api) =>
  (await as('GET', `/sobjects/${object}/describe`)).body.fields.find(
    (field: { name: string }) => field.name === name,
  );

test('a field that is added, made required, shortened and deleted shows in describes and at saves', async () => {
  const before = (await api('GET', '/sobjects/Contact/describe')).headers.get('last-modified') ?? '';
  const ask = () => api('GET', '/sobjects/Contact/describe', undefined, { 'If-Modified-Since': before });
  expect((await ask()).status).toBe(304);
  await control('POST', '/schema/Contact/fields', { name: 'Club__c', type: 'string', length: 40 });
  expect((await ask()).status).toBe(200);
  expect(await fieldOf('Contact', 'Club__c')).toMatchObject({ length: 40, nillable: true, createable: true });

  await control('PATCH', '/schema/Contact/fields/Club__c', { required: true, length: 3 });
  const missing = await api('POST', '/sobjects/Contact', { LastName: 'A' });
  expect([missing.status, missing.body[0]]).toEqual([
    400,
    {
      message: 'Required fields are missing: [Club__c]',
      errorCode: 'REQUIRED_FIELD_MISSING',
      fields: ['Club__c'],
    },
  ]);
  const long = await api('POST', '/sobjects/Contact', { LastName: 'A', Club__c: 'four' });
  expect(long.body[0]).toMatchObject({ errorCode: 'STRING_TOO_LONG', fields: ['Club__c'] });
  expect((await control('DELETE', '/schema/Contact/fields/Club__c')).status).toBe(204);
  expect(await fieldOf('Contact', 'Club__c')).toBeUndefined();
  const gone = await api('POST', '/sobjects/Contact', { LastName: 'A', Club__c: 'x' });
  expect(gone.body[0].errorCode).toBe('INVALID_FIELD');
});

test('a field of the package stays', async () => {
  const reply = await control('DELETE', '/schema/Case/fields/Care_Version__c');
  expect(reply.status).toBe(400);
  expect(await fieldOf('Case', 'Care_Version__c')).toBeDefined();
});

test('a record type narrows restricted picklists, is refused to whom it is not given, and can be a profile’s own', async () => {
  await control('POST', '/schema/Contact/fields', {
    name: 'Tier__c',
    type: 'picklist',
    restricted: true,
    picklist: ['Gold', 'Silver'],
  });
  const { id } = (await (
    await control('PUT', '/schema/Contact/record-types/Silver_Only', {
      picklists: { Tier__c: { values: ['Silver'], default: 'Silver' } },
      availableTo: ['System Administrator'],
      defaultFor: [],
    })
  ).json()) as { id: string };
  const infos = (await api('GET', '/sobjects/Contact/describe')).body.recordTypeInfos;
  expect(infos.find((one: { recordTypeId: string }) => one.recordTypeId === id)).toMatchObject({
    developerName: 'Silver_Only',
    available: true,
    defaultRecordTypeMapping: false,
  });
  const values = await api('GET', `/ui-api/object-info/Contact/picklist-values/${id}`);
  expect(values.body.picklistFieldValues.Tier__c).toMatchObject({
    controllerValues: {},
    defaultValue: { value: 'Silver' },
    values: [{ attributes: null, label: 'Silver', validFor: [], value: 'Silver' }],
  });
  const refused = await api('POST', '/sobjects/Contact', {
    LastName: 'A',
    RecordTypeId: id,
    Tier__c: 'Gold',
  });
  expect(refused.body[0]).toMatchObject({
    errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    fields: ['Tier__c'],
  });
  expect((await api('POST', '/sobjects/Contact', { LastName: 'A', Tier__c: 'Gold' })).status).toBe(201);
  const foreign = await agent('POST', '/sobjects/Contact', { LastName: 'A', RecordTypeId: id });
  expect(foreign.body[0].errorCode).toBe('INVALID_CROSS_REFERENCE_KEY');

  await control('PUT', '/schema/Contact/record-types/Silver_Only', { defaultFor: ['System Administrator'] });
  const made = await api('POST', '/sobjects/Contact', { LastName: 'B' });
  const row = await api('GET', `/sobjects/Contact/${made.body.id}?fields=RecordTypeId,Tier__c`);
  expect(row.body).toMatchObject({ RecordTypeId: id, Tier__c: 'Silver' });
  expect((await api('GET', '/ui-api/object-info/Contact')).body.defaultRecordTypeId).toBe(id);
  await control('PUT', '/schema/Contact/record-types/Silver_Only', { defaultFor: [] });
});

test('a dependent picklist says what goes with what, in bitmaps and in indexes', async () => {
  await control('POST', '/schema/Case/fields', [
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
  const room = await fieldOf('Case', 'Room__c');
  expect([room.controllerName, room.dependentPicklist]).toEqual(['Area__c', true]);
  expect(room.picklistValues.map(({ validFor }: { validFor: string }) => validFor)).toEqual(['gA==', 'wA==']);
  const { body } = await api('GET', '/ui-api/object-info/Case/picklist-values/012000000000000AAA/Room__c');
  expect(body.controllerValues).toEqual({ Home: 0, Work: 1 });
  expect(body.values.map(({ validFor }: { validFor: number[] }) => validFor)).toEqual([[0], [0, 1]]);
  const refused = await api('POST', '/sobjects/Case', { Area__c: 'Work', Room__c: 'Kitchen' });
  expect(refused.body[0].errorCode).toBe('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
  expect((await api('POST', '/sobjects/Case', { Area__c: 'Home', Room__c: 'Kitchen' })).status).toBe(201);
});

test('every validation rule that refuses is told, and Tooling shows the rules one at a time', async () => {
  await control('PUT', '/schema/Lead/validation-rules/Needs_Phone', {
    formula: 'AND(ISBLANK(Phone), BEGINS(Company, "Rule"))',
    message: 'Give a phone number.',
    errorField: 'Phone',
  });
  await control('PUT', '/schema/Lead/validation-rules/Not_Tom', {
    formula:
      'AND($Profile.Name = "System Administrator", CONTAINS(Company, "Rule"), TODAY() > DATE(2020, 1, 1))',
    message: 'Not for administrators.',
  });
  const reply = await api('POST', '/sobjects/Lead', { LastName: 'A', Company: 'Ruled' });
  expect([reply.status, reply.body]).toEqual([
    400,
    [
      {
        message: 'Give a phone number.',
        errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        fields: ['Phone'],
      },
      { message: 'Not for administrators.', errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' },
    ],
  ]);
  const query = (soql: string) => api('GET', `/tooling/query?q=${encodeURIComponent(soql)}`);
  const from = "FROM ValidationRule WHERE EntityDefinition.QualifiedApiName = 'Lead'";
  const { records } = (await query(`SELECT Id, ValidationName, Active ${from}`)).body;
  expect(records.map((one: { ValidationName: string }) => one.ValidationName)).toEqual(
    expect.arrayContaining(['Care_Fence', 'Needs_Phone', 'Not_Tom']),
  );
  expect((await query(`SELECT Id, Metadata ${from}`)).body[0].errorCode).toBe('MALFORMED_QUERY');
  const [rule] = records.filter((one: { ValidationName: string }) => one.ValidationName === 'Needs_Phone');
  expect((await api('GET', `/tooling/sobjects/ValidationRule/${rule.Id}`)).body.Metadata).toMatchObject({
    active: true,
    errorConditionFormula: 'AND(ISBLANK(Phone), BEGINS(Company, "Rule"))',
    errorDisplayField: 'Phone',
    errorMessage: 'Give a phone number.',
  });
  for (const name of ['Needs_Phone', 'Not_Tom'])
    await control('PUT', `/schema/Lead/validation-rules/${name}`, { active: false });
  expect((await api('POST', '/sobjects/Lead', { LastName: 'A', Company: 'Ruled' })).status).toBe(201);
});

test('a rule that cannot be evaluated here is refused, and the org is as before', async () => {
  const reply = await control('PUT', '/schema/Lead/validation-rules/Strange', { formula: 'VLOOKUP(1)' });
  expect(reply.status).toBe(400);
  expect((await api('POST', '/sobjects/Lead', { LastName: 'A', Company: 'B' })).status).toBe(201);
});

test('a field taken from somebody is absent, and written it looks like one that does not exist', async () => {
  await control('PATCH', '/rights/Support%20Agent', { fields: { 'Case.Priority': 'hidden' } });
  expect(await fieldOf('Case', 'Priority', agent)).toBeUndefined();
  const hidden = await agent('POST', '/sobjects/Case', { Priority: 'High' });
  expect(hidden.body[0]).toMatchObject({
    errorCode: 'INVALID_FIELD',
    message: "No such column 'Priority' on sobject of type Case",
  });
  expect(await fieldOf('Case', 'Priority')).toBeDefined();
  await control('PATCH', '/rights/Support%20Agent', { fields: { 'Case.Priority': 'read' } });
  const readOnly = await agent('POST', '/sobjects/Case', { Priority: 'High' });
  expect(readOnly.body[0].errorCode).toBe('INVALID_FIELD_FOR_INSERT_UPDATE');
  await control('PATCH', `/rights/${AGENT}`, { objects: { Lead: { create: false } } });
  expect((await agent('GET', '/sobjects/Lead/describe')).body.createable).toBe(false);
});

test('an alert names the duplicates and lets the caller save all the same; a block does not', async () => {
  await control('PUT', '/duplicate-rules/Same_Email', { object: 'Contact', matchOn: ['Email'] });
  const clara = { LastName: 'Voss', Email: 'CLARA.VOSS@northwind.example' };
  const alert = await api('POST', '/sobjects/Contact', clara);
  expect([alert.status, alert.body[0]]).toMatchObject([
    400,
    {
      errorCode: 'DUPLICATES_DETECTED',
      message: 'Use one of these records?',
      duplicateResult: {
        allowSave: true,
        duplicateRule: 'Same_Email',
        duplicateRuleEntityType: 'Contact',
        matchResults: [{ entityType: 'Contact', size: 1, success: true }],
      },
    },
  ]);
  const [match] = alert.body[0].duplicateResult.matchResults[0].matchRecords;
  expect(Object.keys(match.record)).toEqual(['attributes', 'Id']);
  const pre = await api('POST', '/ui-api/predupe', { apiName: 'Contact', fields: clara });
  expect(pre.body).toMatchObject({
    allowSave: true,
    duplicateError: true,
    duplicateRules: ['Same_Email'],
    matches: [{ objectApiName: 'Contact', recordIds: [match.record.Id] }],
  });
  const collected = await api('POST', '/composite/sobjects', {
    records: [{ attributes: { type: 'Contact' }, ...clara }],
  });
  expect(Object.keys(collected.body[0].errors[0])).toEqual(['statusCode', 'message', 'fields']);

  const header = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true; includeRecordDetails=true' };
  await control('PUT', '/duplicate-rules/Same_Email', {
    object: 'Contact',
    matchOn: ['Email'],
    actionOnInsert: 'Block',
  });
  const blocked = await api('POST', '/sobjects/Contact', clara, header);
  const [detail] = blocked.body[0].duplicateResult.matchResults[0].matchRecords;
  expect([blocked.status, blocked.body[0].duplicateResult.allowSave, detail.record.LastName]).toEqual([
    400,
    false,
    'Voss',
  ]);
  await control('PUT', '/duplicate-rules/Same_Email', { object: 'Contact', matchOn: ['Email'] });
  expect((await api('POST', '/sobjects/Contact', clara, header)).status).toBe(201);
});

test('a search finds contacts by name, by e-mail and by phone', async () => {
  const find = async (sosl: string) =>
    (await api('GET', `/search?q=${encodeURIComponent(sosl)}`)).body.searchRecords;
  expect(
    await find('FIND {Emek*} IN NAME FIELDS RETURNING Contact(Id, Name WHERE LastName != null LIMIT 5)'),
  ).toMatchObject([{ attributes: { type: 'Contact' }, Name: 'Emeka Obi' }]);
  expect(await find('FIND {rita.sousa@lumen.example} IN EMAIL FIELDS RETURNING Contact(Name)')).toHaveLength(
    1,
  );
  const { body } = await api('POST', '/parameterizedSearch', {
    q: 'Haruto Ito',
    fields: ['Id', 'Name'],
    sobjects: [{ name: 'Contact' }],
  });
  expect(body.searchRecords).toMatchObject([{ Name: 'Haruto Ito' }]);
  expect(
    (await api('GET', `/search?q=${encodeURIComponent('FIND {a} RETURNING Contact')}`)).body[0].errorCode,
  ).toBe('MALFORMED_SEARCH');
});

test('a Case may have 800 fields more', async () => {
  const fields = Array.from({ length: 800 }, (_, n) => ({ name: `F${n}__c`, type: 'string', length: 80 }));
  expect((await control('POST', '/schema/Case/fields', fields)).status).toBe(204);
  const { body } = await api('GET', '/sobjects/Case/describe');
  expect(body.fields.length).toBeGreaterThan(800);
  const { id } = (await api('POST', '/sobjects/Case', { F799__c: 'last' })).body;
  expect((await api('GET', `/sobjects/Case/${id}?fields=F799__c`)).body.F799__c).toBe('last');
});

test('person accounts mirror custom fields of Contact, are duplicates of their own kind, and merge with their contacts', async () => {
  const { core } = org;
  const admin = core.users.byUsername(ADMIN)!;
  await control('POST', '/schema/Contact/fields', { name: 'Member__c', type: 'string', length: 20 });
  expect((await control('POST', '/schema/person-accounts')).status).toBe(204);
  await core.schemaSetup.setRights(AGENT, { fields: { 'Contact.Member__c': 'hidden' } });
  expect(await fieldOf('Account', 'Member__pc')).toMatchObject({ createable: true, length: 20 });
  expect(await fieldOf('Account', 'Member__pc', agent)).toBeUndefined();

  const make = async (fields: object) =>
    await api('POST', '/sobjects/Account', { LastName: 'Lind', PersonEmail: 'a@example.com', ...fields });
  const [kept, lost] = [(await make({})).body.id, (await make({ Member__pc: '7' })).body.id];
  const contactOf = async (id: string) => (await core.records.get(admin, id))?.fields.PersonContactId;
  const contacts = [await contactOf(kept), await contactOf(lost)].map(String);
  expect((await core.records.get(admin, contacts[1]!))?.fields.Member__c).toBe('7');

  await control('PUT', '/duplicate-rules/Persons', { object: 'PersonAccount', matchOn: ['PersonEmail'] });
  expect((await make({})).body[0]).toMatchObject({
    errorCode: 'DUPLICATES_DETECTED',
    duplicateResult: { matchResults: [{ entityType: 'Account', size: 2 }] },
  });
  const { RecordTypeId } = (await core.records.get(admin, kept))!.fields;
  const ahead = { apiName: 'Account', fields: { RecordTypeId, PersonEmail: 'a@example.com' } };
  expect((await api('POST', '/ui-api/predupe', ahead)).body.matches[0].recordIds).toEqual([kept, lost]);

  const cared = (await api('POST', '/sobjects/Case', { ContactId: contacts[1] })).body.id;
  await core.records.merge(admin, kept, [lost]);
  expect((await core.records.get(admin, cared))?.fields).toMatchObject({
    ContactId: contacts[0],
    AccountId: kept,
  });
  const gone = `SELECT MasterRecordId FROM Contact WHERE Id = '${contacts[1]}'`;
  const found = await api('GET', `/queryAll?q=${encodeURIComponent(gone)}`);
  expect(found.body.records[0].MasterRecordId).toBe(contacts[0]);
});
