import { html } from 'lit';
import type { OpenPage, SettingsContext } from '../page.ts';
import { reasonAgainst, reasonAgainstAll } from '../store/reason-against.ts';
import { createRolesWork } from './roles-work.ts';
import { createRolesStore } from './store/roles-store.ts';
import './views/roles-page.ts';

/** The list of roles. */
export function openRoles({ api, store: settings }: SettingsContext): OpenPage {
  const store = createRolesStore();
  const work = createRolesWork({ api, store });
  const mayNotSee = reasonAgainstAll(settings.getState(), ['manage_roles', 'manage_users']);
  const mayNotAdd = reasonAgainst(settings.getState(), 'manage_roles');
  if (!mayNotSee) void work.load();
  return {
    draw: () =>
      html`<care-roles-page .store=${store} .work=${work} may-not-see=${mayNotSee} may-not-add=${mayNotAdd}></care-roles-page>`,
  };
}
