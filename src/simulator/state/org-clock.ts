import type { OrgState } from './org-state.ts';

const CLOCK = 'clock';

/** The org's own time: the machine's, moved by as much as a test says. Whatever the org dates or lets run out follows it. */
export class OrgClock {
  constructor(private readonly state: OrgState) {}

  /** Milliseconds since 1970. */
  readonly now = (): number => Date.now() + this.offsetMs;

  /** Ahead of the machine's clock when positive. */
  get offsetMs(): number {
    return Number(this.state.fact(CLOCK, 'offset') ?? 0);
  }

  /** Change events whose three days are over by then are gone, as they would be. */
  move(offsetMs: number): void {
    this.state.commit({ facts: [[CLOCK, 'offset', offsetMs === 0 ? null : offsetMs]] });
    const expiry = this.state.expiry(this.now());
    if (expiry) this.state.commit(expiry);
  }
}
