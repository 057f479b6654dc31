import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rightsOfRole } from '../../domain/role.ts';
import { type Database, openDatabase } from '../storage/database.ts';
import { createTestDatabase, type TestDatabase } from '../storage/testing/create-test-database.ts';
import { seedAccount } from '../testing/seed-account.ts';
import { createIntegrationDesk } from './integration-desk.ts';
import { createVault } from './vault.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(database.serviceUrl, { max: 2 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

it('enables at once what is requested where the installation says so, and writes both down', async () => {
  const { accountId, agents } = await seedAccount(db, createVault(randomBytes(32)));
  const rights = rightsOfRole({ builtIn: 'admin', permissions: [], contactsAndCases: 'none' });
  const who = {
    kind: 'agent',
    accountId,
    agentId: agents.ines,
    via: 'session',
    roleName: 'Admin',
    modules: new Set(['care'] as const),
  } as const;
  const desk = createIntegrationDesk(db, {
    publicUrl: 'https://care.example',
    salesforce: null,
    enableIntegrations: true,
  });

  expect(await desk.request({ ...who, ...rights })).toMatchObject({
    salesforce: {
      state: 'enabled',
      requestedBy: { name: 'Ines Okafor' },
      enabledBy: 'Care',
      setup: { packageId: null, clientId: null, callbackUrl: 'https://care.example/v1/salesforce/callback' },
    },
  });
  await desk.request({ ...who, ...rights });
  const kinds = await db.forAccount(accountId, (tx) =>
    tx.selectFrom('audit_entry').select('kind').orderBy('id').execute(),
  );
  expect(kinds.map(({ kind }) => kind)).toEqual(['integration.requested', 'integration.enabled']);
});
