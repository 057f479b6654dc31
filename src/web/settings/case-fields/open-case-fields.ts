import { html } from 'lit';
import type { OpenPage, SettingsContext } from '../page.ts';
import { reasonAgainst, reasonWithoutCare } from '../store/reason-against.ts';
import { createCaseFieldsWork } from './case-fields-work.ts';
import { createCaseFieldsStore } from './store/case-fields-store.ts';
import './views/case-fields-page.ts';

/** The case fields and the labels of the account. */
export function openCaseFields({ api, store: settings, say }: SettingsContext): OpenPage {
  const store = createCaseFieldsStore();
  const work = createCaseFieldsWork({ api, store, say });
  const refused =
    reasonWithoutCare(settings.getState(), 'cases, and so no fields of cases') ||
    reasonAgainst(settings.getState(), 'manage_case_fields');
  if (!refused) void work.load();
  return {
    draw: () =>
      html`<care-case-fields-page .store=${store} .work=${work} .refused=${refused}></care-case-fields-page>`,
  };
}
