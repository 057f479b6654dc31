import { startProduct } from '../e2e/product.ts';
import { openDemo, pause, until } from './demo-client.ts';
import { load } from './machine.ts';
import { round } from './statistics.ts';

const MESSAGES = 100;
const CUSTOMER = 'Bench Escalation';
const BAR = 3;
/** A call that comes late is a call, too. */
const LATE_MS = 3_000;

interface CallLog {
  apiCalls: number;
  calls: { kind: string; operation: string; records: number }[];
}

/** Calls the simulated org counts while a case of 100 messages becomes a Salesforce case with 100 rows. */
export async function measureEscalation() {
  const product = await startProduct();
  try {
    const demo = await openDemo(product.careUrl, product.orgUrl);
    for (let index = 0; index < MESSAGES; index++) await demo.customerWrites(CUSTOMER, `line ${index}`);
    const caseId = await demo.caseOf(CUSTOMER);
    await demo.agent.call('POST', `/v1/cases/${caseId}/salesforce/contacts`, {});
    await demo.org('DELETE', '/calls');
    const loadBefore = load();

    const start = performance.now();
    const { escalation } = await demo.agent.call<{ escalation: { recordId: string } }>(
      'POST',
      `/v1/cases/${caseId}/salesforce/cases`,
      {},
    );
    const soql = `SELECT Id FROM Care_Message__c WHERE Case__c = '${escalation.recordId}'`;
    await until('all messages in the org', async () => (await demo.query(soql)).length === MESSAGES);
    const ms = performance.now() - start;
    await pause(LATE_MS);
    const log = await demo.org<CallLog>('GET', '/calls');
    return {
      bar: `<= ${BAR} calls`,
      met: log.apiCalls <= BAR,
      load: loadBefore,
      messages: MESSAGES,
      calls: log.apiCalls,
      made: log.calls
        .filter(({ kind }) => kind === 'api')
        .map(({ operation, records }) => ({ operation, records })),
      msUntilAllRowsAreThere: round(ms),
      baseline: { callsAtOneRecordEach: 1 + MESSAGES },
    };
  } finally {
    await product.stop();
  }
}
