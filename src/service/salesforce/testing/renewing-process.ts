import { pino } from 'pino';
import type { ConnectedUser } from '../../../domain/connection.ts';
import { type Database, openDatabase } from '../../storage/database.ts';
import { SignInServer } from '../sign-in-server.ts';
import { TokenKeeper } from '../token-keeper.ts';
import { createVault } from '../vault.ts';
import { CLIENT_SECRET } from './token-server.ts';

/**
 * A process that renews a token and stops for ever at one point of it, having said `there` on its standard output:
 * to be killed there.
 */
export interface RenewingProcess {
  databaseUrl: string;
  serverUrl: string;
  vaultKey: string;
  user: ConnectedUser;
  /** `asked`: the server stops it, by not answering. */
  stopAt: 'lease taken' | 'asked' | 'answered' | 'stored';
}

const { databaseUrl, serverUrl, vaultKey, user, stopAt }: RenewingProcess = JSON.parse(
  process.env.RENEWING ?? '',
);

const stop = (): Promise<never> => {
  process.stdout.write('there\n');
  return new Promise(() => setInterval(() => {}, 1_000));
};

const db = openDatabase(databaseUrl);
let answered = false;
const stopping: Database = {
  ...db,
  forAccount: (accountId, work) =>
    answered && stopAt === 'answered' ? stop() : db.forAccount(accountId, work),
};
const signIn = new SignInServer({
  clientId: 'care',
  clientSecret: CLIENT_SECRET,
  trustedOrigins: [serverUrl],
  redirectUri: 'http://127.0.0.1:9/',
});
const keeper = new TokenKeeper({
  db: stopping,
  vault: createVault(Buffer.from(vaultKey, 'hex')),
  signIn: {
    refresh: async (loginUrl, token) => {
      if (stopAt === 'lease taken') return stop();
      const grant = await signIn.refresh(loginUrl, token);
      answered = true;
      return grant;
    },
    revoke: (loginUrl, token) => signIn.revoke(loginUrl, token),
  },
  log: pino({ level: 'silent' }),
  lookAround: async () => ({ accessAlive: null, userActive: null, grantsSince: 0 }),
});
await keeper.token(user);
await stop();
