import type { TemplateResult } from 'lit';
import type { ApiClient } from '../clients/api-client.ts';
import type { PlaceId } from './places.ts';
import type { SettingsStore } from './store/settings-store.ts';

/** What a page of the settings is given, anew for each address. */
export interface SettingsContext {
  readonly api: ApiClient;
  readonly store: SettingsStore;
  /** The `:names` of the page's path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Goes to another page of the settings, as a link to it would; `replace` leaves no way back. */
  go(path: string, options?: { replace?: boolean }): void;
  /** Says once, at the bottom, what was just done. */
  say(text: string): void;
}

/** A page that is shown: how it is drawn, and what to do when it is left. */
export interface OpenPage {
  draw(): TemplateResult;
  end?(): void;
  /** Whether something would be lost by leaving now: then the page asks, and calls `leave` when it may be lost. */
  holds?(leave: () => void): boolean;
}

/**
 * One page of the settings. An area exports its pages as a list, and `pages.ts` takes it in: that is all there is
 * to do for a page to have an address, a place in the navigation and a title.
 */
export interface SettingsPage {
  /** As in the contract: `/settings/integrations/salesforce/:connectionId`. */
  readonly path: string;
  /** Of the browser's tab. */
  readonly title: string;
  /** The entry of the navigation that is current while this page is shown. */
  readonly place: PlaceId;
  /** Imports what the page takes, so that it costs nothing until it is gone to, and begins its work. */
  open(context: SettingsContext): Promise<OpenPage>;
}
