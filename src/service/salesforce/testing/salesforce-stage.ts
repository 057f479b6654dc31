import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import type { AgentActor } from '../../../domain/agent.ts';
import type { Connection, SetupFinding } from '../../../domain/connection.ts';
import type { MessageMapping } from '../../../domain/default-message-mapping.ts';
import { MODULES } from '../../../domain/module.ts';
import { type BuiltInRole, rightsOfRole } from '../../../domain/role.ts';
import type { SimulatedOrg } from '../../../simulator/core.ts';
import { startSimulatedOrg } from '../../../simulator/server.ts';
import { hashSecret } from '../../care/sign-in.ts';
import { newId, newSecret } from '../../ids.ts';
import { findConnection } from '../../storage/connection.ts';
import { type Database, openDatabase } from '../../storage/database.ts';
import { enableIntegration, operatorNamed } from '../../storage/integration-request.ts';
import { idOfBuiltIn } from '../../storage/role-rights.ts';
import { createTestDatabase } from '../../storage/testing/create-test-database.ts';
import { createSalesforceIntegration, type SalesforceIntegration } from '../integration.ts';
import { createSalesforceDesk, type SalesforceDesk } from '../salesforce-desk.ts';
import { createVault, type Vault } from '../vault.ts';
import { walkSignIn } from './walk-sign-in.ts';

export const APP = { clientId: 'care-client', clientSecret: 'care-secret' };
export const PUBLIC_URL = 'http://127.0.0.1:4400';
export const ADMIN = 'ines.okafor@acme.example';
export const JONAS = 'jonas.lind@acme.example';
export const PRIYA = 'priya.raman@acme.example';

export interface Person {
  actor: AgentActor;
  sessionHash: Buffer;
}

/** An org, a database and one or more replicas of the integration, with an account and its people. */
export interface SalesforceStage {
  org: SimulatedOrg;
  /** A sandbox copied from the org, where it was asked for. */
  sandbox: SimulatedOrg | null;
  db: Database;
  adminUrl: string;
  vault: Vault;
  replicas: { integration: SalesforceIntegration; desk: SalesforceDesk }[];
  accountId: string;
  supervisor: Person;
  agent: Person;
  /** Everything logged so far, as text. */
  logged(): string;
  connect(
    person: Person,
    username: string,
    connectionId?: string | null,
  ): Promise<{ connection: Connection; findings: SetupFinding[] }>;
  addCase(text?: string): Promise<string>;
  stop(): Promise<void>;
}

export interface StageOptions {
  replicas?: number;
  /** Stands before the org: tests put a proxy of theirs here. */
  orgUrl?: (url: string) => string;
  mapping?: MessageMapping;
  sandbox?: true;
}

export async function openSalesforceStage(options: StageOptions = {}): Promise<SalesforceStage> {
  const database = await createTestDatabase();
  const orgOptions = {
    port: 0,
    dataDir: null,
    forceAppDir: fileURLToPath(new URL('../../../../force-app/main/default', import.meta.url)),
    careServiceUrl: PUBLIC_URL,
    externalClientApp: { ...APP, callbackUrl: `${PUBLIC_URL}/v1/salesforce/callback` },
  };
  const org = await startSimulatedOrg(orgOptions);
  const sandbox = options.sandbox
    ? await startSimulatedOrg({ ...orgOptions, copy: { of: org.core, name: 'uat' } })
    : null;
  const lines: string[] = [];
  const log = pino(
    { level: 'trace' },
    new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    }),
  );
  const db = openDatabase(database.serviceUrl, { max: 20 });
  const vault = createVault(randomBytes(32));
  const loginUrl = options.orgUrl?.(org.url) ?? org.url;
  const config = {
    publicUrl: PUBLIC_URL,
    databaseUrl: database.serviceUrl,
    salesforce: {
      ...APP,
      loginUrls: { production: loginUrl, sandbox: loginUrl },
      pubSubEndpoint: org.pubSubAddress,
      pubSubInsecure: true,
      trustedOrigins: [org.url, loginUrl, ...(sandbox ? [sandbox.url] : [])],
    },
  };
  const now = () => new Date();
  const replicas = Array.from({ length: options.replicas ?? 1 }, () => {
    const integration = createSalesforceIntegration({
      db,
      vault,
      config,
      now,
      log,
      ...(options.mapping && { mapping: options.mapping }),
    });
    const caseUrl = (caseId: string) => `${config.publicUrl}/desk/cases/${caseId}`;
    return { integration, desk: createSalesforceDesk({ db, integration, now, caseUrl }) };
  });
  const accountId = newId('acct');
  await db.forAccount(accountId, (tx) =>
    tx.insertInto('account').values({ account_id: accountId, name: 'Acme', settings: '{}' }).execute(),
  );
  await db.forAccount(accountId, (tx) => enableIntegration(tx, accountId, operatorNamed('Operator')));
  const stage: SalesforceStage = {
    org,
    sandbox,
    db,
    adminUrl: database.adminUrl,
    vault,
    replicas,
    accountId,
    supervisor: await addPerson(db, accountId, 'supervisor', 'admin'),
    agent: await addPerson(db, accountId, 'agent', 'agent'),
    logged: () => lines.join(''),
    async connect(person, username, connectionId = null) {
      const { attempts } = replicas[0]!.integration;
      const request = { environment: 'production' as const, loginUrl: null, connectionId };
      const start = await attempts.start(person.actor, person.sessionHash, request);
      await attempts.comeBack(await walkSignIn(start.authorizeUrl, username), () => start.browserSecret);
      const id = await attempts.confirm(person.actor, person.sessionHash, start.attemptId);
      const connection = (await db.forAccount(accountId, (tx) => findConnection(tx, id)))!;
      return { connection, findings: connection.setup };
    },
    addCase: (text) => addCase(db, accountId, text),
    async stop() {
      await Promise.all(replicas.map(({ integration }) => integration.stop()));
      await sandbox?.stop();
      await org.stop();
      await db.close();
      await database.drop();
    },
  };
  return stage;
}

