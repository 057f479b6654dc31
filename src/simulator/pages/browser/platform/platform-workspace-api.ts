/** `lightning/platformWorkspaceApi`: the console's tabs. Arguments are positional, as in LWC. */
import { type Tab, tabs } from '../tabs.ts';

interface TabInfo {
  readonly tabId: string;
  readonly recordId: string | null;
  readonly title: string;
  readonly focused: boolean;
  readonly highlighted: boolean;
  readonly isSubtab: boolean;
}

interface OpenOptions {
  readonly recordId?: string;
  readonly focus?: boolean;
}

/** Wire adapter: this org's app is a console app. */
export class IsConsoleNavigation {
  constructor(emit: (isConsole: boolean) => void) {
    emit(true);
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
  return tabs.openRecord(options.recordId ?? '', { focus: options.focus === true });
}

/** Subtabs are drawn as tabs of their own here. */
export async function openSubtab(_parentTabId: string, options: OpenOptions): Promise<string> {
  return openTab(options);
}

export async function focusTab(tabId: string): Promise<boolean> {
  tabs.focus(tabId);
  return true;
}

export async function closeTab(tabId: string): Promise<boolean> {
  tabs.close(tabId);
  return true;
}

export async function getFocusedTabInfo(): Promise<TabInfo | null> {
  const tab = tabs.focused();
  return tab ? infoOf(tab) : null;
}

export async function getTabInfo(tabId: string): Promise<TabInfo> {
  return infoOf(find(tabId));
}

export async function getAllTabInfo(): Promise<TabInfo[]> {
  return tabs.all().map(infoOf);
}

export async function setTabLabel(tabId: string, title: string): Promise<TabInfo> {
  return infoOf(tabs.change(tabId, { title: String(title) }));
}

export async function setTabHighlighted(tabId: string, highlighted: boolean): Promise<TabInfo> {
  return infoOf(tabs.change(tabId, { highlighted: Boolean(highlighted) }));
}

function find(tabId: string): Tab {
  const tab = tabs.all().find(({ id }) => id === tabId);
  if (!tab) throw new Error(`Tab ${tabId} is not open.`);
  return tab;
}

function infoOf(tab: Tab): TabInfo {
  return {
    tabId: tab.id,
    recordId: tab.recordId,
    title: tab.title,
    focused: tabs.focused() === tab,
    highlighted: tab.highlighted,
    isSubtab: false,
  };
}
