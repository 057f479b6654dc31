import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FieldSource, MappedField } from '../../domain/mapping/mapped-field.ts';
import { listAudit } from '../storage/audit.ts';
import { addVersion, setForNew } from '../storage/mapping-version.ts';
import { ADMIN, JONAS, openSalesforceStage, type SalesforceStage } from './testing/salesforce-stage.ts';

let stage: SalesforceStage;
let connectionId: string;
let caseId: string;

beforeAll(async () => {
  stage = await openSalesforceStage();
  connectionId = (await stage.connect(stage.supervisor, ADMIN)).connection.id;
  await stage.connect(stage.agent, JONAS, connectionId);
  await stage.org.core.schemaSetup.addFields('Contact', [
    { name: 'Handle__c', label: 'Handle', type: 'string', length: 80 },
  ]);
});
afterAll(() => stage.stop());

beforeEach(async () => {
  caseId = await stage.addCase();
});
afterEach(async () => {
  const { core } = stage.org;
  for (const { name } of core.schemaSetup.duplicateRules())
    await core.schemaSetup.setDuplicateRule(name, null);
  const admin = core.users.byUsername(ADMIN)!;
  for (const { Id } of (await core.records.query(admin, "SELECT Id FROM Contact WHERE LastName LIKE 'Lind%'"))
    .records) {
    await core.records.delete(admin, String(Id));
  }
});

const desk = () => stage.replicas[0]!.desk;
const agent = () => stage.agent.actor;
const addContact = async (fields: Record<string, string>) => {
  const { core } = stage.org;
  return (await core.records.create(core.users.byUsername(ADMIN)!, 'Contact', fields)).id;
};
const create = (fields: Record<string, string | null> = {}, anyway = false) =>
  desk().createContact(agent(), caseId, { fields, anyway });
const mapped = (
  field: string,
  type: string,
  source: FieldSource,
  more: Partial<MappedField> = {},
): MappedField => ({
  field,
  label: field,
  type,
  length: 80,
  source,
  by: null,
  editable: true,
  shorten: true,
  ...more,
});
const saveMapping = (recordType: string, recordTypeId: string | null, fields: MappedField[]) =>
  stage.db.forAccount(stage.accountId, async (tx) => {
    const key = { connectionId, object: 'Contact', recordType };
    const { accountId } = stage;
    const authorId = stage.supervisor.actor.agentId;
    await addVersion(tx, key, { accountId, base: 0, recordTypeId, fields, authorId, origin: 'saved' });
    await setForNew(tx, accountId, key);
  });
const sameEmail = (action: 'Allow' | 'Block') =>
  stage.org.core.schemaSetup.setDuplicateRule('Same_Email', {
    object: 'Contact',
    active: true,
    actionOnInsert: action,
    actionOnUpdate: action,
    alert: true,
    alertText: 'Use one of these records?',
    matchRules: [{ name: 'Email', object: 'Contact', groups: [[{ field: 'Email', method: 'Exact' }]] }],
  });
const stored = async (id: string) => {
  const { core } = stage.org;
  return (await core.records.get(core.users.byUsername(ADMIN)!, id))?.fields;
};

it('fills a new contact from the customer, under the agent’s own name, and links it', async () => {
  const form = await desk().contactForm(agent(), caseId);
  const made = await create({ Phone: '+46 1' });

  expect(form).toMatchObject({ actingUser: 'Jonas Lind' });
  expect(form.fields.map(({ name, value, required }) => [name, value, required])).toEqual([
    ['FirstName', 'Mara', false],
    ['LastName', 'Lindqvist', true],
    ['Email', 'mara@example.com', false],
    ['Phone', null, false],
  ]);
  expect(made).toMatchObject({
    contact: { name: 'Mara Lindqvist', email: 'mara@example.com', phone: '+46 1' },
  });
  expect(await stored(made.contact!.id)).toMatchObject({
    Name: 'Mara Lindqvist',
    CreatedById: stage.org.core.users.byUsername(JONAS)!.id,
  });
  expect(await desk().tab(agent(), caseId)).toMatchObject({ contact: { id: made.contact!.id } });
});

it('refuses a field that is not the form’s, and says what Salesforce refuses', async () => {
  await expect(create({ OwnerId: '005' })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    errors: [{ path: 'fields.OwnerId' }],
  });
  await expect(create({ LastName: 'x'.repeat(81) })).rejects.toMatchObject({
    code: 'SALESFORCE_REFUSED',
    errors: [{ path: 'fields.LastName' }],
  });
});

it('shows the duplicates that a rule finds, to link one of them or to create it all the same', async () => {
  const known = await addContact({ LastName: 'Lindqvist-Berg', Email: 'mara@example.com' });
  await sameEmail('Allow');

  const refused = await create();
  expect(refused).toMatchObject({
    contact: null,
    duplicates: {
      fact: 'Use one of these records?',
      allowed: true,
      records: [{ object: 'Contact', id: known, name: 'Lindqvist-Berg', email: 'mara@example.com' }],
      unseen: 0,
    },
  });
  expect((await desk().tab(agent(), caseId)).contact).toBeNull();

  const made = await create({}, true);
  expect(made.contact).toMatchObject({ name: 'Mara Lindqvist' });
});

it('creates none where a rule blocks, whatever is wanted', async () => {
  await addContact({ LastName: 'Lindqvist-Berg', Email: 'mara@example.com' });
  await sameEmail('Block');

  expect(await create({}, true)).toMatchObject({ contact: null, duplicates: { allowed: false } });
});

