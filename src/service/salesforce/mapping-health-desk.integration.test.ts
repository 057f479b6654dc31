import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SALESFORCE_API_VERSION } from '../../domain/salesforce-names.ts';
import { listAudit } from '../storage/audit.ts';
import { createMappingDesk } from './mapping-desk.ts';
import { createMappingHealthDesk, type MappingHealthDesk } from './mapping-health-desk.ts';
import { ADMIN, openSalesforceStage, type SalesforceStage } from './testing/salesforce-stage.ts';

let stage: SalesforceStage;
let desk: MappingHealthDesk;
let connectionId: string;
const me = () => stage.supervisor.actor;

beforeAll(async () => {
  stage = await openSalesforceStage();
  connectionId = (await stage.connect(stage.supervisor, ADMIN)).connection.id;
  desk = createMappingHealthDesk(stage.db, stage.replicas[0]!.integration);
});
afterAll(() => stage.stop());

interface PermissionSet {
  label: string;
  fieldPermissions: { field: string; editable: boolean; readable: boolean }[];
  objectPermissions: { object: string; allowRead: boolean; allowCreate: boolean; allowDelete: boolean }[];
}

it('gives what the mappings take as a permission set that names each field and right', async () => {
  const { objects, permissionSet } = await desk.permissions(me(), connectionId);
  const parser = new XMLParser({ isArray: (name) => name === 'fieldPermissions' });
  const parsed = parser.parse(permissionSet.xml).PermissionSet as PermissionSet;

  expect(permissionSet.fileName).toBe('Care_Mapping.permissionset-meta.xml');
  const listed = objects.flatMap(({ object, fields }) =>
    fields.filter(({ unlisted }) => unlisted === null).map(({ field }) => `${object}.${field}`),
  );
  expect(parsed.fieldPermissions.map(({ field }) => field)).toEqual(listed.toSorted());
  expect(listed).toEqual(expect.arrayContaining(['Case.Subject', 'Case.ContactId', 'Contact.Email']));
  // Required, or following the object: a permission set that names one of them is refused as a whole.
  for (const name of ['Case.Status', 'Contact.LastName', 'Contact.Name', 'Lead.Company', 'Lead.Name']) {
    expect(listed).not.toContain(name);
  }
  expect(parsed.fieldPermissions.every(({ editable, readable }) => editable && readable)).toBe(true);
  expect(parsed.objectPermissions.map((one) => [one.object, one.allowRead, one.allowCreate])).toEqual([
    ['Account', true, false],
    ['Case', true, true],
    ['Contact', true, true],
    ['Lead', true, true],
  ]);
  expect(parsed.objectPermissions.some(({ allowDelete }) => allowDelete)).toBe(false);
});

it('names the version of the Metadata API that the package is written for', async () => {
  const project = fileURLToPath(new URL('../../../sfdx-project.json', import.meta.url));
  const { sourceApiVersion } = JSON.parse(await readFile(project, 'utf8')) as { sourceApiVersion: string };
  expect(SALESFORCE_API_VERSION).toBe(sourceApiVersion);
  const { permissionSet } = await desk.permissions(me(), connectionId);
  expect(permissionSet.apiVersion).toBe(sourceApiVersion);
});

it('shows what has changed under Care’s own start and under what is saved, and is silent once it was seen', async () => {
  expect(await desk.check(me(), connectionId)).toMatchObject({ failed: null, drifts: [] });
  const mappings = createMappingDesk({
    db: stage.db,
    integration: stage.replicas[0]!.integration,
    now: () => new Date(),
    caseUrl: (id) => id,
  });
  const target = { connectionId, object: 'Lead', recordType: 'Master' };
  const { fields } = await mappings.editor(me(), target);
  await mappings.save(me(), target, { base: 0, fields });
  const setup = stage.org.core.schemaSetup;
  const required = [{ name: 'Product__c', type: 'string', label: 'Product', required: true }] as const;
  await setup.addFields('Case', required);
  await setup.addFields('Lead', required);

  const { drifts, checkedAt } = await desk.check(me(), connectionId);
  expect(checkedAt).not.toBeNull();
  expect(drifts.map(({ target: of, label, kind }) => [of, label, kind]).toSorted()).toEqual([
    ['Case, Every record', 'Product', 'field_required'],
    ['Lead, Every record', 'Product', 'field_required'],
  ]);
  const rested = await desk.rest(me(), connectionId);
  expect(rested.drifts).toEqual(drifts);
  expect(Date.parse(rested.restsUntil ?? '')).toBeGreaterThan(Date.now());
  const [first, second] = drifts;
  await desk.see(me(), connectionId, first!.id);
  expect((await desk.health(me(), connectionId)).drifts).toEqual([second]);
  expect((await desk.check(me(), connectionId)).drifts).toEqual([second]);
  await expect(desk.see(me(), connectionId, first!.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { entries } = await stage.db.forAccount(stage.accountId, (tx) =>
    listAudit(tx, { kind: 'schema.seen' }, null, 5),
  );
  expect(entries.map(({ fact }) => fact)).toEqual([
    expect.stringContaining(`took note of what has changed under the mapping of ${first!.target}`),
  ]);
});

it('tells what is found after somebody wanted to be reminded tomorrow at once', async () => {
  expect((await desk.health(me(), connectionId)).restsUntil).not.toBeNull();
  const more = [{ name: 'Region__c', type: 'string', label: 'Region', required: true }] as const;
  await stage.org.core.schemaSetup.addFields('Case', more);
  const health = await desk.check(me(), connectionId);
  expect(health.drifts.map(({ label }) => label)).toContain('Region');
  expect(health.restsUntil).toBeNull();
});

it('has whoever may edit the mappings told, once of each change', async () => {
  const notices = await stage.db.forAccount(stage.accountId, (tx) =>
    tx.selectFrom('token_notice').select(['channel', 'facts']).where('channel', '=', 'webhook').execute(),
  );
  const changes = notices.flatMap(({ facts }) => ('changes' in facts ? [facts.changes] : []));
  expect(changes).toHaveLength(2);
  expect(
    changes
      .find((each) => each.length > 1)
      ?.map(({ object, kind }) => [object, kind])
      .toSorted(),
  ).toEqual([
    ['Case', 'field_required'],
    ['Lead', 'field_required'],
  ]);
});
