import { z } from 'zod';
import { soql } from '../../../domain/soql.ts';
import { type Check, type Verdict, wrong } from './check.ts';

const Page = z.object({ DeveloperName: z.string() });
const PAGES = ['Care_Case_Record_Page', 'Care_Lead_Record_Page'];

/** No API says which page an app and profile are shown, so the most there is to know is that ours exist. */
export const recordPageCheck: Check = {
  code: 'record_page',
  title: 'Care on your record pages',
  setup: { path: 'Setup, Object Manager, Case, Lightning Record Pages', page: 'ObjectManager' },
  examine: async (org) =>
    decideRecordPage(
      await org.queryTooling(soql`SELECT DeveloperName FROM FlexiPage WHERE DeveloperName IN ${PAGES}`, Page),
    ),
};

export function decideRecordPage(pages: readonly z.output<typeof Page>[]): Verdict {
  const absent = PAGES.filter((name) => !pages.some(({ DeveloperName }) => DeveloperName === name));
  if (absent.length > 0) {
    return wrong(
      'warning',
      `The org has no Lightning page ${absent.join(', ')}.`,
      'Install the Care package, or drag the component Care onto the record page of your own console.',
    );
  }
  return wrong(
    'unknown',
    'Care’s own pages for Case and Lead are in the org and shown in the app Care. Salesforce does not tell whether the pages of your own apps have Care on them.',
    'Open a Case in the app your agents use. If Care is not there: Edit Page in the gear menu, drag the component Care onto it, save and activate.',
  );
}