it('suggests the contact that another customer of the same handle is linked to, and links both', async () => {
  const contactId = await addContact({ LastName: 'Lindström' });
  const other = await stage.addCase();
  await desk().linkContact(agent(), other, contactId);

  expect(await desk().suggestContacts(agent(), caseId)).toMatchObject([
    { id: contactId, reason: 'Linked to @mara on X' },
  ]);
  await desk().linkContact(agent(), caseId, contactId);
  expect(await desk().suggestContacts(agent(), caseId)).toEqual([]);
  await desk().unlinkContact(agent(), caseId);
  expect(await desk().tab(agent(), other)).toMatchObject({ contact: { id: contactId } });
  await desk().unlinkContact(agent(), other);
});

it('suggests contacts by e-mail, name and handle, each with its reason', async () => {
  const byName = await addContact({ FirstName: 'Mara', LastName: 'Lindqvist' });
  const byEmail = await addContact({ LastName: 'Lindberg', Email: 'Mara@example.com' });
  const byHandle = await addContact({ LastName: 'Lindgren', Handle__c: 'mara' });
  await addContact({ LastName: 'Lindholm', Handle__c: 'maria' });
  const suggested = async () =>
    (await desk().suggestContacts(agent(), caseId)).map(({ id, reason }) => [id, reason]);

  expect(await suggested()).toEqual([
    [byEmail, 'Same e-mail address'],
    [byName, 'Same name'],
  ]);
  await saveMapping('Master', null, [
    mapped('Handle__c', 'string', { kind: 'dynamic', data: 'author_handle' }),
  ]);
  expect(await suggested()).toEqual([
    [byEmail, 'Same e-mail address'],
    [byHandle, 'Same handle'],
    [byName, 'Same name'],
  ]);
  const found = await desk().searchContacts(agent(), '@mara', caseId);
  expect(found.map(({ id }) => id)).toContain(byHandle);
});

it('makes a contact by the saved mapping, of its record type', async () => {
  const recordTypeId = await stage.org.core.schemaSetup.setRecordType('Contact', 'Social', {});
  await saveMapping('Social', recordTypeId, [
    mapped('Name', 'name', { kind: 'dynamic', data: 'author' }, { length: 121 }),
    mapped('Handle__c', 'string', { kind: 'dynamic', data: 'author_handle' }),
    mapped('Title', 'string', { kind: 'template', template: 'From {platform}' }),
  ]);

  const { contact } = await create({ FirstName: null });

  expect(await stored(contact!.id)).toMatchObject({
    RecordTypeId: recordTypeId,
    Name: 'Lindqvist',
    Handle__c: '@mara',
    Title: 'From X',
    Email: null,
  });
});

it('follows a merge of the linked contact, for everybody who is linked to it, and writes it down', async () => {
  const { core } = stage.org;
  const admin = core.users.byUsername(ADMIN)!;
  const lost = await addContact({ FirstName: 'Mara', LastName: 'Lindqvist' });
  const kept = await addContact({ LastName: 'Lindberg', Phone: '+46 1' });
  const other = await stage.addCase();
  for (const each of [caseId, other]) await desk().linkContact(agent(), each, lost);
  expect(await desk().checkContact(agent(), caseId)).toMatchObject({ contact: { id: lost }, followed: null });
  await core.records.merge(admin, kept, [lost]);

  expect(await desk().checkContact(agent(), caseId)).toMatchObject({
    contact: { id: kept, name: 'Lindberg', phone: '+46 1', missing: null },
    followed: 'Mara Lindqvist',
  });
  expect(await desk().tab(agent(), other)).toMatchObject({ contact: { id: kept, name: 'Lindberg' } });
  const { entries } = await stage.db.forAccount(stage.accountId, (tx) =>
    listAudit(tx, { kind: 'contact.followed' }, null, 5),
  );
  expect(entries.map(({ fact }) => fact)).toEqual([
    'Care followed the merge of the contact Mara Lindqvist: into Lindberg',
  ]);

  await core.records.delete(admin, kept);
  expect(await desk().checkContact(agent(), caseId)).toMatchObject({ contact: { missing: 'deleted' } });
  expect(await desk().tab(agent(), other)).toMatchObject({
    contact: { id: kept, missing: 'deleted' },
    blocked: 'CONTACT_LINK_REQUIRED',
  });
  const found = await addContact({ LastName: 'Lindgren', Email: 'mara@example.com' });
  expect(await desk().suggestContacts(agent(), caseId)).toMatchObject([{ id: found }]);
  await desk().linkContact(agent(), caseId, found);
  expect(await desk().tab(agent(), caseId)).toMatchObject({ contact: { id: found, missing: null } });
});

it('makes one contact of one whose answer is lost, and tells of it when nobody could look', async () => {
  const { control } = stage.org.core;
  const contacts = async () => {
    const { core } = stage.org;
    const found = "SELECT Id FROM Contact WHERE LastName IN ('Lindqvist', 'Lindberg')";
    return (await core.records.query(core.users.byUsername(ADMIN)!, found)).records.map(({ Id }) => Id);
  };
  control.addFault({ operation: 'create', drop: 'after', times: 1 });
  const made = await create();
  expect(await contacts()).toEqual([made.contact?.id]);

  await desk().unlinkContact(agent(), caseId);
  control.addFault({ operation: 'create', drop: 'after', times: 1 });
  control.addFault({ operation: 'query', drop: 'before', nth: 2, times: 1 });
  await expect(create({ LastName: 'Lindberg' })).rejects.toMatchObject({ code: 'SALESFORCE_UNAVAILABLE' });
  const again = await create({ LastName: 'Lindberg' });
  expect(again).toMatchObject({
    contact: null,
    duplicates: {
      fact: 'You created this contact in the last minutes.',
      records: [{ name: 'Mara Lindberg' }],
    },
  });
  expect(await contacts()).toHaveLength(2);
});
