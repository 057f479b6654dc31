import type { LitElement, ReactiveController } from 'lit';
import type { CareInboxRow } from '../../elements/inbox-row.ts';

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(last, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * Makes the rows of a view one stop of the Tab key, with arrows, Home and End between them. A row that moves while it
 * has the focus keeps it.
 */
export class RowKeys implements ReactiveController {
  readonly #host: LitElement;
  #stop = '';
  #held = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
    host.addEventListener('focusin', () => {
      const row = this.#focused();
      if (!row || row.row.caseId === this.#stop) return;
      this.#stop = row.row.caseId;
      host.requestUpdate();
    });
  }

  hostUpdate() {
    this.#held = this.#focused() !== null;
  }

  hostUpdated() {
    if (!this.#held || this.#focused()) return;
    // A row in another group is another element, which draws itself first.
    setTimeout(() => this.#host.shadowRoot?.activeElement ?? this.focus());
  }

  /** Which of these rows the Tab key stops at. */
  stopOf(caseIds: readonly string[]): string {
    return caseIds.includes(this.#stop) ? this.#stop : (caseIds[0] ?? '');
  }

  /** Puts the focus on the row it was on last, or on the first. False: there is none. */
  focus(caseId = this.#stop): boolean {
    const rows = this.#rows();
    const row = rows.find((one) => one.row.caseId === caseId) ?? rows[0];
    row?.focus();
    return row !== undefined;
  }

  /** True: the key was one of ours. */
  press({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const rows = this.#rows();
    const step = STEPS[key];
    if (!step || altKey || ctrlKey || metaKey || rows.length === 0) return false;
    const focused = this.#focused();
    const from = focused ? rows.indexOf(focused) : key === 'ArrowUp' ? 0 : -1;
    rows[step(from, rows.length - 1)]?.focus();
    return true;
  }

  #rows(): CareInboxRow[] {
    return [...this.#host.renderRoot.querySelectorAll('care-inbox-row')];
  }

  /** The row with the focus, on itself or on what can be done with it. */
  #focused(): CareInboxRow | null {
    return this.#host.shadowRoot?.activeElement?.closest('care-inbox-row') ?? null;
  }
}
