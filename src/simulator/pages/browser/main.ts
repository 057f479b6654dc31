import { bootstrap } from './bootstrap.ts';
import { followChanges } from './changes.ts';
import { addressOfItem, app, pathInApp, tabs } from './current-app.ts';
import { loadComponents } from './load-components.ts';
import { restoreLook } from './look.ts';
import { navigation } from './navigation-items.ts';
import { shownTitle, type Tab, type TabEvent } from './tabs.ts';
import { createAppBar } from './views/app-bar.ts';
import { createAppPage } from './views/app-page.ts';
import { createObjectList, type ObjectList } from './views/object-list.ts';
import { createRecordPage } from './views/record-page.ts';
import { createUtilityBar } from './views/utility-bar.ts';

/** Draws the app: its navigation items, one page for each open tab, alive also when another is in front, its utilities. */
function start(root: HTMLElement): void {
  restoreLook();
  const bar = append(root, 'div');
  const body = append(root, 'div');
  body.className = 'lex-body';
  const components = loadComponents();
  const pages = new Map<string, { place: HTMLElement; end: () => void }>();
  const items = new Map<string, { place: HTMLElement; list: ObjectList | null }>();

  const keyOf = (tab: Tab) => `${tab.id}:${tab.loads}`;
  const open = (tab: Tab) => {
    const place = append(body, 'main');
    place.hidden = tab.id !== tabs.focused()?.id;
    pages.set(keyOf(tab), { place, end: createRecordPage(place, tab, components) });
  };
  const openItem = () => {
    const item = navigation.current();
    if (!item || items.has(addressOfItem(item))) return;
    const place = append(body, 'main');
    items.set(addressOfItem(item), {
      place,
      list: item.kind === 'object' ? createObjectList(place, item.object, item.label) : null,
    });
    if (item.kind === 'page') createAppPage(place, item, components);
  };
  const arrange = (event: TabEvent) => {
    for (const tab of tabs.all()) if (!pages.has(keyOf(tab))) open(tab);
    // A tab that was just made may come to the front next: what is in front now is not where the person goes.
    if (event.type === 'created') return;
    const front = tabs.focused();
    const item = navigation.current();
    if (front === null) openItem();
    for (const [address, { place }] of items)
      place.hidden = front !== null || item === null || address !== addressOfItem(item);
    for (const [key, page] of [...pages]) {
      page.place.hidden = front === null || key !== keyOf(front);
      if (tabs.all().some((tab) => keyOf(tab) === key)) continue;
      pages.delete(key);
      page.end();
    }
    const address = front ? addressOfTab(front) : item ? addressOfItem(item) : '/lightning';
    if (pathInApp() + location.search !== address) history.pushState(null, '', address);
    const title = front ? shownTitle(front) : (item?.label ?? app.label);
    document.title = `${title} | Salesforce (simulated)`;
  };
  tabs.onChange(arrange);
  createAppBar(bar, (term) => {
    navigation.showObject('Case');
    items.get('/lightning/o/Case/list')?.list?.search(term);
  });
  createUtilityBar(root, components);
  followChanges();
  followVisualforce();

  window.addEventListener('popstate', showAddress);
  showAddress();
}

/** `sforce.one` of a Visualforce page within this one: it asks, and this page does it. */
function followVisualforce(): void {
  window.addEventListener('message', ({ origin, data }: MessageEvent<unknown>) => {
    const { type, recordId } = (data ?? {}) as { type?: unknown; recordId?: unknown };
    const isOurs = origin === bootstrap.visualforceUrl && type === 'sforce.one.navigateToSObject';
    if (isOurs && typeof recordId === 'string') tabs.openRecord(recordId);
  });
}

/** A subtab's address carries its workspace's, as the console's do. */
function addressOfTab(tab: Tab): string {
  const path = `/lightning/r/${tab.object}/${tab.recordId}/view`;
  const workspace = tab.parentId === null ? null : tabs.find(tab.parentId);
  return workspace ? `${path}?ws=${encodeURIComponent(addressOfTab(workspace))}` : path;
}

const RECORD = /^\/lightning\/r\/\w+\/(\w{15,18})\/view$/;

/** Brings to the front what the address names; the browser's back and forward lead through the tabs. */
function showAddress(): void {
  const path = pathInApp();
  const recordId = RECORD.exec(path)?.[1];
  const workspaceRecord = RECORD.exec(new URLSearchParams(location.search).get('ws') ?? '')?.[1];
  const item = app.items.find((one) => addressOfItem(one) === path) ?? navigation.current();
  if (recordId && workspaceRecord)
    tabs.openWithin(tabs.openRecord(workspaceRecord, { focus: false }), recordId);
  else if (recordId) tabs.openRecord(recordId);
  else if (item) navigation.show(item);
}

function append(parent: HTMLElement, tag: string): HTMLElement {
  return parent.appendChild(document.createElement(tag));
}

const root = document.querySelector<HTMLElement>('#app');
if (root) start(root);
