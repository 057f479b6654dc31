import type { Browser, Page } from '@playwright/test';
import { simulatedPlace } from '../e2e/places/simulated-place.ts';
import { startProduct } from '../e2e/product.ts';
import { launchChromium } from './chromium.ts';
import { openDemo } from './demo-client.ts';
import { load } from './machine.ts';
import { spread } from './statistics.ts';

const FIELDS = 800;
const OPEN_BAR_MS = 1_000;
/** A key that is drawn within this is not felt. */
const KEY_BAR_MS = 100;
const KEY_PAUSE_MS = 80;
const TEMPLATE = ' with some more words of a template';
const SEARCH = 'extra 41';

/** The mapping editor of an org with 800 fields on Case: how long it takes to open, and what a key costs in it. */
export async function measureMappingEditor(runs: number) {
  const product = await startProduct();
  let browser: Browser | undefined;
  try {
    const { org, careUrl, orgUrl } = await openDemo(product.careUrl, product.orgUrl);
    browser = await launchChromium();
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const { request } = page.context();
    await simulatedPlace(careUrl, orgUrl).signInToCare(request, 'Ines Okafor');
    const connections = `${careUrl}/v1/salesforce/connections`;
    const { connections: found } = (await (await request.get(connections)).json()) as {
      connections: { id: string }[];
    };
    const { id } = found[0]!;
    const mapping = async () =>
      (await (await request.get(`${connections}/${id}/mappings/Case/Master`)).json()) as {
        schema: unknown[];
      };
    const missing = FIELDS - (await mapping()).schema.length;
    await org(
      'POST',
      '/schema/Case/fields',
      Array.from({ length: missing }, (_, index) => extraField(index)),
    );
    await request.get(`${connections}/${id}/mappings?again=true`);
    const fields = (await mapping()).schema.length;
    const loadBefore = load();

    const opened: number[] = [];
    for (let run = 0; run < runs; run++) {
      await page.goto(`${careUrl}/settings/integrations/salesforce/${id}`);
      await page.getByRole('link', { name: 'Mapping with Care' }).waitFor();
      await page.waitForLoadState('networkidle');
      opened.push(await page.evaluate<number>(OPEN));
    }
    const typedFolded = await typed(page);
    await page.getByRole('button', { name: /^Not mapped/ }).click();
    await page.getByRole('button', { name: /^Show \d+ more$/ }).click();
    await page.getByRole('button', { name: 'Map Extra 99', exact: true }).waitFor();
    const typedUnfolded = await typed(page);
    return {
      load: loadBefore,
      loadAfter: load(),
      unit: 'ms',
      fields,
      open: { ...spread(opened), bar: `max <= ${OPEN_BAR_MS}`, met: Math.max(...opened) <= OPEN_BAR_MS },
      keys: { bar: `p95 <= ${KEY_BAR_MS}`, folded: typedFolded, allShown: typedUnfolded },
    };
  } finally {
    await browser?.close();
    await product.stop();
  }
}

/** One of each of the usual types in turn. */
function extraField(index: number) {
  const named = { name: `Extra_${index}__c`, label: `Extra ${index}` };
  switch (index % 4) {
    case 0:
      return { ...named, type: 'picklist', picklist: ['Sage', 'Slate', 'Sand', 'Clay'] };
    case 1:
      return { ...named, type: 'string', length: 120 };
    case 2:
      return { ...named, type: 'double', precision: 10, scale: 2 };
    default:
      return { ...named, type: 'boolean' };
  }
}

/** From each key to the frame in which its letter is drawn, as the browser measures it; less than 16 ms counts as 16. */
async function typed(page: Page) {
  await page.evaluate(LISTEN);
  const template = page.getByRole('textbox', { name: 'Subject, text template' });
  await template.focus();
  await page.keyboard.press('End');
  const inTemplate = await keys(page, TEMPLATE);
  await page.getByRole('searchbox', { name: /^Find among/ }).focus();
  const inSearch = await keys(page, SEARCH);
  await page.getByRole('searchbox', { name: /^Find among/ }).fill('');
  return { inTemplate, inSearch };
}

async function keys(page: Page, text: string) {
  await page.evaluate('keysTook.length = 0');
  await page.keyboard.type(text, { delay: KEY_PAUSE_MS });
  await page.waitForTimeout(500);
  const slow = await page.evaluate<number[]>('keysTook.slice()');
  const fast = Array.from({ length: Math.max(0, text.length - slow.length) }, () => 16);
  return spread([...slow, ...fast]);
}

const FRAME = 'new Promise((done) => requestAnimationFrame(done))';

/** From the press on the tab to the frame after the one in which the first field can be mapped. */
const OPEN = `(async () => {
  const find = (root, selector) => {
    const hit = root.querySelector(selector);
    if (hit) return hit;
    for (const each of root.querySelectorAll('*')) {
      const inside = each.shadowRoot && find(each.shadowRoot, selector);
      if (inside) return inside;
    }
    return null;
  };
  const tab = find(document, 'a[href$="/mapping"]');
  const start = performance.now();
  tab.click();
  while (!find(document, 'care-mapping-row')?.shadowRoot?.querySelector('care-pick')?.shadowRoot?.querySelector('button')) await ${FRAME};
  await ${FRAME};
  await ${FRAME};
  return performance.now() - start;
})()`;

const LISTEN = `if (!globalThis.keysTook) {
  globalThis.keysTook = [];
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'keydown') keysTook.push(duration);
  }).observe({ type: 'event', durationThreshold: 16 });
}`;
