/** One tab of the console. Its page stays alive while another tab is in front. */
export interface Tab {
  readonly id: string;
  readonly recordId: string;
  readonly object: string;
  readonly title: string;
  /** Something waits in it. */
  readonly highlighted: boolean;
}

const OBJECT_BY_PREFIX: Readonly<Record<string, string>> = {
  '500': 'Case',
  '00Q': 'Lead',
  '003': 'Contact',
  '001': 'Account',
};

type Listener = () => void;

/** The console's open tabs. The list of cases is always there, and in front when no tab is. */
class Tabs {
  #tabs: readonly Tab[] = [];
  #focusedId: string | null = null;
  readonly #listeners = new Set<Listener>();
  #next = 1;

  all(): readonly Tab[] {
    return this.#tabs;
  }

  focused(): Tab | null {
    return this.#tabs.find(({ id }) => id === this.#focusedId) ?? null;
  }

  onChange(listener: Listener): void {
    this.#listeners.add(listener);
  }

  /** Opens a record, or brings its tab to the front when it is open already. */
  openRecord(recordId: string, { focus = true } = {}): string {
    const open = this.#tabs.find((tab) => tab.recordId === recordId);
    const tab = open ?? this.#add(recordId);
    if (focus) this.focus(tab.id);
    else this.#tell();
    return tab.id;
  }

  focus(id: string): void {
    this.#focusedId = id;
    this.#tabs = this.#tabs.map((tab) => (tab.id === id ? { ...tab, highlighted: false } : tab));
    this.#tell();
  }

  showList(): void {
    this.#focusedId = null;
    this.#tell();
  }

  close(id: string): void {
    const place = this.#tabs.findIndex((tab) => tab.id === id);
    this.#tabs = this.#tabs.filter((tab) => tab.id !== id);
    if (this.#focusedId === id) this.#focusedId = (this.#tabs[place] ?? this.#tabs[place - 1])?.id ?? null;
    this.#tell();
  }

  change(id: string, change: Partial<Pick<Tab, 'title' | 'highlighted'>>): Tab {
    this.#tabs = this.#tabs.map((tab) => (tab.id === id ? { ...tab, ...change } : tab));
    const changed = this.#tabs.find((tab) => tab.id === id);
    if (!changed) throw new Error(`Tab ${id} is not open.`);
    this.#tell();
    return changed;
  }

  #add(recordId: string): Tab {
    const object = OBJECT_BY_PREFIX[recordId.slice(0, 3)] ?? 'Record';
    const tab: Tab = { id: `tab${this.#next++}`, recordId, object, title: object, highlighted: false };
    this.#tabs = [...this.#tabs, tab];
    return tab;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const tabs = new Tabs();
