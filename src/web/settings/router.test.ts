// @vitest-environment happy-dom
import { html } from 'lit';
import { beforeEach, expect, test, vi } from 'vitest';
import { createApiClient } from '../clients/api-client.ts';
import type { SettingsPage } from './page.ts';
import { createRouter, type Router } from './router.ts';
import { createSettingsStore, type SettingsStore } from './store/settings-store.ts';

let store: SettingsStore;
let router: Router;
let leave: (() => void) | null;
let isHeld: boolean;
let ended: string[];

const page = (path: string): SettingsPage => ({
  path,
  title: path,
  place: 'roles',
  open: async () => ({
    draw: () => html``,
    end: () => ended.push(path),
    holds: (goOn) => {
      if (isHeld) leave = goOn;
      return isHeld;
    },
  }),
});
const shown = () => {
  const { shown } = store.getState();
  return shown.status === 'ready' ? shown.address : shown.status;
};

beforeEach(async () => {
  [leave, isHeld, ended] = [null, false, []];
  store = createSettingsStore();
  router = createRouter({
    pages: [page('/settings/one'), page('/settings/two')],
    api: createApiClient(),
    store,
    say: () => undefined,
  });
  router.go('/settings/one');
  await vi.waitFor(() => expect(shown()).toBe('/settings/one'));
});

test('a page that holds nothing is left', async () => {
  router.go('/settings/two');
  await vi.waitFor(() => expect(shown()).toBe('/settings/two'));
  expect(ended).toEqual(['/settings/one']);
});

test('a page with something to lose stays until it lets go', async () => {
  isHeld = true;
  router.go('/settings/two');
  expect(location.pathname).toBe('/settings/one');
  expect(ended).toEqual([]);
  leave!();
  await vi.waitFor(() => expect(shown()).toBe('/settings/two'));
  expect(location.pathname).toBe('/settings/two');
  expect(ended).toEqual(['/settings/one']);
});

test('the browser’s back button finds the page held, and its address put back', async () => {
  isHeld = true;
  // As after the back button: the address is another already.
  history.replaceState(null, '', '/settings/two');
  await router.follow();
  expect(location.pathname).toBe('/settings/one');
  expect(shown()).toBe('/settings/one');
  leave!();
  await vi.waitFor(() => expect(shown()).toBe('/settings/two'));
});
