import { startProduct } from '../e2e/product.ts';
import { type DemoClient, openDemo, pause, until } from './demo-client.ts';
import { load } from './machine.ts';
import { round, type Spread, spread, timed } from './statistics.ts';

const MESSAGES = 100;
const CALLS_BAR = 3;
/** A call that comes late is a call, too. */
const LATE_MS = 3_000;
/** What the platform usually takes for a call. */
const CALL_MS = 150;

interface CallLog {
  apiCalls: number;
  calls: { kind: string; operation: string; records: number }[];
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
    const caseIds: string[] = [];
    for (let run = 0; run < runs; run++) caseIds.push(await longCase(demo, `Bench Escalation ${run}`));
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

async function longCase(demo: DemoClient, customer: string): Promise<string> {
  for (let index = 0; index < MESSAGES; index++) await demo.customerWrites(customer, `line ${index}`);
  const caseId = await demo.caseOf(customer);
  await demo.agent.call('POST', `/v1/cases/${caseId}/salesforce/contacts`, { anyway: true });
  return caseId;
}

const slow = (demo: DemoClient): Promise<unknown> =>
  demo.org('POST', '/faults', { operation: '*', latencyMs: CALL_MS, times: null });

/** A request of Care that asks nobody, and one call at the org as it is slowed. */
async function measureBaseline(demo: DemoClient): Promise<{ careRequest: Spread; orgCall: Spread }> {
  const careRequest = await timed(50, () => demo.agent.call('GET', '/v1/session'));
  const orgCall = await timed(10, () => fetch(`${demo.orgUrl}/services/data/v66.0/limits`));
  return { careRequest: spread(careRequest), orgCall: spread(orgCall) };
}

/** The form with all that is certain of it, once the org has been read. */
async function measurePreflight(demo: DemoClient, caseId: string) {
  const form = () => demo.agent.call('GET', `/v1/cases/${caseId}/salesforce/case-form`);
  await form();
  await demo.org('DELETE', '/calls');
  const ms = spread(await timed(40, form));
  const { apiCalls } = await demo.org<CallLog>('GET', '/calls');
  return { bar: '0 calls, p95 100 ms', met: apiCalls === 0 && ms.p95 <= 100, calls: apiCalls, ms };
}

async function measureDuplicates(demo: DemoClient, caseId: string) {
  const ask = () =>
    demo.agent.call('POST', `/v1/cases/${caseId}/salesforce/duplicates`, { object: 'Lead', fields: {} });
  await ask();
  await demo.org('DELETE', '/calls');
  const ms = spread(await timed(20, ask));
  const { apiCalls } = await demo.org<CallLog>('GET', '/calls');
  return { bar: 'p95 600 ms', met: ms.p95 <= 600, callsEach: apiCalls / 20, ms };
}

async function measureEscalations(demo: DemoClient, caseIds: readonly string[]) {
  const logs: CallLog[] = [];
  const answered: number[] = [];
  const allThere = await timed(caseIds.length, async (run) => {
    const path = `/v1/cases/${caseIds[run]}/salesforce/cases`;
    await demo.org('DELETE', '/calls');
    const start = performance.now();
    const { escalation } = await demo.agent.call<{ escalation: { recordId: string } }>('POST', path, {});
    answered.push(performance.now() - start);
    const soql = `SELECT Id FROM Care_Message__c WHERE Case__c = '${escalation.recordId}'`;
    await until('all messages in the org', async () => (await demo.query(soql)).length === MESSAGES);
    logs.push(await demo.org<CallLog>('GET', '/calls'));
  });
  await pause(LATE_MS);
  const { apiCalls } = await demo.org<CallLog>('GET', '/calls');
  const last = logs.at(-1)!;
  const calls = Math.max(apiCalls, ...logs.map((log) => log.apiCalls));
  const ms = spread(answered);
  return {
    bar: `<= ${CALLS_BAR} calls, p95 2,500 ms`,
    met: calls <= CALLS_BAR && ms.p95 <= 2_500,
    messages: MESSAGES,
    mostCalls: calls,
    made: last.calls
      .filter(({ kind }) => kind === 'api')
      .map(({ operation, records }) => ({ operation, records })),
    msUntilConfirmed: ms,
    msUntilAllRowsAreThere: spread(allThere),
    baseline: { callsAtOneRecordEach: 1 + MESSAGES, msAtOneRecordEach: round((1 + MESSAGES) * CALL_MS) },
  };
}
