/** Colour of a tab's mark, in the platform's words. */
export type HighlightState = 'success' | 'warning' | 'error';

/** One tab: a workspace of the console, a subtab of one, or the one page of an app without a console. */
export interface Tab {
  readonly id: string;
  readonly recordId: string;
  readonly object: string;
  /** What the record calls itself. */
  readonly title: string;
  /** What a component called it instead. */
  readonly customTitle: string | null;
  readonly customIcon: { readonly name: string; readonly alt: string } | null;
  readonly highlight: { readonly state: HighlightState | null; readonly pulse: boolean } | null;
  readonly closeable: boolean;
  /** Grows when the tab is to load its page again. */
  readonly loads: number;
  /** The workspace a subtab stands in; null for a workspace. */
  readonly parentId: string | null;
}

export type TabEvent =
  | { readonly type: 'created' | 'closed' | 'updated' | 'refreshed'; readonly tabId: string }
  | { readonly type: 'focused'; readonly previousTabId: string | null; readonly currentTabId: string | null };

type TabChange = Partial<Pick<Tab, 'title' | 'customTitle' | 'customIcon' | 'highlight' | 'closeable'>>;

/**
 * The app's open tabs. In front is one of them or, when none is, a navigation item such as the list of cases. A
 * console keeps them all; an app without one has a single page that the next record replaces.
 */
export class Tabs {
  #tabs: readonly Tab[] = [];
  #focusedId: string | null = null;
  /** Per workspace, which of its tabs was in front last. */
  readonly #fronts = new Map<string, string>();
  readonly #listeners = new Set<(event: TabEvent) => void>();
  #next = 1;

  /** @param objectOf the API name of a record's object, by its id */
  constructor(
    private readonly isConsole: boolean,
    private readonly objectOf: (recordId: string) => string,
  ) {}

  all(): readonly Tab[] {
    return this.#tabs;
  }

  workspaces(): readonly Tab[] {
    return this.#tabs.filter(({ parentId }) => parentId === null);
  }

  subtabsOf(workspaceId: string): readonly Tab[] {
    return this.#tabs.filter(({ parentId }) => parentId === workspaceId);
  }

  find(id: string): Tab | null {
    return this.#tabs.find((tab) => tab.id === id) ?? null;
  }

  focused(): Tab | null {
    return this.#focusedId === null ? null : this.find(this.#focusedId);
  }

  /** The workspace in front: the focused tab's own, or the one it is a subtab of. */
  workspace(): Tab | null {
    const front = this.focused();
    return front?.parentId ? this.find(front.parentId) : front;
  }

  /** Called after each change, with what happened. */
  onChange(listener: (event: TabEvent) => void): void {
    this.#listeners.add(listener);
  }

  /** Opens a record as a workspace, or brings its workspace to the front when it is open already. */
  openRecord(recordId: string, { focus = true } = {}): string {
    const open = this.workspaces().find((tab) => tab.recordId === recordId);
    if (!open && !this.isConsole) for (const { id } of this.#tabs) this.#remove(id);
    const id = open?.id ?? this.#add(recordId, null);
    if (focus) this.focus(id);
    return id;
  }

  /** Opens a record within a workspace; one that is open there already comes to the front. */
  openWithin(workspaceId: string, recordId: string, { focus = true } = {}): string {
    const workspace = this.find(workspaceId);
    if (!this.isConsole || !workspace || workspace.recordId === recordId)
      return this.openRecord(recordId, { focus });
    const open = this.subtabsOf(workspaceId).find((tab) => tab.recordId === recordId);
    const id = open?.id ?? this.#add(recordId, workspaceId);
    if (focus) this.focus(id);
    else this.#fronts.set(workspaceId, this.#fronts.get(workspaceId) ?? workspaceId);
    return id;
  }

  focus(id: string): void {
    const tab = this.find(id);
    if (!tab) return;
    this.#fronts.set(tab.parentId ?? tab.id, id);
    this.#bringToFront(id);
  }

  /** A press on a workspace shows the tab of it that was in front last. */
  focusWorkspace(id: string): void {
    this.focus(this.find(this.#fronts.get(id) ?? '')?.id ?? id);
  }

  /** Puts a navigation item in front of all tabs. */
  showNavigation(): void {
    this.#bringToFront(null);
  }

  /** A workspace takes its subtabs with it. */
  close(id: string): void {
    const tab = this.find(id);
    if (!tab) return;
    const row = tab.parentId === null ? this.workspaces() : this.subtabsOf(tab.parentId);
    const place = row.indexOf(tab);
    const neighbour = row[place + 1] ?? row[place - 1] ?? null;
    const next = tab.parentId === null ? (neighbour?.id ?? null) : (neighbour?.id ?? tab.parentId);
    const wasInFront = this.#focusedId === id || this.workspace()?.id === id;
    const goes = [...this.subtabsOf(id), tab];
    if (tab.parentId !== null) this.#fronts.set(tab.parentId, next ?? tab.parentId);
    if (wasInFront && next !== null && tab.parentId === null) this.focusWorkspace(next);
    else if (wasInFront && next !== null) this.focus(next);
    else if (wasInFront) this.showNavigation();
    for (const one of goes) this.#remove(one.id);
  }

  change(id: string, change: TabChange): Tab | null {
    this.#tabs = this.#tabs.map((tab) => (tab.id === id ? { ...tab, ...change } : tab));
    const changed = this.find(id);
    if (changed) this.#tell({ type: 'updated', tabId: id });
    return changed;
  }

  /** Has the tab, and on wish its subtabs, load again. */
  refresh(id: string, includeSubtabs: boolean): void {
    const goes = [id, ...(includeSubtabs ? this.subtabsOf(id).map((tab) => tab.id) : [])];
    this.#tabs = this.#tabs.map((tab) => (goes.includes(tab.id) ? { ...tab, loads: tab.loads + 1 } : tab));
    for (const tabId of goes) this.#tell({ type: 'refreshed', tabId });
  }

  #add(recordId: string, parentId: string | null): string {
    const object = this.objectOf(recordId);
    const tab: Tab = {
      id: `ctab${this.#next++}`,
      recordId,
      object,
      title: object,
      customTitle: null,
      customIcon: null,
      highlight: null,
      closeable: true,
      loads: 0,
      parentId,
    };
    this.#tabs = [...this.#tabs, tab];
    this.#tell({ type: 'created', tabId: tab.id });
    return tab.id;
  }

  #remove(id: string): void {
    this.#tabs = this.#tabs.filter((tab) => tab.id !== id);
    this.#fronts.delete(id);
    this.#tell({ type: 'closed', tabId: id });
  }

  #bringToFront(id: string | null): void {
    const previousTabId = this.#focusedId;
    this.#focusedId = id;
    this.#tell({ type: 'focused', previousTabId, currentTabId: id });
  }

  #tell(event: TabEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

export const shownTitle = (tab: Tab): string => tab.customTitle ?? tab.title;

/** The console's icon of an object, by the platform's name. */
export const iconOf = (tab: Tab): string => tab.customIcon?.name ?? `standard:${tab.object.toLowerCase()}`;
