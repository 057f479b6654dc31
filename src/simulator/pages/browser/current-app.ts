import type { NavigationItem, PageApp } from '../page-data.ts';
import { bootstrap } from './bootstrap.ts';
import { Tabs } from './tabs.ts';

const KEPT = 'lex.app';
const ADDRESS = /^\/lightning\/app\/([^/]+)/;

/** The app in front: the one the address names, else the one this browser used last. It holds until the page is left. */
export const app: PageApp = find(ADDRESS.exec(location.pathname)?.[1]) ??
  find(localStorage.getItem(KEPT)) ??
  bootstrap.apps[0] ?? {
    name: '',
    label: 'Salesforce',
    console: true,
    items: [],
    utilities: [],
    records: {},
  };
localStorage.setItem(KEPT, app.name);

export const objectOf = (recordId: string): string => bootstrap.objects[recordId.slice(0, 3)] ?? 'Record';

export const tabs = new Tabs(app.console, objectOf);

/** The path without the app in front of it: `/lightning/r/…`, `/lightning/o/…`, `/lightning/n/…`. */
export const pathInApp = (): string => location.pathname.replace(ADDRESS, '/lightning');

export const addressOfItem = (item: NavigationItem): string =>
  item.kind === 'object' ? `/lightning/o/${item.object}/list` : `/lightning/n/${item.name}`;

function find(name: string | null | undefined): PageApp | undefined {
  const wanted = decodeURIComponent(name ?? '').toLowerCase();
  return bootstrap.apps.find((one) => one.name.toLowerCase() === wanted);
}
