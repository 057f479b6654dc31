import type { Locator, Page } from '@playwright/test';
import { scratchOrg } from '../places/place.ts';

/** The app that comes with the package: a console with Care in its navigation and in its utility bar. */
export const CARE_APP = '/lightning/app/c__Care';

/** A record as agents know it. */
export interface OpenRecord {
  recordId: string;
  number: string;
}

/** Its address within the app. */
export const inCareApp = ({ recordId }: Pick<OpenRecord, 'recordId'>): string =>
  `${CARE_APP}/r/Case/${recordId}/view`;

/** Opens one more tab of the console; those before it stay. */
export async function openTab(page: Page, record: Pick<OpenRecord, 'recordId'>): Promise<void> {
  // An org brings the tabs back that were open; the simulated one begins anew with each load of its page.
  if (scratchOrg) await page.goto(new URL(inCareApp(record), page.url()).href);
  else
    await page.evaluate(
      `history.pushState({}, '', '${inCareApp(record)}'); dispatchEvent(new PopStateEvent('popstate'))`,
    );
}

/** A record's tab in the console's row. */
export const tabOf = (page: Page, { recordId, number }: OpenRecord): Locator =>
  scratchOrg
    ? page.getByRole('tab', { name: number })
    : page.locator(`.lex-tab[data-record-id="${recordId}"]`).getByRole('button').first();

/** The utility *Care* at the foot of the app. */
export const utilityButton = (page: Page): Locator =>
  scratchOrg
    ? page.locator('.oneUtilityBar, .utilitybar').getByRole('button', { name: /^Care/ })
    : page.getByLabel('Utility Bar of Care').getByRole('button', { name: /^Care/ });
