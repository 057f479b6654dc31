import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProduct } from '../e2e/product.ts';
import { type DemoClient, openDemo, pause, signInAs } from './demo-client.ts';
import { askFrom } from './from-address.ts';
import { load } from './machine.ts';
import { runCare } from './run-care.ts';
import { importLine, sampleMessages } from './sample-conversations.ts';
import { round, spread, timed } from './statistics.ts';

/** After the last answer. */
const LONGEST_MS = 600_000;
const PEOPLE = ['Jonas Lind', 'Priya Raman', 'Ines Okafor'];
const PAGE = 200;

/** Somebody who presses, at a place of their own: Care counts requests by address. */
interface Person {
  cookie: string;
  address: string;
}

/**
 * Every case is sent to Salesforce twice at the same moment, all of them at once: half by a button pressed twice (one
 * key), half by two people (two keys). Afterwards the org is counted.
 */
export async function measureDoubleClicks(cases: number) {
  const product = await startProduct();
  try {
    const demo = await openDemo(product.careUrl, product.orgUrl);
    const people = await peopleOf(product.careUrl);
    const caseIds = await casesToSend(demo, product, cases);
    const before = await casesInOrg(demo);
    const baseline = spread(await timed(50, () => demo.agent.call('GET', '/v1/session')));
    const loadBefore = load();

    const start = performance.now();
    const presses = caseIds.flatMap((caseId, index) => {
      const key = randomUUID();
      const [one, other] = [personAt(people, index), personAt(people, index + 1)];
      return index % 2 === 0
        ? [press(demo, one, caseId, key), press(demo, one, caseId, key)]
        : [press(demo, one, caseId, key), press(demo, other, caseId, randomUUID())];
    });
    const answers = await Promise.all(presses);
    const answeredMs = performance.now() - start;
    const patience = performance.now() + LONGEST_MS;
    while ((await casesInOrg(demo)) - before < cases && performance.now() < patience) await pause(500);
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
      baseline: { oneRequestMs: baseline },
    };
  } finally {
    await product.stop();
  }
}

/** 127.0.0.2 and on, a place for every thousand presses. */
async function peopleOf(careUrl: string): Promise<Person[]> {
  const cookies = await Promise.all(PEOPLE.map((name) => signInAs(careUrl, name)));
  return cookies.map((cookie, index) => ({ cookie, address: `127.0.0.${index + 2}` }));
}

const personAt = (people: readonly Person[], index: number): Person => people[index % people.length]!;

/** Imported conversations of one message; for once an account where a case may go without a contact. */
async function casesToSend(
  demo: DemoClient,
  { careUrl, dataDir }: { careUrl: string; dataDir: string },
  count: number,
): Promise<string[]> {
  const lines = Array.from(
    { length: count },
    (_, index) => `${importLine(`double-click-${index}-x`, sampleMessages(1, index))}\n`,
  );
  const path = join(dataDir, 'double-clicks.jsonl');
  writeFileSync(path, lines.join(''));
  await runCare(dataDir, 'import', path, '--recent', '--json');
  const cookie = await signInAs(careUrl, 'Ines Okafor');
  const rules = { contactRequired: false, silentDays: null };
  await askFrom('127.0.0.1', 'PUT', `${careUrl}/v1/salesforce/escalation-rules`, rules, { cookie });
  const caseIds: string[] = [];
  for (let cursor: string | null = '0'; cursor !== null; ) {
    const query = `view=inbox&search=double-click-&limit=${PAGE}&cursor=${cursor}`;
    const page: { cases: { id: string }[]; nextCursor: string | null } = await demo.agent.call(
      'GET',
      `/v1/cases?${query}`,
    );
    caseIds.push(...page.cases.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  if (caseIds.length !== count)
    throw new Error(`Failed to import ${count} cases: ${caseIds.length} are there.`);
  return caseIds;
}

/** Where more people press than there are places for, what is too many is pressed again. */
async function press(
  demo: DemoClient,
  { cookie, address }: Person,
  caseId: string,
  key: string,
): Promise<string> {
  const headers = { cookie, 'idempotency-key': key };
  const url = `${demo.careUrl}/v1/cases/${caseId}/salesforce/cases`;
  for (;;) {
    const { status, text } = await askFrom(address, 'POST', url, {}, headers);
    if (status < 300) return 'taken';
    const code = /"code":"(\w+)"/.exec(text)?.[1] ?? text;
    if (code !== 'RATE_LIMITED') return `${status} ${code}`;
    await pause(5_000);
  }
}

async function casesInOrg(demo: DemoClient): Promise<number> {
  return (await demo.query("SELECT Id FROM Case WHERE Subject LIKE '%double-click-%'")).length;
}

function counted(answers: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}
