import type { SettingsPage } from '../page.ts';

/** What the account asks of its cases beyond what every case has. */
export const caseFieldPages: readonly SettingsPage[] = [
  {
    path: '/settings/case-fields',
    title: 'Case fields',
    place: 'case_fields',
    open: async (context) => (await import('./open-case-fields.ts')).openCaseFields(context),
  },
];
