import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';
import type { ConnectedUser } from '../../../domain/connection.ts';
import { newId } from '../../ids.ts';
import { listConnectedUsers, saveGrant } from '../../storage/connected-user.ts';
import { addConnection, findConnection } from '../../storage/connection.ts';
import { type Database, openDatabase } from '../../storage/database.ts';
import { idOfBuiltIn } from '../../storage/role-rights.ts';
import { createTestDatabase } from '../../storage/testing/create-test-database.ts';
import { lookAroundWith } from '../look-around.ts';
import { SalesforceCalls } from '../salesforce-port.ts';
import { SignInServer } from '../sign-in-server.ts';
import { TokenKeeper } from '../token-keeper.ts';
import { hearTokens } from '../token-relay.ts';
import { createVault, type Vault } from '../vault.ts';
import { CLIENT_SECRET, ORG_ID, startTokenServer, type TokenServer, USER_ID } from './token-server.ts';

/** One process of the service, as far as tokens go. */
export interface Replica {
  db: Database;
  keeper: TokenKeeper;
  calls: SalesforceCalls;
}

export interface TokenStage {
  server: TokenServer;
  db: Database;
  accountId: string;
  connectionId: string;
  /** The user whose token is at the server, with a fresh grant; the default of the connection. */
  user: ConnectedUser;
  signIn: SignInServer;
  vaultKey: Buffer;
  /** As the role the service runs as, and as the superuser. */
  databaseUrl: string;
  adminUrl: string;
  logged(): string;
  /** A further process. `db`: what it believes to be the database. */
  replica(options?: { db?: Database; vault?: Vault }): Promise<Replica>;
  /** The user as stored now. */
  stored(): Promise<ConnectedUser>;
  /** A further connected user of the org, whose token the server does not know. */
  addUser(salesforceUserId: string): Promise<ConnectedUser>;
  connectionState(): Promise<{ state: string; stateReason: string | null }>;
  /** As if a minute and more had passed since the last renewal was begun. */
  letPausesPass(): Promise<void>;
  close(): Promise<void>;
}

export async function openTokenStage(): Promise<TokenStage> {
  const [database, server] = await Promise.all([createTestDatabase(), startTokenServer()]);
  const lines: string[] = [];
  const log: Logger = pino(
    { level: 'trace' },
    new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    }),
  );
  const db = openDatabase(database.serviceUrl, { max: 20 });
  const vaultKey = randomBytes(32);
  const vault = createVault(vaultKey);
  const rules = { trustedOrigins: [server.url] };
  const signIn = new SignInServer({
    clientId: 'care',
    clientSecret: CLIENT_SECRET,
    redirectUri: 'http://127.0.0.1:9/',
    ...rules,
  });
  const accountId = newId('acct');
  const { connectionId, user } = await db.forAccount(accountId, async (tx) => {
    await tx.insertInto('account').values({ account_id: accountId, name: 'Acme' }).execute();
    const agentId = newId('agent');
    await tx
      .insertInto('agent')
      .values({
        id: agentId,
        account_id: accountId,
        email: 'a@acme.example',
        name: 'Ann',
        role_id: idOfBuiltIn('admin'),
      })
      .execute();
    const connection = await addConnection(tx, {
      id: newId('conn'),
      accountId,
      environment: 'production',
      orgId: ORG_ID,
      orgName: 'Acme',
      instanceUrl: server.url,
      loginUrl: server.url,
      orgKey: newId('conn'),
    });
    const owner = { accountId, connectionId: connection.id, salesforceUserId: USER_ID };
    const grant = await saveGrant(tx, {
      ...owner,
      id: newId('user'),
      agentId,
      username: 'ann@acme.example',
      displayName: 'Ann',
      sealedToken: vault.seal(server.current!, { kind: 'refresh_token', ...owner }),
    });
    // Not of this moment: nobody has to wait for news of it.
    await tx
      .updateTable('connected_user')
      .set({ refreshed_at: new Date(Date.now() - 3_600_000) })
      .execute();
    return { connectionId: connection.id, user: grant.user };
  });
  const ears: { stop(): Promise<void> }[] = [];
  return {
    server,
    db,
    accountId,
    connectionId,
    user,
    signIn,
    vaultKey,
    databaseUrl: database.serviceUrl,
    adminUrl: database.adminUrl,
    logged: () => lines.join(''),
    async replica(options = {}) {
      const own = options.db ?? db;
      const its = options.vault ?? vault;
      const timing = { pollMs: 5, noticeMs: 2_000, patienceMs: 10_000 };
      const lookAround = lookAroundWith({ db: own, signIn, others: () => ({ tokens: keeper, calls }) });
      const keeper: TokenKeeper = new TokenKeeper({ db: own, vault: its, signIn, log, lookAround, timing });
      const now = () => new Date();
      const calls: SalesforceCalls = new SalesforceCalls({ db: own, tokens: keeper, ...rules, now, log });
      await new Promise<void>((resolve) => {
        ears.push(hearTokens(database.serviceUrl, its, (token) => keeper.heard(token), resolve));
      });
      return { db: own, keeper, calls };
    },
    addUser: (salesforceUserId) =>
      db.forAccount(accountId, async (tx) => {
        const owner = { accountId, connectionId, salesforceUserId };
        const sealedToken = vault.seal('canary-unknown', { kind: 'refresh_token', ...owner });
        const names = { username: `${salesforceUserId}@acme.example`, displayName: salesforceUserId };
        const { agentId } = user;
        return (
          await saveGrant(tx, { ...owner, ...names, id: newId('user'), agentId: agentId!, sealedToken })
        ).user;
      }),
    stored: () => db.forAccount(accountId, async (tx) => (await listConnectedUsers(tx))[0]!),
    connectionState: () => db.forAccount(accountId, async (tx) => (await findConnection(tx, connectionId))!),
    letPausesPass: () =>
      db.forAccount(accountId, async (tx) => {
        await tx
          .updateTable('connected_user')
          .set({ refresh_not_before: null, refresh_lease_until: null })
          .execute();
      }),
    async close() {
      await Promise.all(ears.map((each) => each.stop()));
      await server.close();
      await db.close();
      await database.drop();
    },
  };
}
