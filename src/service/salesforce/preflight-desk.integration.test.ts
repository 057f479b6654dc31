import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayInZone } from '../../domain/day-in-zone.ts';
import { LINK_FIELDS } from '../../domain/salesforce-names.ts';
import { linkCustomer } from '../sync/testing/seed-escalatable.ts';
import { ADMIN, JONAS, openSalesforceStage, type SalesforceStage } from './testing/salesforce-stage.ts';

let stage: SalesforceStage;
let caseId: string;
let connectionId: string;

beforeAll(async () => {
  stage = await openSalesforceStage();
  connectionId = (await stage.connect(stage.supervisor, ADMIN)).connection.id;
  await stage.connect(stage.agent, JONAS, connectionId);
  caseId = await stage.addCase();
});
afterAll(() => stage.stop());

const desk = () => stage.replicas[0]!.desk;
const rule = (name: string, formula: string, errorField: string | null = null) =>
  stage.org.core.schemaSetup.setRule('Case', name, { formula, errorField, message: `${name} says no.` });
const foresee = (fields: Record<string, string | null>) =>
  desk().foreseeRules(stage.agent.actor, caseId, { object: 'Case', fields, recordType: null });
const calls = () =>
  stage.org.core.control
    .calls()
    .filter(({ kind }) => kind === 'api')
    .map(({ operation }) => operation);

it('says that rules are not checked where nobody may read them, and goes on', async () => {
  stage.org.core.control.addFault({ operation: 'tooling-query', code: 'INSUFFICIENT_ACCESS', times: 1 });

  expect(await foresee({})).toEqual({
    verdicts: [],
    notChecked: [{ what: 'Validation rules', why: 'The org’s default user may not read them.' }],
  });
});

it('foretells what the rules of the org will say, and asks it nothing the second time', async () => {
  await rule('Needs_Order', 'NOT(CONTAINS(Description, "FV-"))', 'Description');
  await rule('Not_By_Agents', '$Profile.Name = "Agent"');
  const first = await foresee({ Description: 'My seam is torn' });

  expect(first.verdicts).toEqual([
    {
      field: 'Description',
      code: 'VALIDATION_RULE',
      kind: 'warning',
      fact: 'Needs_Order says no.',
      remedy: 'The org’s rule Needs_Order refuses it as it is.',
    },
  ]);
  expect(first.notChecked).toEqual([{ what: 'Rule Not_By_Agents', why: 'It looks at $Profile.Name.' }]);
  stage.org.core.control.clearCalls();
  expect((await foresee({ Description: 'Order FV-20881' })).verdicts).toEqual([]);
  expect(calls()).toEqual([]);
});

it('judges by the rights of whoever will write: the agent where they may write all of it, else the default token', async () => {
  await stage.org.core.schemaSetup.addFields('Case', [
    { name: 'Topic__c', type: 'string', label: 'Topic', length: 20 },
  ]);
  await rule('Needs_Topic', 'ISBLANK(Topic__c)', 'Topic__c');
  const ours = Object.fromEntries(
    Object.values(LINK_FIELDS).map((name) => [`Case.${name}`, 'edit' as const]),
  );
  const rights = async (username: string, fields: Record<string, 'hidden' | 'read' | 'edit'>) => {
    await stage.org.core.schemaSetup.setRights(username, { fields });
    stage.replicas[0]!.integration.describes.forget(connectionId);
  };
  await linkCustomer(stage.db, stage.accountId, caseId, connectionId, '003000000000001AAA');
  const said = async () => {
    const { actingUser } = await desk().form(stage.agent.actor, caseId, 'Case');
    const { verdicts, notChecked } = await foresee({});
    return {
      actingUser,
      warned: verdicts.flatMap(({ field }) => (field === 'Topic__c' ? field : [])),
      notChecked: notChecked.map(({ what }) => what).filter((what) => what.includes('Topic')),
    };
  };

  // An agent who may not write what every record of ours has, nor see the field: the default token does both.
  await rights(JONAS, { ...ours, 'Case.Care_Case_Id__c': 'read', 'Case.Topic__c': 'hidden' });
  const less = await said();
  // One who may do all of it, while the default token’s user cannot even see the field.
  await rights(JONAS, { ...ours, 'Case.Topic__c': 'edit' });
  await rights(ADMIN, { 'Case.Topic__c': 'hidden' });
  const more = await said();
  await rights(ADMIN, { 'Case.Topic__c': 'edit' });

  expect({ less, more }).toEqual({
    less: { actingUser: 'Ines Okafor', warned: ['Topic__c'], notChecked: [] },
    more: { actingUser: 'Jonas Lind', warned: ['Topic__c'], notChecked: [] },
  });
});

