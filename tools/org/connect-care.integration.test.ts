import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningService } from '../../src/service/main.ts';
import {
  createTestDatabase,
  type TestDatabase,
} from '../../src/service/storage/testing/create-test-database.ts';
import { connectableTo, startTestService } from '../../src/service/testing/start-test-service.ts';
import type { SimulatedOrg } from '../../src/simulator/core.ts';
import { startTestOrg } from '../../src/simulator/test-client.ts';
import { ensureAgents } from './care-command.ts';
import { connectCare } from './connect-care.ts';
import { ADMIN, AGENTS, type OrgUser } from './people.ts';
import { result, StubSf } from './testing/stub-sf.ts';

const APP = { clientId: 'care', clientSecret: 'secret' };
const sf = new StubSf();
const environment = { ...process.env };
let database: TestDatabase;
let org: SimulatedOrg;
let service: RunningService;
let frontDoor: Server;
let careUrl: string;
let users: OrgUser[];

beforeAll(async () => {
  const port = await freePort();
  careUrl = `http://127.0.0.1:${port}`;
  database = await createTestDatabase();
  org = await startTestOrg({
    careServiceUrl: careUrl,
    externalClientApp: { ...APP, callbackUrl: `${careUrl}/v1/salesforce/callback` },
  });
  const vaultKey = randomBytes(32);
  service = await startTestService(database, {
    http: { host: '127.0.0.1', port },
    publicUrl: careUrl,
    vaultKey,
    salesforce: connectableTo(org, APP),
  });
  // Where `care` finds the database, as somebody's shell would say it.
  Object.assign(process.env, {
    PATH: sf.path,
    DATABASE_URL: database.serviceUrl,
    CARE_ADMIN_DATABASE_URL: database.adminUrl,
    CARE_VAULT_KEY: vaultKey.toString('hex'),
    CARE_PUBLIC_URL: careUrl,
  });
  frontDoor = createServer(async (_request, response) => {
    const { headers } = await fetch(`${org.url}/login`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ username: ADMIN.email, pw: 'simulated-1', startURL: '/' }),
    });
    // A cookie counts for every port of its host.
    response.writeHead(302, {
      'set-cookie': headers.getSetCookie(),
      location: `${org.url}/services/data`,
    });
    response.end();
  });
  await new Promise<void>((done) => frontDoor.listen(0, 'localhost', done));
  const url = `http://localhost:${(frontDoor.address() as AddressInfo).port}/`;
  sf.on(`org open --target-org ${ADMIN.email}`, result({ url, username: ADMIN.email }));
  users = [ADMIN, ...AGENTS].map((person) => ({
    ...person,
    username: person.email,
    userId: org.core.users.byUsername(person.email)!.id,
  }));
  ensureAgents(users);
});
afterAll(async () => {
  process.env = environment;
  frontDoor.close();
  sf.remove();
  await service.stop();
  await org.stop();
  await database.drop();
});

const target = (clientId = APP.clientId) => ({
  org: { alias: 'care', orgId: org.orgId, instanceUrl: org.url, username: ADMIN.email },
  careUrl,
  clientId,
});
async function identityLinks(): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  const { rows } = await client.query<{ email: string; salesforce_user_id: string }>(
    'select email, salesforce_user_id from identity_link l join agent a on a.id = l.agent_id',
  );
  await client.end();
  return Object.fromEntries(rows.map((row) => [row.email, row.salesforce_user_id]));
}

it('refuses a Care that runs with the key of another app', async () => {
  await expect(connectCare(target('of-another-org'), users)).rejects.toThrow(/another app's key/);
});

it('connects the org as its admin, gives it the key of its pages, and links its users', {
  timeout: 240_000,
}, async () => {
  // A second time, as in a second run of the script.
  ensureAgents(users);
  const connectionId = await connectCare(target(), users);
  expect(org.core.namedCredentials.get('Care_Service')?.headers()?.Authorization).toMatch(/^Bearer \S{20,}$/);

  expect(await connectCare(target(), users)).toBe(connectionId);
  expect(await identityLinks()).toEqual(
    Object.fromEntries(users.map(({ email, userId }) => [email, userId])),
  );
});

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
