import { accountPages } from './account/account-pages.ts';
import { activityPages } from './activity/activity-pages.ts';
import { automaticPages } from './automatic/automatic-pages.ts';
import { caseFieldPages } from './case-fields/case-field-pages.ts';
import { integrationPages } from './integrations/integration-pages.ts';
import { mappingPages } from './mapping/mapping-pages.ts';
import type { SettingsPage } from './page.ts';
import { peoplePages } from './people/people-pages.ts';
import { rolePages } from './roles/role-pages.ts';
import { salesforcePages } from './salesforce/salesforce-pages.ts';

/** Every page of the settings; the first whose path fits an address is shown there. */
export const PAGES: readonly SettingsPage[] = [
  ...accountPages,
  ...peoplePages,
  ...rolePages,
  ...activityPages,
  ...caseFieldPages,
  ...integrationPages,
  ...salesforcePages,
  ...mappingPages,
  ...automaticPages,
];
