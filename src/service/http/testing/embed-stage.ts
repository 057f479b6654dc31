import { randomBytes } from 'node:crypto';
import type { OrgUser, SimulatedOrg } from '../../../simulator/core.ts';
import { ADMIN, AGENT, startTestOrg, TEST_APP } from '../../../simulator/test-client.ts';
import { createTicket } from '../../care/sign-in.ts';
import type { RunningService } from '../../main.ts';
import { walkSignIn } from '../../salesforce/testing/walk-sign-in.ts';
import { enableIntegration, operatorNamed } from '../../storage/integration-request.ts';
import { createTestDatabase } from '../../storage/testing/create-test-database.ts';
import { customerWrites } from '../../sync/testing/sync-stage.ts';
import { type SeededAccount, seedAccount } from '../../testing/seed-account.ts';
import { connectableTo, startTestService } from '../../testing/start-test-service.ts';

export interface Reply {
  status: number;
  body: Record<string, unknown>;
  /** `name=value` of the cookie that came with it. */
  setCookie: string | undefined;
}

/** A running service connected to a simulated org, where Jonas Lind is a linked user and Ines Okafor the admin. */
export interface EmbedStage {
  org: SimulatedOrg;
  service: RunningService;
  account: SeededAccount;
  connectionId: string;
  admin: OrgUser;
  jonas: OrgUser;
  base: string;
  /** What the org's Apex calls us with. */
  credential: string;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  asAgent(
    who: 'ines' | 'jonas',
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Reply>;
  /** Somebody connects themselves to the org. */
  connect(who: 'ines' | 'jonas', username: string): Promise<void>;
  asOrg(path: string, body: Record<string, unknown>, user?: OrgUser): Promise<Reply>;
  /** Mints a code for Jonas and redeems it. */
  grantFor(recordId: string | null): Promise<{ token: string; scope: string; caseId: string | null }>;
  withToken(token: string, method: string, path: string, body?: unknown): Promise<Reply>;
  customerWrites(customer: string, ...texts: string[]): Promise<string>;
  /** A Salesforce case of Jonas. @returns its id. */
  salesforceCase(fields?: Record<string, string>): Promise<string>;
  /** Moves the service's clock against the real one. */
  setClock(aheadMs: number): void;
  stop(): Promise<void>;
}

export async function openEmbedStage(config: { webRoot?: string } = {}): Promise<EmbedStage> {
  const database = await createTestDatabase();
  const publicUrl = 'http://127.0.0.1:9';
  const callbackUrl = `${publicUrl}/v1/salesforce/callback`;
  const app = { clientId: TEST_APP.clientId, clientSecret: TEST_APP.clientSecret };
  const org = await startTestOrg({ externalClientApp: { ...app, callbackUrl } });
  let ahead = 0;
  const service = await startTestService(
    database,
    { publicUrl, roles: { http: true, worker: true }, salesforce: connectableTo(org, app), ...config },
    { now: () => new Date(Date.now() + ahead) },
  );
  const base = `http://127.0.0.1:${service.address.port}`;
  const { db } = service.parts.services;
  const account = await seedAccount(db, service.parts.vault);
  const [admin, jonas] = [org.core.users.byUsername(ADMIN), org.core.users.byUsername(AGENT)];
  if (!admin || !jonas) throw new Error('The org has no such users.');

  const send: EmbedStage['send'] = async (method, path, body, headers = {}) => {
    const response = await fetch(base + path, {
      method,
      redirect: 'manual',
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      body: JSON.parse((await response.text()) || '{}'),
      setCookie: response.headers.get('set-cookie')?.split(';')[0],
    };
  };
  const cookieOf = async (who: 'ines' | 'jonas') => {
    const ticket = await createTicket(service.parts.signIn, account.accountId, account.agents[who]);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${base}/v1/session`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ ticket }),
    });
    return response.headers.get('set-cookie')!.split(';')[0]!;
  };
  const cookies = { ines: await cookieOf('ines'), jonas: await cookieOf('jonas') };
  const asAgent: EmbedStage['asAgent'] = (who, method, path, body, headers) =>
    send(method, path, body, { ...headers, cookie: cookies[who] });
  const signIn = async (who: 'ines' | 'jonas', username: string, connection: string | null) => {
    const request = { environment: 'production', connectionId: connection };
    const begin = await asAgent(who, 'POST', '/v1/salesforce/connections', request);
    const { attemptId, authorizeUrl } = begin.body as { attemptId: string; authorizeUrl: string };
    const query = await walkSignIn(authorizeUrl, username);
    await send('GET', `/v1/salesforce/callback?${query}`, undefined, { cookie: begin.setCookie! });
    await asAgent(who, 'POST', `/v1/salesforce/attempts/${attemptId}/confirmation`);
  };

  await db.forAccount(account.accountId, (tx) =>
    enableIntegration(tx, account.accountId, operatorNamed('Operator')),
  );
  await signIn('ines', ADMIN, null);
  const { connections } = (await asAgent('ines', 'GET', '/v1/salesforce/connections')).body as {
    connections: { id: string }[];
  };
  const connectionId = connections[0]!.id;
  const connection = `/v1/salesforce/connections/${connectionId}`;
  await asAgent('ines', 'PUT', `${connection}/status-sync`, { mode: 'bidirectional' });
  await asAgent('ines', 'PUT', `${connection}/identity-links/${jonas.id}`, {
    agentId: account.agents.jonas,
  });
  const credential =
    org.core.namedCredentials.get('Care_Service')?.headers()?.Authorization?.replace('Bearer ', '') ?? '';

  const asOrg: EmbedStage['asOrg'] = (path, body, user = jonas) =>
    send(
      'POST',
      path,
      { orgId: org.orgId, userId: user.id, ...body },
      { authorization: `Bearer ${credential}` },
    );
  return {
    org,
    service,
    account,
    connectionId,
    admin,
    jonas,
    base,
    credential,
    send,
    asAgent,
    connect: (who, username) => signIn(who, username, connectionId),
    asOrg,
    async grantFor(recordId) {
      const nonce = randomBytes(16).toString('base64url');
      const { body } = await asOrg('/v1/embed/codes', { recordId, nonce, hosts: [org.url] });
      const redeemed = await send('POST', '/v1/embed/redeem', { code: body.code, nonce });
      return redeemed.body as Awaited<ReturnType<EmbedStage['grantFor']>>;
    },
    withToken: (token, method, path, body) => send(method, path, body, { authorization: `Bearer ${token}` }),
    customerWrites: (customer, ...texts) => customerWrites(db, account, customer, ...texts),
    salesforceCase: async (fields = {}) =>
      (await org.core.records.create(admin, 'Case', { Subject: 'A parcel', OwnerId: jonas.id, ...fields }))
        .id,
    setClock(aheadMs) {
      ahead = aheadMs;
    },
    async stop() {
      await service.stop();
      await org.stop();
      await database.drop();
    },
  };
}
