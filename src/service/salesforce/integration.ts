import type { Logger } from 'pino';
import type { ConnectedUser } from '../../domain/connection.ts';
import { DEFAULT_MESSAGE_MAPPING, type MessageMapping } from '../../domain/default-message-mapping.ts';
import type { AskedConnection } from '../care/embed-link.ts';
import type { ServiceConfig } from '../config.ts';
import type { Database } from '../storage/database.ts';
import { Daemon } from '../sync/daemon.ts';
import { createAttemptDesk } from './attempt-desk.ts';
import { createChecksDesk } from './checks-desk.ts';
import { DescribeCache } from './describe-cache.ts';
import { endAccess } from './end-access.ts';
import { lookAroundWith } from './look-around.ts';
import { isOrgPageOrigin } from './org-hosts.ts';
import { peopleOfRecord } from './people-of-record.ts';
import { readableRecords } from './readable-records.ts';
import { canReadRecord } from './record-access.ts';
import { rehearseTokenLoss } from './rehearse.ts';
import { SalesforceCalls } from './salesforce-port.ts';
import { setUpOrg } from './set-up-org.ts';
import { SignInServer } from './sign-in-server.ts';
import { TokenKeeper } from './token-keeper.ts';
import { hearTokens } from './token-relay.ts';
import type { Vault } from './vault.ts';
import { checkEmbeddedUsers } from './watch-embedded-users.ts';
import { watchSchemas } from './watch-schemas.ts';
import { watchTokens } from './watch-tokens.ts';

export interface IntegrationDeps {
  db: Database;
  vault: Vault;
  config: Pick<ServiceConfig, 'publicUrl' | 'databaseUrl' | 'salesforce' | 'notices'>;
  now: () => Date;
  log: Logger;
  /** Where messages go in the org. */
  mapping?: MessageMapping;
}

/** Where Salesforce sends the browser back, below the service's public address. */
export const CALLBACK_PATH = '/v1/salesforce/callback';

export type SalesforceIntegration = ReturnType<typeof createSalesforceIntegration>;

/**
 * Salesforce for one process: the port all calls go through, and what connecting an org takes. Listens for
 * tokens that other replicas renew until `stop`.
 */
export function createSalesforceIntegration(deps: IntegrationDeps) {
  const { db, vault, config, now, log, mapping = DEFAULT_MESSAGE_MAPPING } = deps;
  // Without an app of its own nobody can connect, and everything else answers "not connected".
  const app = config.salesforce;
  const trustedOrigins = app?.trustedOrigins ?? [];
  const signIn = new SignInServer({
    clientId: app?.clientId ?? '',
    clientSecret: app?.clientSecret ?? '',
    trustedOrigins,
    redirectUri: `${config.publicUrl}${CALLBACK_PATH}`,
  });
  const lookAround = lookAroundWith({ db, signIn, others: () => ({ tokens, calls }) });
  const tokens: TokenKeeper = new TokenKeeper({ db, vault, signIn, log, lookAround });
  const calls: SalesforceCalls = new SalesforceCalls({ db, tokens, trustedOrigins, now, log });
  const ending = { db, vault, signIn, tokens, log };
  const ears = hearTokens(config.databaseUrl, vault, (token) => tokens.heard(token));
  const loginUrls = app?.loginUrls ?? {
    production: 'https://login.salesforce.com',
    sandbox: 'https://test.salesforce.com',
  };
  const describes = new DescribeCache(calls, now);
  const { publicUrl } = config;
  const checks = createChecksDesk({ db, calls, describes, mapping, publicUrl, now, log });
  const attempts = createAttemptDesk(
    { db, vault, signIn, tokens, trustedOrigins, loginUrls, now, log },
    async ({ connection, user }) => {
      describes.forget(connection.id);
      const findings = await setUpOrg({ db, calls, mapping }, connection, user);
      if (user.isDefault) await checks.checkNew(user);
      return findings;
    },
  );
  return {
    /** For the sync engine. */
    port: calls,
    describes,
    /** False: this installation has no client id and secret. */
    configured: app !== null,

    /** Connecting orgs and people. */
    attempts,

    /** The setup doctor. */
    checks,

    /** For the embed: whether a Salesforce user may read a record. */
    canReadRecord: (connection: AskedConnection, userId: string, recordId: string) =>
      canReadRecord(calls, connection, userId, recordId),

    /** For the actions: which records a Salesforce user may read. */
    readableRecords: (connection: AskedConnection, userId: string, recordIds: readonly string[]) =>
      readableRecords(calls, connection, userId, recordIds),

    /** For the embed: who a record is about. */
    peopleOfRecord: (connection: AskedConnection, recordId: string) =>
      peopleOfRecord(calls, connection, recordId),

    /** For the embed: whether an org may name this as one of its own hosts. */
    isOrgHost: (origin: string): boolean => isOrgPageOrigin(origin, { trustedOrigins }),

    /** For one of the roles: ends the widget of whoever is deactivated in Salesforce. */
    watchEmbeddedUsers() {
      const ending = new AbortController();
      const watch = new Daemon({
        name: 'embedded users',
        everyMs: 5_000,
        signal: ending.signal,
        tick: async () => {
          await checkEmbeddedUsers(db, calls);
          return false;
        },
        onError: (error) => log.error({ err: error }, 'looking at embedded users stumbled'),
      });
      return {
        async stop(): Promise<void> {
          ending.abort();
          await watch.done;
        },
      };
    },

    /** What would happen if the default token died now; null: no such connection. */
    rehearseTokenLoss: (accountId: string, connectionId: string) =>
      rehearseTokenLoss(db, calls, accountId, connectionId),

    /** Ends the access of users, here and at Salesforce. */
    endAccess: (users: readonly ConnectedUser[]) => endAccess(ending, users),

    /** For the worker role: what orgs change under their mappings. */
    watchSchemas: () => watchSchemas({ db, describes, log }),

    /** For the worker role. */
    watchTokens: () =>
      watchTokens({
        ...ending,
        notices: config.notices ? { publicUrl: config.publicUrl, settings: config.notices } : null,
      }),

    async stop(): Promise<void> {
      await Promise.all([ears.stop(), calls.written()]);
    },
  };
}
