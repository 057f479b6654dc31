import { expect, type Page } from '@playwright/test';
import { framesSeenIn, violationsIn } from './axe.ts';

const NARROW = { width: 400, height: 800 };
const WIDE = { width: 1440, height: 900 };
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Nothing to fix by axe, in both modes and at both sizes.
 *
 * @param include what of the page is ours: a selector, or `iframe`, the frames that are seen; all of it with these,
 *   when left out
 */
export async function expectAccessible(page: Page, include?: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The simulated org has a mode of its own, in which the component and the frame follow.
    await page.evaluate((mode) => {
      if (document.documentElement.dataset.mode) document.documentElement.dataset.mode = mode;
    }, colorScheme);
    if (include === 'iframe')
      await expect(page.frameLocator(`${include}:visible`).locator('html')).toHaveAttribute(
        'data-mode',
        colorScheme,
      );
    for (const size of [WIDE, NARROW]) {
      await page.setViewportSize(size);
      expect(await factsOf(page, include), `${colorScheme}, ${size.width} px`).toEqual([]);
    }
  }
  await page.setViewportSize(WIDE);
}

async function factsOf(page: Page, include?: string): Promise<string[]> {
  const runOnly = { type: 'tag', values: RULES } as const;
  const frames = include === undefined || include === 'iframe' ? await framesSeenIn(page.mainFrame()) : [];
  if (include === 'iframe') expect(frames).not.toEqual([]);
  const found = await Promise.all([
    ...(include === 'iframe' ? [] : [violationsIn(page.mainFrame(), runOnly, include)]),
    ...frames.map((frame) => violationsIn(frame, runOnly)),
  ]);
  return found
    .flat()
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** One title and one main part, however little the page holds: what axe calls best practice. */
export async function expectTitled(page: Page): Promise<void> {
  const values = ['page-has-heading-one', 'landmark-one-main'];
  const violations = await violationsIn(page.mainFrame(), { type: 'rule', values });
  expect(violations.map(({ id }) => id)).toEqual([]);
}

/** What a page under our policy must never say: violations of it, and errors nobody caught. */
export function listenForViolations(page: Page): string[] {
  const heard: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML|Trusted Type/i.test(message.text())) heard.push(message.text());
  });
  page.on('pageerror', (error) => heard.push(error.message));
  return heard;
}
