import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInstallation } from '../src/service/installation.ts';
import { RotatingOrg } from '../src/service/salesforce/testing/rotating-org.ts';
import { openTokenPool } from '../src/service/salesforce/testing/token-pool.ts';
import type { HeldToken, TokenResult } from '../src/service/salesforce/token-keeper.ts';
import { openDatabase } from '../src/service/storage/database.ts';
import { load } from './machine.ts';
import { round, spread } from './statistics.ts';

const REPLICAS = 10;
const CALLERS = 100;

/**
 * One user's access that expires again and again, seen by ten replicas with a hundred callers each who all come
 * back refused at once. The org rotates refresh tokens and ends the sign-in when a spent one comes back. Replicas share
 * this process and its database connections; each has its own lease, memory and ear.
 *
 * @param expiries the bar: as many renewals, and one for the first access.
 */
export async function measureTokens(expiries: number) {
  const dataDir = mkdtempSync(join(tmpdir(), 'care-bench-tokens-'));
  chmodSync(dataDir, 0o711);
  const installation = await openInstallation({ env: { CARE_DATA_DIR: dataDir }, as: 'product' });
  const db = openDatabase(installation.databaseUrl, { max: 20 });
  const org = new RotatingOrg('00D000000000001AAA', Date.now);
  const pool = await openTokenPool(db, installation.databaseUrl, org, 1);
  try {
    const [user] = pool.users;
    if (!user) throw new Error('The pool has no user.');
    const replicas = await Promise.all(Array.from({ length: REPLICAS }, () => pool.replica()));
    const everybody = replicas.flatMap((keeper) => Array.from({ length: CALLERS }, () => keeper));
    const loadBefore = load();
    let refused: HeldToken | null = null;
    let disagreed = 0;
    const took: number[] = [];
    for (let expiry = 0; expiry <= expiries; expiry += 1) {
      const start = performance.now();
      const shown: HeldToken | null = refused;
      const results: TokenResult[] = await Promise.all(everybody.map((keeper) => keeper.token(user, shown)));
      if (shown) took.push(performance.now() - start);
      const got = new Set(
        results.map((result) => (result.kind === 'token' ? result.token.accessToken : result.detail)),
      );
      if (got.size > 1) disagreed += 1;
      const [first] = results;
      if (first?.kind !== 'token') throw new Error(`No access after ${expiry} expiries: ${first?.detail}`);
      const { token } = first;
      refused = token;
      // It worked before it expired: a 401 is no fruitless renewal.
      for (const keeper of replicas) keeper.accepted(user, token);
    }
    return {
      load: loadBefore,
      replicas: REPLICAS,
      callersEach: CALLERS,
      expiries,
      // The first access of all is a renewal, too.
      renewals: org.renewals - 1,
      familyRevocations: org.ended.replayed,
      disagreed,
      milliseconds: spread(took),
      seconds: round(took.reduce((sum, each) => sum + each, 0) / 1_000),
      bar: { renewals: expiries, familyRevocations: 0 },
    };
  } finally {
    await pool.close();
    await db.close();
    await installation.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
