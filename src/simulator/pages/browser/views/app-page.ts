import type { NavigationItem } from '../../page-data.ts';
import { tabs } from '../current-app.ts';
import type { Components } from '../load-components.ts';
import { navigation } from '../navigation-items.ts';

/** An app page: the components its Lightning page names, one below the other in its one region. */
export function createAppPage(
  place: HTMLElement,
  item: Extract<NavigationItem, { kind: 'page' }>,
  components: Components,
): void {
  place.className = 'lex-app-page';
  place.innerHTML = '<h1 class="slds-assistive-text"></h1>';
  const [heading] = place.children;
  if (heading) heading.textContent = item.label;
  const isActive = () => tabs.focused() === null && navigation.current() === item;
  for (const { component, properties } of item.components) {
    const region = place.appendChild(document.createElement('div'));
    components.place(region, component, { isActive }, properties);
  }
}
