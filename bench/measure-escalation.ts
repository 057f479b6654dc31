import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startProduct } from '../e2e/product.ts';
import { openInstallation } from '../src/service/installation.ts';
import { type DemoClient, openDemo, pause, until } from './demo-client.ts';
import { load } from './machine.ts';
import { runCare } from './run-care.ts';
import { importLine, sampleMessages } from './sample-conversations.ts';
import { round, type Spread, spread, timed } from './statistics.ts';

const MESSAGES = 100;
const CALLS_BAR = 3;
/** A call that comes late is a call, too. */
const LATE_MS = 3_000;
/** What the platform usually takes for a call. */
const CALL_MS = 150;

/** What Care asks of an org on its own, whatever people do meanwhile: none of it is for a case. */
const ON_ITS_OWN = ['setup', 'sweep', 'identity'];

interface Call {
  purpose: string;
  method: string;
  path: string;
  records: number;
}

/** Care's own ledger: every request under /services/data, whatever came of it, with what it was for. */
class Ledger {
  readonly #client: pg.Client;
  #last = 0;

  constructor(client: pg.Client) {
    this.#client = client;
  }

  /** Only what comes from now on is read. */
  async begin(): Promise<void> {
    const { rows } = await this.#client.query('select coalesce(max(id), 0) as last from salesforce_call');
    this.#last = Number(rows[0].last);
  }

  async calls(): Promise<Call[]> {
    const { rows } = await this.#client.query<Call>(
      `select purpose, method, path, records from salesforce_call
       where id > $1 and purpose <> all ($2) order by id`,
      [this.#last, ON_ITS_OWN],
    );
    return rows;
  }
}

async function withLedger<T>(dataDir: string, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const installation = await openInstallation({ env: { CARE_DATA_DIR: dataDir }, as: 'command' });
  const client = new pg.Client({ connectionString: installation.adminUrl ?? installation.databaseUrl });
  try {
    await client.connect();
    return await work(new Ledger(client));
  } finally {
    await client.end();
    await installation.close();
  }
}

/**
 * What it costs to look at the form again, to ask for duplicates beside it, and to send a case of 100 messages, in an
 * org where every call takes 150 ms.
 *
 * @param runs escalations; each of them waits for all its rows.
 */
export async function measureEscalation(runs: number) {
  const product = await startProduct();
  try {
    const demo = await openDemo(product.careUrl, product.orgUrl);
    const caseIds = await longCases(demo, product.dataDir, runs);
    const first = caseIds[0]!;
    await slow(demo);
    const loadBefore = load();
    return await withLedger(product.dataDir, async (ledger) => ({
      load: loadBefore,
      baseline: await measureBaseline(demo),
      preflight: await measurePreflight(demo, ledger, first),
      duplicates: await measureDuplicates(demo, ledger, first),
      escalation: await measureEscalations(demo, ledger, caseIds),
    }));
  } finally {
    await product.stop();
  }
}

/** Imported, each with a contact of its own. */
async function longCases(demo: DemoClient, dataDir: string, count: number): Promise<string[]> {
  const customers = Array.from({ length: count }, (_, run) => `bench-escalation-${run}-x`);
  const path = join(dataDir, 'escalations.jsonl');
  const lines = customers.map(
    (name, run) => `${importLine(name, sampleMessages(MESSAGES, run * MESSAGES))}\n`,
  );
  writeFileSync(path, lines.join(''));
  await runCare(dataDir, 'import', path, '--recent', '--json');
  const caseIds: string[] = [];
  for (const customer of customers) {
    const caseId = await demo.caseOf(customer);
    await demo.agent.call('POST', `/v1/cases/${caseId}/salesforce/contacts`, { anyway: true });
    caseIds.push(caseId);
  }
  return caseIds;
}

const slow = (demo: DemoClient): Promise<unknown> =>
  demo.org('POST', '/faults', { operation: '*', latencyMs: CALL_MS, times: null });

/** A request of Care that asks nobody. */
async function measureBaseline(demo: DemoClient): Promise<{ msOfOneRequest: Spread }> {
  return { msOfOneRequest: spread(await timed(50, () => demo.agent.call('GET', '/v1/session'))) };
}

/** The form with all that is certain of it, once the org has been read. */
async function measurePreflight(demo: DemoClient, ledger: Ledger, caseId: string) {
  const form = () => demo.agent.call('GET', `/v1/cases/${caseId}/salesforce/case-form`);
  await form();
  await ledger.begin();
  const ms = spread(await timed(40, form));
  const calls = (await ledger.calls()).map(({ purpose }) => purpose);
  return { bar: '0 calls, p95 100 ms', met: calls.length === 0 && ms.p95 <= 100, calls, ms };
}

/** With a rule that looks at what is on the form, or there would be nothing to ask. */
async function measureDuplicates(demo: DemoClient, ledger: Ledger, caseId: string) {
  const rule = { object: 'Lead', matchOn: ['LastName'], actionOnInsert: 'Allow', alert: true };
  await demo.org('PUT', '/duplicate-rules/Same_Name', rule);
  const ask = () =>
    demo.agent.call('POST', `/v1/cases/${caseId}/salesforce/duplicates`, { object: 'Lead', fields: {} });
  await ask();
  await ledger.begin();
  const ms = spread(await timed(20, ask));
  const calls = (await ledger.calls()).length;
  return { bar: 'p95 600 ms', met: ms.p95 <= 600, callsEach: calls / 20, ms };
}

async function measureEscalations(demo: DemoClient, ledger: Ledger, caseIds: readonly string[]) {
  const logs: Call[][] = [];
  const answered: number[] = [];
  const allThere: number[] = [];
  for (const caseId of caseIds) {
    await ledger.begin();
    const start = performance.now();
    const { escalation } = await demo.agent.call<{ escalation: { recordId: string } }>(
      'POST',
      `/v1/cases/${caseId}/salesforce/cases`,
      {},
    );
    answered.push(performance.now() - start);
    const soql = `SELECT Id FROM Care_Message__c WHERE Case__c = '${escalation.recordId}'`;
    await until('all messages in the org', async () => (await demo.query(soql)).length === MESSAGES);
    allThere.push(performance.now() - start);
    await pause(LATE_MS);
    logs.push(await ledger.calls());
  }
  const most = logs.reduce((left, right) => (right.length > left.length ? right : left));
  const calls = most.length;
  const ms = spread(answered);
  return {
    bar: `<= ${CALLS_BAR} calls, p95 2,500 ms`,
    met: calls <= CALLS_BAR && ms.p95 <= 2_500,
    messages: MESSAGES,
    mostCalls: calls,
    made: most.map(({ purpose, method, records }) => ({ purpose, method, records })),
    msUntilConfirmed: ms,
    msUntilAllRowsAreThere: spread(allThere),
    baseline: { callsAtOneRecordEach: 1 + MESSAGES, msAtOneRecordEach: round((1 + MESSAGES) * CALL_MS) },
  };
}
