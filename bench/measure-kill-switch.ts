import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { openInstallation } from '../src/service/installation.ts';
import { endAccess } from '../src/service/salesforce/end-access.ts';
import { RotatingOrg } from '../src/service/salesforce/testing/rotating-org.ts';
import { openTokenPool } from '../src/service/salesforce/testing/token-pool.ts';
import { openDatabase } from '../src/service/storage/database.ts';
import { load } from './machine.ts';
import { round } from './statistics.ts';

/** The platform's usual time for a call. */
const CALL_MS = 150;

/** All connected users of an account at once: gone from the database, and ended at an org that takes its time. */
export async function measureKillSwitch(tokens: number) {
  const dataDir = mkdtempSync(join(tmpdir(), 'care-bench-kill-switch-'));
  chmodSync(dataDir, 0o711);
  const installation = await openInstallation({ env: { CARE_DATA_DIR: dataDir }, as: 'product' });
  const db = openDatabase(installation.databaseUrl, { max: 20 });
  const org = new RotatingOrg('00D000000000001AAA', Date.now);
  const pool = await openTokenPool(db, installation.databaseUrl, org, tokens);
  let told = 0;
  const signIn = {
    revoke: async () => {
      await pause(CALL_MS);
      told += 1;
      return true;
    },
  };
  try {
    const loadBefore = load();
    const start = performance.now();
    const ended = await endAccess(
      { db, vault: pool.vault, signIn, tokens: { forget: () => undefined }, log: pino({ level: 'silent' }) },
      pool.users,
    );
    return {
      load: loadBefore,
      tokens,
      ...ended,
      told,
      seconds: round((performance.now() - start) / 1_000),
      bar: { seconds: 60 },
    };
  } finally {
    await pool.close();
    await db.close();
    await installation.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
