import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProduct } from '../e2e/product.ts';
import { type DemoClient, openDemo, pause } from './demo-client.ts';
import { load } from './machine.ts';
import { runCare } from './run-care.ts';
import { importLine, sampleMessages } from './sample-conversations.ts';
import { round } from './statistics.ts';

const LONGEST_MS = 300_000;

/**
 * Every case is sent to Salesforce twice at the same moment, all of them at once: half by a button pressed twice (one
 * key), half by two people (two keys). Afterwards the org is counted.
 */
export async function measureDoubleClicks(cases: number) {
  const product = await startProduct();
  try {
    const demo = await openDemo(product.careUrl, product.orgUrl);
    const caseIds = await casesWithContact(demo, product.dataDir, cases);
    const before = await casesInOrg(demo);
    const loadBefore = load();

    const start = performance.now();
    const presses = caseIds.flatMap((caseId, index) => {
      const key = randomUUID();
      return [press(demo, caseId, key), press(demo, caseId, index % 2 === 0 ? key : randomUUID())];
    });
    const answers = await Promise.all(presses);
    const answeredMs = performance.now() - start;
    while ((await casesInOrg(demo)) - before < cases && performance.now() - start < LONGEST_MS)
      await pause(500);
    const allThereMs = performance.now() - start;
    // One too many would come late.
    await pause(5_000);
    const made = (await casesInOrg(demo)) - before;
    return {
      bar: `exactly ${cases} Cases`,
      met: made === cases,
      load: loadBefore,
      doubleClicks: cases,
      cases: made,
      answers: counted(answers),
      secondsUntilAnswered: round(answeredMs / 1_000),
      secondsUntilAllAreThere: round(allThereMs / 1_000),
    };
  } finally {
    await product.stop();
  }
}

/** Imported conversations of one message, all of one contact. */
async function casesWithContact(demo: DemoClient, dataDir: string, count: number): Promise<string[]> {
  const customers = Array.from({ length: count }, (_, index) => `double-click-${index}-x`);
  const path = join(dataDir, 'double-clicks.jsonl');
  writeFileSync(
    path,
    customers.map((name, index) => `${importLine(name, sampleMessages(1, index))}\n`).join(''),
  );
  await runCare(dataDir, 'import', path, '--recent', '--json');
  let contactId: string | undefined;
  const caseIds: string[] = [];
  for (const customer of customers) {
    const caseId = await patiently(() => demo.caseOf(customer));
    const address = `/v1/cases/${caseId}/salesforce/contact`;
    if (contactId) await patiently(() => demo.agent.call('PUT', address, { contactId }));
    else {
      const made = await demo.agent.call<{ contact: { id: string } }>('POST', `${address}s`, {});
      contactId = made.contact.id;
    }
    caseIds.push(caseId);
  }
  return caseIds;
}

/** Care takes 1,200 requests a minute of one person: what is too many is asked again. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('RATE_LIMITED'))) throw error;
      await pause(2_000);
    }
  }
}

const press = (demo: DemoClient, caseId: string, key: string): Promise<string> =>
  patiently(() =>
    demo.agent.call('POST', `/v1/cases/${caseId}/salesforce/cases`, {}, { 'idempotency-key': key }),
  )
    .then(() => 'taken')
    .catch(
      (error: Error) =>
        /answered (\d+) .*?"code":"(\w+)"/.exec(error.message)?.slice(1).join(' ') ?? error.message,
    );

async function casesInOrg(demo: DemoClient): Promise<number> {
  return (await demo.query("SELECT Id FROM Case WHERE Subject LIKE '%double-click-%'")).length;
}

function counted(answers: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}
