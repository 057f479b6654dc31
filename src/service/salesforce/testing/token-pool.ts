import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import type { ConnectedUser } from '../../../domain/connection.ts';
import { newId } from '../../ids.ts';
import { saveGrant } from '../../storage/connected-user.ts';
import { addConnection } from '../../storage/connection.ts';
import type { Database } from '../../storage/database.ts';
import { idOfBuiltIn } from '../../storage/role-rights.ts';
import { TokenKeeper } from '../token-keeper.ts';
import { hearTokens } from '../token-relay.ts';
import { createVault, type Vault } from '../vault.ts';
import type { RotatingOrg } from './rotating-org.ts';

/** Connected users of one account and org, whose grants are a `RotatingOrg`'s. */
export interface TokenPool {
  accountId: string;
  connectionId: string;
  users: ConnectedUser[];
  /** What their tokens are sealed by. */
  vault: Vault;
  /** A process of the service, as far as tokens go. It hears what others renew. */
  replica(): Promise<TokenKeeper>;
  close(): Promise<void>;
}

export async function openTokenPool(
  db: Database,
  databaseUrl: string,
  org: RotatingOrg,
  size: number,
): Promise<TokenPool> {
  const vault = createVault(randomBytes(32));
  const [accountId, agentId] = [newId('acct'), newId('agent')];
  const { connectionId, users } = await db.forAccount(accountId, async (tx) => {
    await tx.insertInto('account').values({ account_id: accountId, name: accountId }).execute();
    const loginUrl = 'https://acme.my.salesforce.com';
    const { id: connectionId } = await addConnection(tx, {
      id: newId('conn'),
      accountId,
      environment: 'production',
      orgId: org.orgId,
      orgName: 'Acme',
      instanceUrl: loginUrl,
      loginUrl,
      orgKey: newId('conn'),
    });
    await tx
      .insertInto('agent')
      .values({
        id: agentId,
        account_id: accountId,
        email: 'ann@acme.example',
        name: 'Ann',
        role_id: idOfBuiltIn('admin'),
      })
      .execute();
    const users: ConnectedUser[] = [];
    for (let at = 0; at < size; at += 1) {
      const salesforceUserId = `005${String(at).padStart(12, '0')}AAA`;
      const owner = { accountId, connectionId, salesforceUserId };
      const sealedToken = vault.seal(org.grant(salesforceUserId), { kind: 'refresh_token', ...owner });
      const names = { username: `user${at}@acme.example`, displayName: `User ${at}` };
      users.push((await saveGrant(tx, { ...owner, ...names, id: newId('user'), agentId, sealedToken })).user);
    }
    return { connectionId, users };
  });
  const ears: { stop(): Promise<void> }[] = [];
  const lookAround = async () => ({ accessAlive: null, userActive: null, grantsSince: 0 });
  const log = pino({ level: 'silent' });
  const timing = { pollMs: 5, noticeMs: 5_000, patienceMs: 30_000 };
  return {
    accountId,
    connectionId,
    users,
    vault,
    async replica() {
      const keeper = new TokenKeeper({ db, vault, signIn: org, log, lookAround, timing });
      await new Promise<void>((resolve) => {
        ears.push(hearTokens(databaseUrl, vault, (token) => keeper.heard(token), resolve));
      });
      return keeper;
    },
    async close() {
      await Promise.all(ears.map((each) => each.stop()));
    },
  };
}
