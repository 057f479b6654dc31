import type { SalesforceOutcome, SalesforcePort, SalesforceRequest } from '../ports.ts';
import { FakeOrg } from './fake-org.ts';
import { MemoryCare } from './memory-store.ts';

const LOCKED = { statusCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access' };
const UNKNOWN: SalesforceOutcome = { kind: 'unknown', reason: 'no answer' };

/** A safeguard taken away, to see that the schedules miss it. */
export type Planted = 'no fence' | 'no unique key' | 'rows one by one' | 'guesses an unknown outcome';

/** Care, an org and a network between them, in which one thing happens at a time. */
export class World {
  readonly care = new MemoryCare();
  readonly org: FakeOrg;
  readonly random: () => number;
  readonly #gates: { actor: Actor; open: () => void }[] = [];
  readonly #late: { at: number; request: SalesforceRequest }[] = [];
  #actors = 0;
  step = 0;
  writes = 0;
  faults = 0;
  trouble = true;

  constructor(
    seed: number,
    readonly planted: Planted | null,
  ) {
    this.random = mulberry32(seed);
    this.org = new FakeOrg({
      fence: planted !== 'no fence',
      uniqueKeys: planted !== 'no unique key',
      allOrNone: planted !== 'rows one by one',
    });
  }

  dice = (chance: number): boolean => this.random() < chance;
  pick = <T>(all: readonly T[]): T => all[Math.floor(this.random() * all.length)]!;

  actor(): Actor {
    this.#actors += 1;
    return { name: `actor ${this.#actors}`, alive: true, asleepUntil: 0 };
  }

  gate(actor: Actor): Promise<void> {
    return new Promise((open) => this.#gates.push({ actor, open }));
  }

  /** One thing happens, and everything that follows from it without a port. */
  async advance(): Promise<void> {
    this.step += 1;
    this.care.now += Math.floor(this.random() * (this.trouble ? 400 : 1_000));
    for (const late of this.#late.filter(({ at }) => at <= this.step)) {
      this.#late.splice(this.#late.indexOf(late), 1);
      this.org.answer(late.request);
    }
    const open = this.#gates.filter(({ actor }) => actor.alive && actor.asleepUntil <= this.step);
    const chosen = this.pick(open);
    if (chosen) {
      this.#gates.splice(this.#gates.indexOf(chosen), 1);
      chosen.open();
    }
    await new Promise((resolve) => setImmediate(resolve));
  }

  get quiet(): boolean {
    return this.#late.length === 0 && this.care.settled;
  }

  /** Each method waits before it happens and before its caller learns that it did. */
  gated<T extends object>(actor: Actor, target: T): T {
    return new Proxy(target, {
      get: (object, name) => {
        const method: unknown = Reflect.get(object, name);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          await this.gate(actor);
          const result: unknown = await Reflect.apply(method, object, args);
          await this.gate(actor);
          return result;
        };
      },
    });
  }

  port(actor: Actor): SalesforcePort {
    return {
      accessFor: () => Promise.resolve(null),
      call: async (request) => {
        await this.gate(actor);
        const outcome = this.#guessed(request, this.#exchange(request));
        await this.gate(actor);
        return outcome;
      },
    };
  }

  /** Takes silence for success, as a careless client would. */
  #guessed(request: SalesforceRequest, outcome: SalesforceOutcome): SalesforceOutcome {
    const careless = this.planted === 'guesses an unknown outcome' && request.purpose === 'messages';
    if (!careless || outcome.kind !== 'unknown') return outcome;
    const body = Array.from({ length: request.records }, () => ({ id: 'a00', success: true, errors: [] }));
    return { ...this.org.answer({ ...request, path: '/queryAll?q=' }), body } as SalesforceOutcome;
  }

  #exchange(request: SalesforceRequest): SalesforceOutcome {
    const isWrite = request.method !== 'GET';
    if (isWrite) this.writes += 1;
    if (!this.trouble || !this.dice(0.55)) return this.org.answer(request);
    this.faults += 1;
    const kind = this.pick(['before', 'after', 'late', 'rows', 'unavailable'] as const);
    switch (kind) {
      case 'before':
        return UNKNOWN;
      case 'after':
        this.org.answer(request);
        return UNKNOWN;
      case 'late':
        if (isWrite) this.#late.push({ at: this.step + Math.floor(this.random() * 150), request });
        return UNKNOWN;
      case 'rows':
        return this.org.answer(request, () => (this.dice(0.4) ? LOCKED : null));
      case 'unavailable':
        return { kind: 'unavailable', reason: 'limit', retryAfterMs: 2_000, detail: 'limit' };
    }
  }
}

export interface Actor {
  name: string;
  /** False: killed. */
  alive: boolean;
  /** Stopped for longer than any lease, and then it goes on. */
  asleepUntil: number;
}

/** Small, seeded, good enough to shuffle with. */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
