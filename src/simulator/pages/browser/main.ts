import { followChanges } from './changes.ts';
import { loadComponents } from './load-components.ts';
import { restoreLook } from './look.ts';
import { type Tab, tabs } from './tabs.ts';
import { createAppBar } from './views/app-bar.ts';
import { createCaseList } from './views/case-list.ts';
import { createRecordPage } from './views/record-page.ts';

/** Draws the console: the list of cases, and one page for each open tab, alive also when another is in front. */
function start(app: HTMLElement): void {
  restoreLook();
  const bar = append(app, 'div');
  const list = append(app, 'main');
  list.className = 'lex-list-page';
  const components = loadComponents();
  const pages = new Map<string, { place: HTMLElement; end: () => void }>();
  const cases = createCaseList(list);

  const open = (tab: Tab) => {
    const place = append(app, 'main');
    place.hidden = tab !== tabs.focused();
    pages.set(tab.id, { place, end: createRecordPage(place, tab, components) });
  };
  const arrange = () => {
    const front = tabs.focused();
    list.hidden = front !== null;
    for (const tab of tabs.all()) if (!pages.has(tab.id)) open(tab);
    for (const [id, page] of [...pages]) {
      const isOpen = tabs.all().some((tab) => tab.id === id);
      page.place.hidden = id !== front?.id;
      if (isOpen) continue;
      pages.delete(id);
      page.end();
    }
    const address = front ? `/lightning/r/${front.object}/${front.recordId}/view` : '/lightning/o/Case/list';
    if (location.pathname !== address) history.pushState(null, '', address);
    document.title = `${front?.title ?? 'Cases'} | Salesforce (simulated)`;
  };
  tabs.onChange(arrange);
  createAppBar(bar, (term) => {
    cases.search(term);
    tabs.showList();
  });
  followChanges();

  window.addEventListener('popstate', showAddress);
  showAddress();
}

/** Brings to the front what the address names; the browser's back and forward lead through the tabs. */
function showAddress(): void {
  const [, recordId] = /^\/lightning\/r\/\w+\/(\w{15,18})\/view$/.exec(location.pathname) ?? [];
  if (recordId) tabs.openRecord(recordId);
  else tabs.showList();
}

function append(parent: HTMLElement, tag: string): HTMLElement {
  return parent.appendChild(document.createElement(tag));
}

const app = document.querySelector<HTMLElement>('#app');
if (app) start(app);
