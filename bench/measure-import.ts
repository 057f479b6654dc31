import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openInstallation } from '../src/service/installation.ts';
import { load } from './machine.ts';
import { runCare } from './run-care.ts';
import { sampleFile } from './sample-conversations.ts';
import { round, timed } from './statistics.ts';

const CONVERSATIONS = 2_000;
const AVERAGE_LENGTH = 10;
/** As many as the import puts into one transaction. */
const FLOOR_BATCH = 500;
/** Everything a message brings with it. */
const TABLES = ['customer', 'care_case', 'message', 'event'] as const;
const BAR = 500;

interface Imported {
  messages: { imported: number; unchanged: number };
}

/**
 * `care import` on the embedded database, from the start of the command to its end. The floor is what
 * PostgreSQL takes for the very rows it left behind, inserted in batches by one connection into tables with
 * the same columns and indexes: no parsing, no rules, no row-level security.
 */
export async function measureImport(file: string | undefined) {
  const dataDir = mkdtempSync(join(tmpdir(), 'care-bench-import-'));
  // As root the database runs as another user, who has to be able to pass through.
  chmodSync(dataDir, 0o711);
  const installation = await openInstallation({ env: { CARE_DATA_DIR: dataDir }, as: 'product' });
  try {
    const account = async (name: string): Promise<string> =>
      JSON.parse(await runCare(dataDir, 'account', 'create', name, '--json')).id;
    const [secondsToStart] = await timed(1, () => account('Start'));
    const importInto = async (accountId: string, path: string) => {
      const start = performance.now();
      const answer = await runCare(dataDir, 'import', path, '--account', accountId, '--json');
      const seconds = (performance.now() - start) / 1_000;
      const { messages }: Imported = JSON.parse(answer);
      const all = messages.imported + messages.unchanged;
      return { ...messages, seconds: round(seconds), perSecond: Math.round(all / seconds) };
    };

    const sample = sampleFile(CONVERSATIONS, AVERAGE_LENGTH);
    const path = join(dataDir, 'sample.jsonl');
    writeFileSync(path, `${sample.lines.join('\n')}\n`);
    const accountId = await account('Bench');
    const loadBefore = load();
    const first = await importInto(accountId, path);
    if (first.imported !== sample.messages)
      throw new Error(`Of ${sample.messages} messages ${first.imported} were imported.`);
    const floor = await insertAgain(installation.adminUrl!, accountId, sample.messages);
    const again = await importInto(accountId, path);
    return {
      bar: `>= ${BAR} messages/s`,
      met: first.perSecond >= BAR,
      load: loadBefore,
      // What any command takes before it does anything: a small file is mostly this.
      secondsToStart: round(secondsToStart! / 1_000),
      import: first,
      importAgain: again,
      floor,
      timesTheFloor: round(floor.perSecond / first.perSecond),
      ...(file === undefined ? {} : { file: await importInto(await account('File'), file) }),
    };
  } finally {
    await installation.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function insertAgain(adminUrl: string, accountId: string, messages: number) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    let seconds = 0;
    for (const table of TABLES) {
      await client.query(`create table bench_${table} (like ${table} including defaults including indexes)`);
      const { rows } = await client.query<{ row: unknown }>(
        `select to_jsonb(t) as row from ${table} t where account_id = $1`,
        [accountId],
      );
      const start = performance.now();
      for (let at = 0; at < rows.length; at += FLOOR_BATCH) {
        await client.query(
          `insert into bench_${table} select * from jsonb_populate_recordset(null::bench_${table}, $1)`,
          [JSON.stringify(rows.slice(at, at + FLOOR_BATCH).map(({ row }) => row))],
        );
      }
      seconds += (performance.now() - start) / 1_000;
    }
    return { seconds: round(seconds), perSecond: Math.round(messages / seconds) };
  } finally {
    await client.end();
  }
}
