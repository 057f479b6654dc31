import { Client } from 'pg';
import { startEmbeddedPostgres } from './embedded-postgres.ts';

/** A parent for the tests to kill: writes numbered rows for ever, naming each once it is acknowledged. */
async function writeRows(dataDir: string): Promise<never> {
  const { adminUrl } = await startEmbeddedPostgres({ dataDir });
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  await client.query('create table if not exists written (number int primary key)');
  for (let number = 1; ; number++) {
    await client.query('insert into written values ($1)', [number]);
    process.stdout.write(`${number}\n`);
  }
}

await writeRows(process.argv[2] ?? '');