async function addPerson(db: Database, accountId: string, name: string, role: BuiltInRole): Promise<Person> {
  const agentId = newId('agent');
  const sessionHash = hashSecret(newSecret());
  await db.forAccount(accountId, async (tx) => {
    await tx
      .insertInto('agent')
      .values({
        id: agentId,
        account_id: accountId,
        email: `${name}@acme.example`,
        name,
        role_id: idOfBuiltIn(role),
      })
      .execute();
    await tx
      .insertInto('session')
      .values({
        token_hash: sessionHash,
        account_id: accountId,
        agent_id: agentId,
        expires_at: new Date(Date.now() + 3_600_000),
      })
      .execute();
  });
  const rights = rightsOfRole({ builtIn: role, permissions: [], contactsAndCases: 'none' });
  return {
    actor: {
      kind: 'agent',
      accountId,
      agentId,
      via: 'session',
      roleName: role,
      modules: new Set(MODULES),
      ...rights,
    },
    sessionHash,
  };
}

let numbers = 0;

async function addCase(db: Database, accountId: string, text = 'Where is my order?'): Promise<string> {
  numbers += 1;
  const [profileId, customerId, caseId] = [newId('prof'), newId('cust'), newId('case')];
  const at = new Date();
  await db.forAccount(accountId, async (tx) => {
    await tx
      .insertInto('profile')
      .values({
        id: profileId,
        account_id: accountId,
        platform: 'x',
        handle: `@acme${numbers}`,
        name: 'Acme Help',
        signing_secret: Buffer.alloc(1),
        outgoing_url: null,
      })
      .execute();
    await tx
      .insertInto('customer')
      .values({
        id: customerId,
        account_id: accountId,
        platform: 'x',
        external_id: `c${numbers}`,
        handle: '@mara',
        name: 'Mara Lindqvist',
        email: 'mara@example.com',
        phone: null,
      })
      .execute();
    await tx
      .insertInto('care_case')
      .values({
        id: caseId,
        account_id: accountId,
        number: numbers,
        profile_id: profileId,
        customer_id: customerId,
        status: 'open',
        assignee_id: null,
        created_at: at,
        last_message_at: at,
        last_customer_message_at: at,
        message_count: 1,
        last_seq: 1,
      })
      .execute();
    await tx
      .insertInto('message')
      .values({
        id: newId('msg'),
        account_id: accountId,
        profile_id: profileId,
        case_id: caseId,
        seq: 1,
        platform_id: `m${numbers}`,
        direction: 'incoming',
        kind: 'direct_message',
        author_name: 'Mara Lindqvist',
        author_handle: '@mara',
        agent_id: null,
        text,
        in_reply_to: null,
        permalink: null,
        sent_at: at,
        delivery: null,
        delivery_reason: null,
      })
      .execute();
  });
  return caseId;
}
