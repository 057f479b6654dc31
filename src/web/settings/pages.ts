import { integrationPages } from './integrations/integration-pages.ts';
import type { SettingsPage } from './page.ts';
import { salesforcePages } from './salesforce/salesforce-pages.ts';

/** Every page of the settings; the first whose path fits an address is shown there. */
export const PAGES: readonly SettingsPage[] = [...integrationPages, ...salesforcePages];
