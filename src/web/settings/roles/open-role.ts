import { html } from 'lit';
import type { OpenPage, SettingsContext } from '../page.ts';
import { reasonAgainst, reasonAgainstAll } from '../store/reason-against.ts';
import { createRoleWork } from './role-work.ts';
import { createRoleStore } from './store/role-store.ts';
import './views/role-page.ts';

/** The editor of the role the address names, or of one to be added. */
export function openRole({ api, store: settings, params, go, say }: SettingsContext): OpenPage {
  const store = createRoleStore();
  const work = createRoleWork({ api, store, roleId: params.roleId ?? null, go, say });
  const mayNotSee = reasonAgainstAll(settings.getState(), ['manage_roles', 'manage_users']);
  const mayNotChange = reasonAgainst(settings.getState(), 'manage_roles');
  if (!mayNotSee) void work.load();
  const beforeUnload = (event: BeforeUnloadEvent) => {
    if (work.isChanged()) event.preventDefault();
  };
  addEventListener('beforeunload', beforeUnload);
  return {
    draw: () =>
      html`<care-role-page
        .settings=${settings}
        .store=${store}
        .work=${work}
        may-not-see=${mayNotSee}
        may-not-change=${mayNotChange}
      ></care-role-page>`,
    holds: work.holds,
    end: () => removeEventListener('beforeunload', beforeUnload),
  };
}
