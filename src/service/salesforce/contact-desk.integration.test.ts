import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
    const { IsPersonAccount, AccountId } = (await core.records.get(admin, String(Id)))!.fields;
    await core.records.delete(admin, String(IsPersonAccount ? AccountId : Id));
  }
});

const desk = () => stage.replicas[0]!.desk;
const agent = () => stage.agent.actor;
const addContact = async (fields: Record<string, string>) => {
  const { core } = stage.org;
  return (await core.records.create(core.users.byUsername(ADMIN)!, 'Contact', fields)).id;
};
const create = (fields: Record<string, string | null> = {}, anyway = false) =>
  desk().createContact(agent(), caseId, { fields, anyway, as: null });
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

describe('in an org with person accounts', () => {
  const admin = () => stage.org.core.users.byUsername(ADMIN)!;
  const personOf = async (contactId: string) => {
    const { AccountId } = (await stored(contactId))!;
    return { id: String(AccountId), ...(await stored(String(AccountId))) };
  };
  const addPerson = async (fields: Record<string, string>) => {
    const { id } = await stage.org.core.records.create(admin(), 'Account', fields);
    return { id, contactId: String((await stored(id))?.PersonContactId) };
  };
  const form = (as: 'Contact' | 'PersonAccount' | null = null) => desk().contactForm(agent(), caseId, as);
  beforeAll(async () => {
    await stage.org.core.schemaSetup.enablePersonAccounts();
    await saveMapping('Persons', null, [
      mapped('Name', 'name', { kind: 'dynamic', data: 'author' }, { length: 121 }),
      mapped('Email', 'email', { kind: 'dynamic', data: 'customer_email' }),
      mapped('Handle__c', 'string', { kind: 'dynamic', data: 'author_handle' }),
      mapped('Birthdate', 'date', { kind: 'fixed', value: '2000-01-01' }, { label: 'Birthdate' }),
    ]);
    stage.replicas[0]!.integration.describes.forget(connectionId);
  });

  it('makes a person account of the customer by the mapping of Contact, and links its contact', async () => {
    expect(await form()).toMatchObject({
      as: 'PersonAccount',
      kinds: ['PersonAccount', 'Contact'],
      without: ['Birthdate'],
      fields: [
        { name: 'FirstName', value: 'Mara' },
        { name: 'LastName', value: 'Lindqvist', required: true },
        { name: 'PersonEmail', value: 'mara@example.com' },
        { name: 'Handle__pc', value: '@mara' },
      ],
    });
    const { contact } = await create({ LastName: 'Lindberg' });
    const account = await personOf(contact!.id);

    expect(contact).toMatchObject({ name: 'Mara Lindberg', personAccount: true, accountName: null });
    expect(contact!.url).toContain(`/lightning/r/Account/${account.id}/view`);
    expect(account).toMatchObject({
      IsPersonAccount: true,
      Name: 'Mara Lindberg',
      PersonEmail: 'mara@example.com',
      Handle__pc: '@mara',
    });
    expect(await desk().tab(agent(), caseId)).toMatchObject({
      contact: { id: contact!.id, personAccount: true, url: contact!.url },
    });
  });

  it('makes a contact of its own where that is chosen, and as long as the org lets the agent make no person', async () => {
    const chosen = await desk().createContact(agent(), caseId, {
      fields: { Birthdate: null },
      anyway: false,
      as: 'Contact',
    });
    expect(chosen).toMatchObject({ contact: { personAccount: false } });
    await desk().unlinkContact(agent(), caseId);

    const supervisor = stage.supervisor.actor;
    const settle = (as: 'Contact' | null) => desk().setNewContacts(supervisor, connectionId, as);
    expect(await settle('Contact')).toMatchObject({ newContacts: { as: 'Contact' } });
    expect(await form()).toMatchObject({ as: 'Contact', kinds: ['PersonAccount', 'Contact'] });
    await settle(null);

    const { schemaSetup } = stage.org.core;
    await schemaSetup.setRights(JONAS, { objects: { Account: { create: false } } });
    stage.replicas[0]!.integration.describes.forget(connectionId);
    expect(await form()).toMatchObject({ as: 'Contact', kinds: ['Contact'], without: [] });
    await expect(form('PersonAccount')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await schemaSetup.setRights(JONAS, { objects: { Account: { create: true } } });
    stage.replicas[0]!.integration.describes.forget(connectionId);
  });

  it('finds and suggests persons as what they are, and shows those that a rule finds alike', async () => {
    const { id, contactId } = await addPerson({ LastName: 'Lindgren', PersonEmail: 'mara@example.com' });
    const person = { id: contactId, personAccount: true, accountName: null };

    expect(await desk().searchContacts(agent(), 'Lindgren', caseId)).toMatchObject([person]);
    expect(await desk().suggestContacts(agent(), caseId)).toMatchObject([
      { ...person, reason: 'Same e-mail address' },
    ]);
    await stage.org.core.schemaSetup.setDuplicateRule('Persons', {
      object: 'PersonAccount',
      active: true,
      actionOnInsert: 'Allow',
      actionOnUpdate: 'Allow',
      alert: true,
      alertText: 'A customer like this is there.',
      matchRules: [
        { name: 'Email', object: 'PersonAccount', groups: [[{ field: 'PersonEmail', method: 'Exact' }]] },
      ],
    });
    const ahead = { object: 'PersonAccount', fields: {}, recordType: null } as const;
    const alike = { records: [{ ...person, object: 'Contact' }], unseen: 0 };
    expect(await desk().findDuplicates(agent(), caseId, ahead)).toMatchObject({
      watched: ['PersonEmail'],
      duplicates: alike,
    });
    expect(await create()).toMatchObject({ contact: null, duplicates: alike });
    expect((await create({}, true)).contact?.id).not.toBe(contactId);
    expect(id).toMatch(/^001/);
  });

  it('follows a merge of person accounts to the contact of the one that stands', async () => {
    const { core } = stage.org;
    const [lost, kept] = [
      await addPerson({ LastName: 'Lindholm' }),
      await addPerson({ LastName: 'Lindell' }),
    ];
    await desk().linkContact(agent(), caseId, lost.contactId);
    await core.records.merge(admin(), kept.id, [lost.id]);

    expect(await desk().checkContact(agent(), caseId)).toMatchObject({
      contact: { id: kept.contactId, name: 'Lindell', personAccount: true },
      followed: 'Lindholm',
    });
  });

  it('makes one person of one whose answer is lost, and foretells the rules of Account', async () => {
    const { control, schemaSetup, records } = stage.org.core;
    await schemaSetup.setRule('Account', 'Persons_Have_A_Phone', {
      formula: 'AND(IsPersonAccount, ISBLANK(Phone))',
      errorField: 'Phone',
      message: 'Ask for the phone number.',
    });
    const asked = { object: 'PersonAccount', fields: {}, recordType: null } as const;
    expect((await desk().foreseeRules(agent(), caseId, asked)).verdicts).toMatchObject([
      { field: 'Phone', fact: 'Ask for the phone number.' },
    ]);
    await schemaSetup.setRule('Account', 'Persons_Have_A_Phone', { active: false });

    control.addFault({ operation: 'create', drop: 'after', times: 1 });
    const { contact } = await create({ LastName: 'Lindén' });
    const { records: made } = await records.query(
      admin(),
      "SELECT Id FROM Contact WHERE LastName = 'Lindén'",
    );
    expect(made.map(({ Id }) => Id)).toEqual([contact?.id]);
    await desk().unlinkContact(agent(), caseId);
    const again = { fields: { LastName: 'Lindén', Birthdate: null }, anyway: false, as: 'Contact' } as const;
    expect(await desk().createContact(agent(), caseId, again)).toMatchObject({
      duplicates: {
        fact: 'You created this person account in the last minutes.',
        records: [{ id: contact?.id, personAccount: true }],
      },
    });
  });

  it('asks a lead for no company, and offers to name one', async () => {
    const { fields } = await desk().form(agent(), caseId, 'Lead');

    expect(fields.find(({ name }) => name === 'Company')).toMatchObject({
      required: false,
      value: null,
      source: 'If empty: a person account',
    });
  });
});
