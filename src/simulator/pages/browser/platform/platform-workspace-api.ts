/**
 * `lightning/platformWorkspaceApi`: the console's tabs. Arguments are positional, as in LWC; every call is a promise,
 * and rejects in an app without a console (Console Developer Guide, "Methods for Workspace Tabs and Subtabs").
 */
import { app, tabs } from '../current-app.ts';
import { type HighlightState, iconOf, shownTitle, type Tab } from '../tabs.ts';

export interface TabInfo {
  readonly tabId: string;
  readonly recordId: string;
  readonly url: string;
  readonly title: string;
  readonly customTitle: string | null;
  readonly icon: string;
  readonly iconAlt: string;
  readonly customIcon: string | null;
  readonly customIconAlt: string | null;
  readonly focused: boolean;
  readonly highlighted: boolean;
  readonly pinned: boolean;
  readonly closeable: boolean;
  readonly isSubtab: boolean;
  readonly parentTabId: string | null;
  readonly subtabs: readonly TabInfo[];
}

interface OpenOptions {
  readonly recordId?: string;
  readonly url?: string;
  readonly pageReference?: { readonly attributes?: { readonly recordId?: string } };
  readonly focus?: boolean;
}

/** Wire adapter: whether the app in front is a console. */
export class IsConsoleNavigation {
  constructor(emit: (isConsole: boolean) => void) {
    emit(app.console);
  }
  connect(): void {}
  update(): void {}
  disconnect(): void {}
}

/** Wire adapter: the tab the component stands in, by context from the page around it. */
export class EnclosingTabId {
  static readonly contextSchema = { tabId: 'required' };
  constructor(private readonly emit: (tabId: string | undefined) => void) {}
  connect(): void {}
  update(_config: object, context?: { tabId?: string }): void {
    this.emit(context?.tabId);
  }
  disconnect(): void {}
}

export async function openTab(options: OpenOptions): Promise<string> {
  requireConsole();
  return tabs.openRecord(recordOf(options), { focus: options.focus === true });
}

/** @param parentTabId a workspace; a subtab has no subtabs of its own */
export async function openSubtab(parentTabId: string, options: OpenOptions): Promise<string> {
  if (find(parentTabId).parentId !== null)
    throw new Error(`Tab ${parentTabId} is a subtab. Name its workspace.`);
  return tabs.openWithin(parentTabId, recordOf(options), { focus: options.focus === true });
}

export async function focusTab(tabId: string): Promise<boolean> {
  tabs.focus(find(tabId).id);
  return true;
}

export async function closeTab(tabId: string): Promise<boolean> {
  tabs.close(find(tabId).id);
  return true;
}

export async function refreshTab(
  tabId: string,
  options?: { readonly includeAllSubtabs?: boolean },
): Promise<boolean> {
  tabs.refresh(find(tabId).id, options?.includeAllSubtabs !== false);
  return true;
}

/** Null while a navigation item, such as a list, is in front. */
export async function getFocusedTabInfo(): Promise<TabInfo | null> {
  requireConsole();
  const tab = tabs.focused();
  return tab && infoOf(tab);
}

export async function getTabInfo(tabId: string): Promise<TabInfo> {
  return infoOf(find(tabId));
}

/** Workspaces, each with its subtabs. */
export async function getAllTabInfo(): Promise<TabInfo[]> {
  requireConsole();
  return tabs.workspaces().map(infoOf);
}

export async function setTabLabel(tabId: string, label: string): Promise<TabInfo> {
  return change(tabId, { customTitle: String(label) });
}

export async function setTabIcon(
  tabId: string,
  icon: string,
  options?: { readonly iconAlt?: string },
): Promise<TabInfo> {
  return change(tabId, { customIcon: { name: String(icon), alt: String(options?.iconAlt ?? '') } });
}

/** Stays until it is taken off again: nothing in the documentation has the focus clear it. */
export async function setTabHighlighted(
  tabId: string,
  highlighted: boolean,
  options?: { readonly pulse?: boolean; readonly state?: HighlightState },
): Promise<TabInfo> {
  const highlight = { state: options?.state ?? null, pulse: options?.pulse === true };
  return change(tabId, { highlight: highlighted ? highlight : null });
}

export async function disableTabClose(tabId: string, disabled: boolean): Promise<TabInfo> {
  return change(tabId, { closeable: !disabled });
}

function change(tabId: string, what: Parameters<typeof tabs.change>[1]): TabInfo {
  return infoOf(tabs.change(find(tabId).id, what) as Tab);
}

function requireConsole(): void {
  if (!app.console) throw new Error('This method works in console apps only.');
}

function find(tabId: string): Tab {
  requireConsole();
  const tab = tabs.find(tabId);
  if (!tab) throw new Error(`Tab ${tabId} is not open.`);
  return tab;
}

function recordOf({ recordId, url, pageReference }: OpenOptions): string {
  const named = recordId ?? pageReference?.attributes?.recordId ?? /\/(\w{15,18})\/view/.exec(url ?? '')?.[1];
  if (!named) throw new Error('This org opens records in tabs, by recordId, url or pageReference.');
  return named;
}

function infoOf(tab: Tab): TabInfo {
  return {
    tabId: tab.id,
    recordId: tab.recordId,
    url: `${location.origin}/lightning/r/${tab.object}/${tab.recordId}/view`,
    title: shownTitle(tab),
    customTitle: tab.customTitle,
    icon: iconOf(tab),
    iconAlt: tab.customIcon?.alt ?? tab.object,
    customIcon: tab.customIcon?.name ?? null,
    customIconAlt: tab.customIcon?.alt ?? null,
    focused: tabs.focused()?.id === tab.id,
    highlighted: tab.highlight !== null,
    pinned: false,
    closeable: tab.closeable,
    isSubtab: tab.parentId !== null,
    parentTabId: tab.parentId,
    subtabs: tabs.subtabsOf(tab.id).map(infoOf),
  };
}
