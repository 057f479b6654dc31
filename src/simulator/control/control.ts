import type { CallRecord, Fault, OrgControl } from '../core.ts';
import type { GapType } from '../state/journal-entry.ts';
import type { EventControl } from './event-control.ts';

interface ActiveFault {
  readonly id: string;
  readonly fault: Fault;
  /** Matching calls seen so far. */
  seen: number;
  hits: number;
}

/** Ends sign-ins on purpose; the OAuth side supplies it. */
export interface SignInControl {
  expireAccessTokens(username?: string): Promise<void>;
  revokeGrants(username?: string): Promise<void>;
}

const KEPT_CALLS = 20_000;

/** Call log and fault injection: a test's hold on the org. */
export class Control implements OrgControl {
  lockWaitMs = 10_000;
  keepaliveMs = 270_000;
  #faults: ActiveFault[] = [];
  #calls: CallRecord[] = [];
  #apiCalls = 0;
  #nextFault = 1;

  constructor(
    private readonly signIn: SignInControl,
    private readonly events: EventControl,
  ) {}

  addFault(fault: Fault): { id: string } {
    const id = `fault-${this.#nextFault++}`;
    this.#faults.push({ id, fault, seen: 0, hits: 0 });
    return { id };
  }

  removeFault(id: string): void {
    this.#faults = this.#faults.filter((active) => active.id !== id);
  }

  clearFaults(): void {
    this.#faults = [];
  }

  faults() {
    return this.#faults.map(({ id, fault, hits }) => ({ ...fault, id, hits }));
  }

  /** The fault this call runs into, if any; counts the call against every fault of its operation. */
  takeFault(operation: string): Fault | null {
    let taken: Fault | null = null;
    for (const active of this.#faults) {
      const { fault } = active;
      if (fault.operation !== '*' && fault.operation !== operation) continue;
      active.seen++;
      const times = fault.times === null ? Number.POSITIVE_INFINITY : (fault.times ?? 1);
      const due = active.seen >= (fault.nth ?? 1) && active.hits < times;
      if (!due || taken) continue;
      active.hits++;
      taken = fault;
    }
    return taken;
  }

  calls(): readonly CallRecord[] {
    return this.#calls;
  }

  clearCalls(): void {
    this.#calls = [];
    this.#apiCalls = 0;
  }

  apiCallCount(): number {
    return this.#apiCalls;
  }

  record(call: CallRecord): void {
    if (call.kind === 'api') this.#apiCalls++;
    this.#calls.push(call);
    if (this.#calls.length > KEPT_CALLS) this.#calls = this.#calls.slice(KEPT_CALLS / 2);
  }

  cutStreams(code?: string): void {
    this.events.cutStreams(code);
  }

  expireEvents(): Promise<void> {
    return this.events.expireEvents();
  }

  publishGap(object: string, recordIds: readonly string[], type: GapType): Promise<void> {
    return this.events.publishGap(object, recordIds, type);
  }

  expireAccessTokens(username?: string): Promise<void> {
    return this.signIn.expireAccessTokens(username);
  }

  revokeGrants(username?: string): Promise<void> {
    return this.signIn.revokeGrants(username);
  }
}
