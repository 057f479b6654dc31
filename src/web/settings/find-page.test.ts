import { html } from 'lit';
import { expect, test } from 'vitest';
import { findPage } from './find-page.ts';
import type { SettingsPage } from './page.ts';
import { PAGES } from './pages.ts';
import { PLACES } from './places.ts';

const page = (path: string): SettingsPage => ({
  path,
  title: path,
  place: 'salesforce',
  open: async () => ({ draw: () => html`` }),
});
const list = page('/settings/integrations/salesforce');
const connect = page('/settings/integrations/salesforce/connect');
const account = page('/settings/integrations/salesforce/:connectionId');
const pages = [list, connect, account];

test.each([
  ['/settings/integrations/salesforce', list, {}],
  ['/settings/integrations/salesforce/', list, {}],
  ['/settings/integrations/salesforce/connect', connect, {}],
  ['/settings/integrations/salesforce/conn_1', account, { connectionId: 'conn_1' }],
  ['/settings/integrations/salesforce/a%20b', account, { connectionId: 'a b' }],
  ['/settings/integrations/salesforce/%', account, { connectionId: '%' }],
])('%s is a page', (address, expected, params) => {
  expect(findPage(pages, address)).toEqual({ page: expected, params });
});

test('an address that nobody has is no page', () => {
  expect(findPage(pages, '/settings')).toBeNull();
  expect(findPage(pages, '/settings/integrations/salesforce/conn_1/nothing')).toBeNull();
});

test('what can be gone to from the navigation is a page of its own place', () => {
  const reachable = PLACES.filter(({ path }) => PAGES.some((one) => one.path === path));
  expect(reachable.map(({ id }) => id)).toContain('integrations');
  for (const place of reachable) expect(findPage(PAGES, place.path)?.page.place).toBe(place.id);
});
