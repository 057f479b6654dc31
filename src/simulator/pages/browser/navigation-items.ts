import type { NavigationItem } from '../page-data.ts';
import { app, tabs } from './current-app.ts';

/** The app's navigation: which of its items shows when no tab is in front. */
class Navigation {
  #item: NavigationItem | null = app.items[0] ?? null;

  current(): NavigationItem | null {
    return this.#item;
  }

  show(item: NavigationItem): void {
    this.#item = item;
    tabs.showNavigation();
  }

  /** An app without that object or page stays where it is. */
  showObject(object: string): void {
    this.#showFound(app.items.find((item) => item.kind === 'object' && item.object === object));
  }

  showPage(name: string): void {
    this.#showFound(app.items.find((item) => item.kind === 'page' && item.name === name));
  }

  #showFound(item: NavigationItem | undefined): void {
    if (item) this.show(item);
  }
}

export const navigation = new Navigation();
