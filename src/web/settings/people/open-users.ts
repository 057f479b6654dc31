import { html } from 'lit';
import type { OpenPage, SettingsContext } from '../page.ts';
import { reasonAgainst } from '../store/reason-against.ts';
import { createUsersStore } from './store/users-store.ts';
import { createUsersWork } from './users-work.ts';
import './views/users-page.ts';

/** Everybody of the account; `?search=` finds some of them. */
export function openUsers({ api, store: settings, query, say }: SettingsContext): OpenPage {
  const store = createUsersStore();
  store.getState().set({ search: query.get('search') ?? '' });
  const work = createUsersWork({ api, settings, store, say });
  if (!reasonAgainst(settings.getState(), 'manage_users')) void work.load();
  return {
    draw: () => html`<care-users-page .settings=${settings} .store=${store} .work=${work}></care-users-page>`,
  };
}
