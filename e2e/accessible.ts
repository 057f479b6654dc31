import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const NARROW = { width: 400, height: 800 };
const WIDE = { width: 1440, height: 900 };
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Nothing to fix by axe, in both modes and at both sizes.
 *
 * @param include what of the page is ours, e.g. `iframe`; all of it, when left out
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
      const axe = axeOn(page).withTags(RULES);
      if (include) axe.include(include);
      const { violations } = await axe.analyze();
      const facts = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
      );
      expect(facts, `${colorScheme}, ${size.width} px`).toEqual([]);
    }
  }
  await page.setViewportSize(WIDE);
}

/**
 * Whatever axe finds to be in order it describes as well, and carries through a page of its own to put the frames'
 * findings together: most of its time. Only what is wrong is asked for, and a page without frames is judged in place.
 */
function axeOn(page: Page): AxeBuilder {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
  return page.frames().length === 1 ? axe.setLegacyMode() : axe;
}

/** One title and one main part, however little the page holds: what axe calls best practice. */
export async function expectTitled(page: Page): Promise<void> {
  const axe = axeOn(page).withRules(['page-has-heading-one', 'landmark-one-main']);
  const { violations } = await axe.analyze();
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
