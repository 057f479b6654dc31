import { afterAll, beforeAll, expect, it } from 'vitest';
import { canReadRecord } from './record-access.ts';
import { ADMIN, JONAS, openSalesforceStage, type SalesforceStage } from './testing/salesforce-stage.ts';

let stage: SalesforceStage;
let connectionId: string;

beforeAll(async () => {
  stage = await openSalesforceStage();
  connectionId = (await stage.connect(stage.supervisor, ADMIN)).connection.id;
  await stage.connect(stage.agent, JONAS, connectionId);
  const admin = stage.org.core.users.byUsername(ADMIN)!;
  for (const [FirstName, LastName, Email, Phone] of [
    ['Mara', "O'Lind_qvist", 'mara@example.com', '+49 (30) 12-34 567'],
    ['Mara', 'Other', 'else@example.com', null],
  ] as const) {
    await stage.org.core.records.create(admin, 'Contact', { FirstName, LastName, Email, Phone });
  }
});
afterAll(() => stage.stop());

const desk = () => stage.replicas[0]!.desk;
const search = async (text: string) =>
  (await desk().searchContacts(stage.agent.actor, text)).map(({ name }) => name);

it.each([
  ['mara lind', ["Mara O'Lind_qvist"]],
  ["o'lind_", ["Mara O'Lind_qvist"]],
  ['lind%q', []],
  ['mara@ex', ["Mara O'Lind_qvist"]],
  ['30 1234567', ["Mara O'Lind_qvist"]],
  ["' OR Name != '", []],
])('finds contacts by %s', async (text, names) => {
  expect(await search(text)).toEqual(names);
});

it("asks with the agent's own token, and leaves a row in the ledger for every request", async () => {
  stage.org.core.control.clearCalls();
  await search('mara');

  expect(stage.org.core.control.calls()).toMatchObject([
    { kind: 'api', operation: 'query', username: JONAS, client: 'Care' },
  ]);
  const rows = await stage.db.forAccount(stage.accountId, (tx) =>
    tx.selectFrom('salesforce_call').selectAll().orderBy('id', 'desc').limit(1).execute(),
  );
  expect(rows).toMatchObject([
    { purpose: 'contact', method: 'GET', path: '/query', status: 200, error_code: null },
  ]);
  expect(rows[0]?.limit_info).toMatch(/^api-usage=\d+\/\d+/);
});

it('finds and links people for an agent who may not see how to reach them', async () => {
  const rights = (access: 'hidden' | 'edit') =>
    stage.org.core.schemaSetup.setRights(JONAS, {
      fields: { 'Contact.Email': access, 'Contact.Phone': access, 'Contact.MobilePhone': access },
    });
  await rights('hidden');
  try {
    expect(await search('mara lind')).toEqual(["Mara O'Lind_qvist"]);
    expect(await search('mara@ex')).toEqual([]);
    const caseId = await stage.addCase();
    const [contact] = await desk().searchContacts(stage.agent.actor, 'mara lind');
    expect(contact).toMatchObject({ email: null, phone: null });
    await desk().linkContact(stage.agent.actor, caseId, contact!.id);
    expect((await desk().tab(stage.agent.actor, caseId)).contact?.id).toBe(contact!.id);
    await desk().unlinkContact(stage.agent.actor, caseId);
  } finally {
    await rights('edit');
  }
});

it('links, shows and unlinks a contact of the customer', async () => {
  const caseId = await stage.addCase();
  const [contact] = await desk().searchContacts(stage.agent.actor, 'mara@example.com');
  await desk().linkContact(stage.agent.actor, caseId, contact!.id);

  expect(await desk().tab(stage.agent.actor, caseId)).toMatchObject({
    contact: { id: contact!.id, name: "Mara O'Lind_qvist", email: 'mara@example.com' },
    blocked: null,
  });
  await desk().unlinkContact(stage.agent.actor, caseId);
  expect(await desk().tab(stage.agent.actor, caseId)).toMatchObject({
    contact: null,
    blocked: 'CONTACT_LINK_REQUIRED',
  });
});

it('refuses a contact that is not there', async () => {
  const caseId = await stage.addCase();

  await expect(desk().linkContact(stage.agent.actor, caseId, '003000000000000AAA')).rejects.toMatchObject({
    code: 'SALESFORCE_REFUSED',
  });
});

it("prefills the Salesforce case by the org's own description", async () => {
  const caseId = await stage.addCase('My parcel is lost');
  await expect(desk().form(stage.agent.actor, caseId, 'Case')).rejects.toMatchObject({
    code: 'CONTACT_LINK_REQUIRED',
  });
  const [contact] = await desk().searchContacts(stage.agent.actor, 'mara@example.com');
  await desk().linkContact(stage.agent.actor, caseId, contact!.id);
  const form = await desk().form(stage.agent.actor, caseId, 'Case');
  const values = Object.fromEntries(form.fields.map(({ name, value }) => [name, value]));

  expect(form).toMatchObject({
    actingUser: 'Ines Okafor',
    because: 'your user in Salesforce may not write Care’s fields',
    messages: 1,
  });
  expect(values).toEqual({
    Subject: 'X: Mara Lindqvist: My parcel is lost',
    Description: 'My parcel is lost',
    ContactId: contact!.id,
    Status: 'Working',
    Priority: 'Medium',
    Origin: 'Social',
    SuppliedName: 'Mara Lindqvist',
    SuppliedEmail: 'mara@example.com',
    SuppliedPhone: null,
  });
  expect(form.fields.find(({ name }) => name === 'Priority')?.options.map(({ value }) => value)).toEqual([
    'High',
    'Medium',
    'Low',
  ]);
});

it('takes from the form what is the form’s to set, and nothing else', async () => {
  const caseId = await stage.addCase();
  const [contact] = await desk().searchContacts(stage.agent.actor, 'mara@example.com');
  await desk().linkContact(stage.agent.actor, caseId, contact!.id);

  expect(await desk().chosenFields(stage.agent.actor, caseId, 'Case', { Subject: 'Mine' })).toMatchObject({
    fields: { Subject: 'Mine', Origin: 'Social' },
    tokenGap: 'may_not_write',
  });
  await expect(
    desk().chosenFields(stage.agent.actor, caseId, 'Case', { OwnerId: '005', IsEscalated: 'true' }),
  ).rejects.toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ path: 'fields.OwnerId' }, {}] });
});

it("knows in Salesforce's own judgement who may read a record", async () => {
  const { port } = stage.replicas[0]!.integration;
  const admin = stage.org.core.users.byUsername(ADMIN)!;
  const { id } = await stage.org.core.records.create(admin, 'Case', { Subject: 'Secret' });
  const connection = { id: connectionId, accountId: stage.accountId };

  expect(await canReadRecord(port, connection, admin.id, id)).toBe(true);
  expect(await canReadRecord(port, connection, admin.id, '500000000000000AAA')).toBe(false);
  expect(await canReadRecord(port, { ...connection, id: 'conn_none' }, admin.id, id)).toBeNull();
});

it('shows another account nothing', async () => {
  const caseId = await stage.addCase();
  const stranger = { ...stage.agent.actor, accountId: 'acct_other' };

  await expect(desk().tab(stranger, caseId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(desk().searchContacts(stranger, 'mara')).rejects.toMatchObject({
    code: 'SALESFORCE_NOT_CONNECTED',
  });
  expect(await desk().connections(stranger)).toEqual([]);
});
