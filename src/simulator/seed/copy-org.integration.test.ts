import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrgUser, SimulatedOrg } from '../core.ts';
import { ADMIN, type Api, apiFor, connect, connectApi, startTestOrg } from '../test-client.ts';

const ORGANIZATION =
  '/query?q=SELECT+Id,Name,IsSandbox,OrganizationType,InstanceName,TrialExpirationDate+FROM+Organization';

let production: SimulatedOrg;
let sandbox: SimulatedOrg;
let api: Api;
let caseId = '';
let token = '';
beforeAll(async () => {
  production = await startTestOrg();
  const admin = production.core.users.byUsername(ADMIN) as OrgUser;
  caseId = (await production.core.records.create(admin, 'Case', { Subject: 'Torn' })).id;
  await production.core.namedCredentials.setCredential('Care_Service', 'Connection', { Key: 'secret' });
  production.core.setSharingModel('Case', 'Private');
  token = (await connect(production.url, ADMIN)).access_token;
  sandbox = await startTestOrg({ copy: { of: production.core, name: 'uat' } });
  api = await connectApi(sandbox, `${ADMIN}.uat`);
});
afterAll(async () => {
  await sandbox.stop();
  await production.stop();
});

test('a sandbox is an org of its own, and says so', async () => {
  expect(sandbox.orgId).not.toBe(production.orgId);
  const [answer] = (await api('GET', ORGANIZATION)).body.records;
  expect(answer).toMatchObject({
    Id: sandbox.orgId,
    Name: 'ACME',
    IsSandbox: true,
    OrganizationType: 'Developer Edition',
    TrialExpirationDate: null,
  });
  const live = await connectApi(production);
  const [original] = (await live('GET', ORGANIZATION)).body.records;
  expect(original).toMatchObject({ Id: production.orgId, IsSandbox: false });
  expect(original.InstanceName).not.toBe(answer.InstanceName);
  expect(sandbox.core.setup.organization().myDomain).toBe('acme--uat.sandbox');
});

test('it holds the records under their ids, with people marked as a copy’s', async () => {
  expect((await api('GET', `/sobjects/Case/${caseId}`)).body.Subject).toBe('Torn');
  const { body } = await api('GET', '/query?q=SELECT+Username,Email+FROM+User');
  expect(body.records).toHaveLength(5);
  for (const { Username, Email } of body.records)
    expect([Username, Email]).toEqual([
      expect.stringMatching(/@acme\.example\.uat$/),
      expect.stringMatching(/@acme\.example\.invalid$/),
    ]);
});

test('it holds the credential’s secret, and nobody’s sign-in', async () => {
  const [original, copy] = [production, sandbox].map((org) =>
    org.core.namedCredentials.get('Care_Service')?.headers(),
  );
  expect(copy).toEqual(original);
  expect(copy).not.toBeNull();
  expect((await apiFor(sandbox.url, token)('GET', '/limits')).status).toBe(401);
  expect(sandbox.core.setup.grants()).toHaveLength(1);
});

test('what is written in the copy stays there', async () => {
  const { id } = (await api('POST', '/sobjects/Case', { Subject: 'Only here' })).body;
  await api('PATCH', `/sobjects/Case/${caseId}`, { Subject: 'Changed' });
  const live = await connectApi(production);
  expect((await live('GET', `/sobjects/Case/${id}`)).status).toBe(404);
  expect((await live('GET', `/sobjects/Case/${caseId}`)).body.Subject).toBe('Torn');
});

test('an org of another number is another company’s', async () => {
  const other = await startTestOrg({ organization: { number: 7, name: 'Globex', myDomain: 'globex' } });
  expect(other.core.setup.organization()).toMatchObject({ name: 'Globex', isSandbox: false });
  expect([production.orgId, sandbox.orgId]).not.toContain(other.orgId);
  expect((await connect(other.url, ADMIN)).id).toContain(`/id/${other.orgId}/`);
  await other.stop();
});
