import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProduct } from '../e2e/product.ts';
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

interface Call {
  kind: string;
  operation: string;
  path: string;
  records: number;
}

/**
 * Calls under /services/data since the log was begun, without the sweep, which asks on its own when it is time: it alone
 * asks for what is in the recycle bin, too.
 */
async function callsOf(demo: DemoClient): Promise<Call[]> {
  const { calls } = await demo.org<{ calls: Call[] }>('GET', '/calls');
  return calls.filter(({ kind, path }) => kind === 'api' && !path.endsWith('/queryAll'));
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
    return {
      load: loadBefore,
      baseline: await measureBaseline(demo),
      preflight: await measurePreflight(demo, first),
      duplicates: await measureDuplicates(demo, first),
      escalation: await measureEscalations(demo, caseIds),
    };
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
async function measurePreflight(demo: DemoClient, caseId: string) {
  const form = () => demo.agent.call('GET', `/v1/cases/${caseId}/salesforce/case-form`);
  await form();
  await demo.org('DELETE', '/calls');
  const ms = spread(await timed(40, form));
  const calls = (await callsOf(demo)).map(({ operation }) => operation);
  return { bar: '0 calls, p95 100 ms', met: calls.length === 0 && ms.p95 <= 100, calls, ms };
}

/** With a rule that looks at what is on the form, or there would be nothing to ask. */
async function measureDuplicates(demo: DemoClient, caseId: string) {
  const rule = { object: 'Lead', matchOn: ['LastName'], actionOnInsert: 'Allow', alert: true };
  await demo.org('PUT', '/duplicate-rules/Same_Name', rule);
  const ask = () =>
    demo.agent.call('POST', `/v1/cases/${caseId}/salesforce/duplicates`, { object: 'Lead', fields: {} });
  await ask();
  await demo.org('DELETE', '/calls');
  const ms = spread(await timed(20, ask));
  const calls = (await callsOf(demo)).length;
  return { bar: 'p95 600 ms', met: ms.p95 <= 600, callsEach: calls / 20, ms };
}

async function measureEscalations(demo: DemoClient, caseIds: readonly string[]) {
  const logs: Call[][] = [];
  const answered: number[] = [];
  const allThere = await timed(caseIds.length, async (run) => {
    const path = `/v1/cases/${caseIds[run]}/salesforce/cases`;
    await demo.org('DELETE', '/calls');
    const start = performance.now();
    const { escalation } = await demo.agent.call<{ escalation: { recordId: string } }>('POST', path, {});
    answered.push(performance.now() - start);
    const soql = `SELECT Id FROM Care_Message__c WHERE Case__c = '${escalation.recordId}'`;
    await until('all messages in the org', async () => (await demo.query(soql)).length === MESSAGES);
    logs.push(await callsOf(demo));
  });
  await pause(LATE_MS);
  const last = await callsOf(demo);
  const calls = Math.max(last.length, ...logs.map((log) => log.length));
  const ms = spread(answered);
  return {
    bar: `<= ${CALLS_BAR} calls, p95 2,500 ms`,
    met: calls <= CALLS_BAR && ms.p95 <= 2_500,
    messages: MESSAGES,
    mostCalls: calls,
    made: last.map(({ operation, records }) => ({ operation, records })),
    msUntilConfirmed: ms,
    msUntilAllRowsAreThere: spread(allThere),
    baseline: { callsAtOneRecordEach: 1 + MESSAGES, msAtOneRecordEach: round((1 + MESSAGES) * CALL_MS) },
  };
}
