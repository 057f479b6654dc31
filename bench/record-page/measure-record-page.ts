import { startProduct } from '../../e2e/product.ts';
import { type DemoClient, ORG_AGENT, openDemo } from '../demo-client.ts';
import { load } from '../machine.ts';
import { percentile, round, spread } from '../statistics.ts';
import { loadRecordPage, type RecordPage, type RecordPageLoad } from './load-record-page.ts';
import { measureTabs } from './measure-tabs.ts';

const MESSAGES = 100;
const CUSTOMER = 'Bench Record Page';
const BARS = { firstMs: 1_500, afterHtmlMs: 400, shift: 0.05 };

/** The record page of the simulated org, from navigation to conversation; then twelve of them in a console. */
export async function measureRecordPage(runs: number) {
  const product = await startProduct();
  try {
    const demo = await openDemo(product.careUrl, product.orgUrl);
    const page = await makeRecordPage(demo);
    // Somebody was there before: what is compiled or planned once is not what is measured.
    await loadRecordPage(page, true);
    const loadBefore = load();
    const frameCold: RecordPageLoad[] = [];
    const allCold: RecordPageLoad[] = [];
    for (let run = 0; run < runs; run++) {
      frameCold.push(await loadRecordPage(page, true));
      allCold.push(await loadRecordPage(page, false));
      console.error(`record page ${run + 1}/${runs}: ${Math.round(frameCold.at(-1)!.first)}`);
    }
    const tabs = await measureTabs(demo);
    return {
      unit: 'ms',
      messages: MESSAGES,
      load: loadBefore,
      loadAfter: load(),
      frameCold: { ...summary(frameCold), bars: barsOf(frameCold) },
      allCold: summary(allCold),
      tabs,
    };
  } finally {
    await product.stop();
  }
}

async function makeRecordPage(demo: DemoClient): Promise<RecordPage> {
  for (let index = 0; index < MESSAGES; index++)
    await demo.customerWrites(CUSTOMER, `Message [m${index}] of a longer conversation about a kettle.`);
  const { recordId } = await demo.escalate(await demo.caseOf(CUSTOMER));
  return {
    orgUrl: demo.orgUrl,
    path: `/lightning/app/c__Care/r/Case/${recordId}/view`,
    cookie: await orgSession(demo.orgUrl),
  };
}

/** What the org's login page leaves in a browser. */
async function orgSession(orgUrl: string): Promise<string> {
  const { headers } = await fetch(`${orgUrl}/login`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ username: ORG_AGENT.username, pw: ORG_AGENT.password, startURL: '/' }),
  });
  const [cookie] = headers.getSetCookie();
  if (!cookie) throw new Error('The org let nobody in.');
  return cookie.split(';')[0]!;
}

const afterHtml = ({ first, frameHtml }: RecordPageLoad) => first - frameHtml;
const p75 = (values: readonly number[]) => round(percentile(values, 0.75));
const worst = (values: readonly number[]) => Math.round(Math.max(...values) * 10_000) / 10_000;

function summary(loads: readonly RecordPageLoad[]) {
  const firsts = loads.map(({ first }) => first);
  return {
    first: { p75: p75(firsts), ...spread(firsts) },
    afterFrameHtml: { p75: p75(loads.map(afterHtml)), ...spread(loads.map(afterHtml)) },
    frameHtml: p75(loads.map(({ frameHtml }) => frameHtml)),
    leastWatched: round(Math.min(...loads.map(({ watched }) => watched))),
    layoutShift: {
      page: worst(loads.map(({ shiftOfPage }) => shiftOfPage)),
      frame: worst(loads.map(({ shiftOfFrame }) => shiftOfFrame)),
    },
  };
}

function barsOf(loads: readonly RecordPageLoad[]) {
  const { first, afterFrameHtml, layoutShift } = summary(loads);
  return [
    { bar: `first message p75 <= ${BARS.firstMs}`, met: first.p75 <= BARS.firstMs },
    {
      bar: `of it after the frame's HTML p75 <= ${BARS.afterHtmlMs}`,
      met: afterFrameHtml.p75 <= BARS.afterHtmlMs,
    },
    {
      bar: `layout shift < ${BARS.shift}, page and frame`,
      met: Math.max(layoutShift.page, layoutShift.frame) < BARS.shift,
    },
  ];
}