it('takes for today what the writer’s calendar says, and asks the org for it once', async () => {
  const { core } = stage.org;
  const admin = core.users.byUsername(ADMIN)!;
  // A day and more apart, whatever time it is.
  const [early, late] = ['Pacific/Pago_Pago', 'Pacific/Kiritimati'];
  const [year, month, day] = dayInZone(Date.now(), late)!.split('-').map(Number);
  await rule('Not_On_This_Day', `TODAY() = DATE(${year}, ${month}, ${day})`, 'Origin');
  const said = async (zone: string) => {
    for (const name of [ADMIN, JONAS]) {
      await core.setup.changeUser(name, { timeZone: zone });
    }
    stage.replicas[0]!.integration.describes.forget(connectionId);
    return (await foresee({})).verdicts.filter(({ field }) => field === 'Origin').map(({ fact }) => fact);
  };
  expect(await said(early)).toEqual([]);
  expect(await said(late)).toEqual(['Not_On_This_Day says no.']);
  await expect(core.records.create(admin, 'Case', { Description: 'FV-1', Topic__c: 'x' })).rejects.toThrow(
    'Not_On_This_Day says no.',
  );
  core.control.clearCalls();
  await foresee({});
  expect(calls()).toEqual([]);
  await core.schemaSetup.setRule('Case', 'Not_On_This_Day', { active: false });
});

it('asks once beside the form whether the record is there already, and names what the rules find', async () => {
  const { core } = stage.org;
  const admin = core.users.byUsername(ADMIN)!;
  const match = { groups: [[{ field: 'Email', method: 'Exact' as const }]] };
  const sameEmail = (action: 'Allow' | 'Block') => ({
    object: 'Lead',
    active: true,
    actionOnInsert: action,
    actionOnUpdate: action,
    alert: true,
    alertText: 'Use one of these records?',
    matchRules: [
      { name: 'Leads', object: 'Lead', ...match },
      { name: 'Contacts', object: 'Contact', ...match },
    ],
  });
  const find = (object: 'Contact' | 'Lead', fields: Record<string, string>) =>
    desk().findDuplicates(stage.agent.actor, caseId, { object, fields, recordType: null });
  const Email = 'mara@example.com';
  const contact = await core.records.create(admin, 'Contact', { LastName: 'Berg', Email });
  const lead = await core.records.create(admin, 'Lead', { LastName: 'Berg', Company: 'Acme', Email });
  await core.schemaSetup.setDuplicateRule('Same_Email', sameEmail('Allow'));

  const first = await find('Lead', {});
  expect(first).toMatchObject({
    watched: ['Email'],
    duplicates: {
      fact: 'The org’s duplicate rule Same_Email finds others like it.',
      allowed: true,
      records: [
        { object: 'Contact', id: contact.id, name: 'Berg' },
        { object: 'Lead', id: lead.id, accountName: 'Acme' },
      ],
      unseen: 0,
    },
    notChecked: [],
  });
  expect(first.duplicates?.records[1]?.url).toContain(`/lightning/r/Lead/${lead.id}/view`);
  stage.org.core.control.clearCalls();
  expect((await find('Lead', { Email: 'nobody@example.com' })).duplicates).toBeNull();
  expect(calls()).toEqual(['ui-predupe']);
  await core.schemaSetup.setDuplicateRule('Same_Email', sameEmail('Block'));
  expect((await find('Lead', {})).duplicates).toMatchObject({ allowed: false });

  stage.org.core.control.addFault({ operation: 'ui-predupe', code: 'SERVER_UNAVAILABLE', times: 1 });
  expect(await find('Lead', {})).toMatchObject({ duplicates: null, notChecked: [{ what: 'Duplicates' }] });
  expect(await find('Contact', {})).toEqual({ watched: [], duplicates: null, notChecked: [] });
  expect(calls().filter((operation) => operation === 'ui-predupe')).toHaveLength(3);
});
