import type { Logger } from 'pino';
import { jitter } from '../../domain/decide-retry.ts';
import { CHANGE_TOPIC } from '../../domain/salesforce-names.ts';
import { applyNews } from './apply-salesforce-state.ts';
import { Daemon } from './daemon.ts';
import {
  type InboundLease,
  type InboundPorts,
  LeaseLost,
  type OpenChangeStream,
  StreamError,
  type StreamFailure,
  type StreamItem,
  type StreamStart,
} from './inbound-ports.ts';
import { pauseFor } from './pause.ts';
import type { SalesforcePort } from './ports.ts';
import { readChanges } from './read-changes.ts';
import { reread, sweep } from './sweep.ts';

export interface FollowOptions {
  ports: InboundPorts;
  port: SalesforcePort;
  openStream: OpenChangeStream;
  accountId: string;
  connectionId: string;
  /** Unique to this process. */
  owner: string;
  signal: AbortSignal;
  log: Logger;
  random: () => number;
  timing?: Partial<FollowTiming>;
}

/** Milliseconds. */
export interface FollowTiming {
  /** Between sweeps while the stream does not run. */
  sweepMs: number;
  /** Between sweeps while it does: they only heal then. */
  sweepWhenLiveMs: number;
  renewLeaseMs: number;
  /** Before asking again for a lease another process has. */
  leaseTakenMs: number;
  /** Before looking again for a token that may read the stream. */
  noAccessMs: number;
  /** After the org's events of the day are used up. */
  limitMs: number;
}

export const FOLLOW_TIMING: FollowTiming = {
  sweepMs: 60_000,
  sweepWhenLiveMs: 15 * 60_000,
  renewLeaseMs: 10_000,
  leaseTakenMs: 5_000,
  noAccessMs: 60_000,
  limitMs: 15 * 60_000,
};

/** Reads one org's changes for as long as this process holds its lease; waits for the lease otherwise. */
export async function followOrg(options: FollowOptions): Promise<void> {
  const { ports, accountId, connectionId, owner, signal, log } = options;
  const timing = { ...FOLLOW_TIMING, ...options.timing };
  while (!signal.aborted) {
    try {
      const lease = await ports.takeLease(accountId, connectionId, CHANGE_TOPIC, owner);
      if (lease) await new Reading(options, timing, lease).untilOver();
    } catch (error) {
      if (!(error instanceof LeaseLost)) log.error({ err: error, connectionId }, 'reading an org stumbled');
    }
    await pauseFor(timing.leaseTakenMs, signal);
  }
}

/** One turn at the lease: a stream, and sweeps that heal what it lost. */
class Reading {
  readonly #options: FollowOptions;
  readonly #timing: FollowTiming;
  readonly #lease: InboundLease;
  readonly #over = new AbortController();
  readonly #sweeper: Daemon;
  readonly #renewer: Daemon;
  /** Sweeps do not overlap. */
  #sweeping: Promise<unknown> = Promise.resolve();
  #events: 'live' | 'sweep_only' | 'starting' | null = null;
  #failures = 0;

  constructor(options: FollowOptions, timing: FollowTiming, lease: InboundLease) {
    this.#options = options;
    this.#timing = timing;
    this.#lease = lease;
    const { signal } = this.#over;
    this.#renewer = new Daemon({
      name: 'lease of an org',
      everyMs: timing.renewLeaseMs,
      signal,
      tick: async () => {
        if (!(await options.ports.renewLease(lease))) this.#end();
        return false;
      },
      onError: (error) => options.log.warn({ err: error }, 'the lease of an org was not renewed'),
    });
    this.#sweeper = new Daemon({
      name: 'sweep',
      everyMs: () => (this.#events === 'live' ? timing.sweepWhenLiveMs : timing.sweepMs),
      signal,
      tick: async () => {
        await this.#sweep();
        return false;
      },
      onError: (error) => this.#report(error, 'a sweep stumbled'),
    });
  }

  async untilOver(): Promise<void> {
    const end = () => this.#end();
    this.#options.signal.addEventListener('abort', end);
    if (this.#options.signal.aborted) this.#end();
    try {
      while (!this.#over.signal.aborted) await this.#streamOnce();
    } finally {
      this.#options.signal.removeEventListener('abort', end);
      this.#end();
      await Promise.all([this.#renewer.done, this.#sweeper.done]);
      await this.#options.ports.releaseLease(this.#lease);
    }
  }

  #end(): void {
    this.#over.abort();
  }

  /** Opens the stream where it was left and reads until it breaks; then waits as long as the break asks for. */
  async #streamOnce(): Promise<void> {
    const { port, openStream, accountId, connectionId, log } = this.#options;
    const { signal } = this.#over;
    const access = await port.accessFor(accountId, connectionId, { viewAll: true });
    if (!access) {
      await this.#setEvents('sweep_only');
      return pauseFor(this.#timing.noAccessMs, signal);
    }
    const start = await this.#start();
    try {
      for await (const item of openStream({ ...access, topic: CHANGE_TOPIC, start, signal })) {
        await this.#take(item);
      }
      await this.#afterBreak('interrupted');
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof LeaseLost) return this.#end();
      const failure = error instanceof StreamError ? error.failure : 'interrupted';
      log.warn({ err: error, connectionId, failure }, 'the stream of an org broke off');
      await this.#afterBreak(failure);
    }
  }

  /** Set when a lost position has been healed by a sweep: everything still kept is then read again. */
  #fromEarliest = false;

  async #start(): Promise<StreamStart> {
    if (this.#fromEarliest) return { from: 'earliest' };
    const { replayId } = await this.#options.ports.position(this.#lease);
    // Only a connection that never read anything begins with what comes next; a sweep brings the rest.
    return replayId === null ? { from: 'latest' } : { from: 'after', replayId };
  }

  async #take(item: StreamItem): Promise<void> {
    switch (item.type) {
      case 'open':
        this.#failures = 0;
        await this.#setEvents('live');
        // What changed while nobody listened.
        return this.#sweeper.wake();
      case 'position':
        return this.#advance(item.replayId);
      case 'unreadable':
        this.#options.log.error(
          { reason: item.reason },
          'a change event could not be read; sweeping instead',
        );
        await this.#heal();
        return this.#advance(item.replayId);
      case 'changes': {
        const { ports, port, accountId, connectionId } = this.#options;
        const {
          news,
          reread: again,
          ignored,
        } = await readChanges({ ports, port, accountId, connectionId }, item.changes);
        if (Object.keys(ignored).length > 0) {
          // Named gap: messages written in Salesforce are seen here and not taken up yet.
          this.#options.log.info({ ignored, connectionId }, 'changes that Care does not follow yet');
        }
        if (again === 'everything') await this.#heal();
        else if (again !== 'nothing') await this.#reread(again);
        await ports.advance(this.#lease, { replayId: item.replayId }, (store) => applyNews(store, news));
        this.#fromEarliest = false;
      }
    }
  }

  async #advance(replayId: Uint8Array): Promise<void> {
    await this.#options.ports.advance(this.#lease, { replayId }, async () => {});
    this.#fromEarliest = false;
  }

  async #afterBreak(failure: StreamFailure): Promise<void> {
    const { signal } = this.#over;
    switch (failure) {
      case 'auth':
        // A call by the same token finds out and has it renewed.
        await this.#setEvents('starting');
        await this.#sweepQuietly();
        return this.#backOff();
      case 'replay_lost':
        await this.#setEvents('starting');
        if (await this.#sweepQuietly()) this.#fromEarliest = true;
        return this.#backOff();
      case 'limit':
      case 'denied':
        await this.#setEvents('sweep_only');
        this.#sweeper.wake();
        return pauseFor(this.#timing.limitMs, signal);
      case 'interrupted':
        if (this.#failures > 0) await this.#setEvents('starting');
        return this.#backOff();
    }
  }

  #backOff(): Promise<void> {
    const ms = jitter(250, this.#failures, this.#options.random());
    this.#failures += 1;
    return pauseFor(Math.min(ms, this.#timing.sweepMs), this.#over.signal);
  }

  /** A sweep that has to succeed before the stream goes on. */
  async #heal(): Promise<void> {
    if (!(await this.#sweep())) throw new StreamError('interrupted', 'The sweep in its place failed.');
  }

  async #reread(recordIds: readonly string[]): Promise<void> {
    const { ports, port } = this.#options;
    const done = await reread({ ports, port, lease: this.#lease }, recordIds);
    if (!done) throw new StreamError('interrupted', 'The records of a gap could not be read.');
  }

  #sweep(): Promise<boolean> {
    const { ports, port } = this.#options;
    const next = this.#sweeping
      .catch(() => {})
      .then(async () => (await sweep({ ports, port, lease: this.#lease })).complete);
    this.#sweeping = next;
    return next;
  }

  async #sweepQuietly(): Promise<boolean> {
    try {
      return await this.#sweep();
    } catch (error) {
      this.#report(error, 'a sweep stumbled');
      return false;
    }
  }

  #report(error: unknown, what: string): void {
    if (error instanceof LeaseLost) this.#end();
    else this.#options.log.error({ err: error, connectionId: this.#options.connectionId }, what);
  }

  async #setEvents(events: 'live' | 'sweep_only' | 'starting'): Promise<void> {
    if (this.#events === events) return;
    this.#events = events;
    const { ports, accountId, connectionId } = this.#options;
    await ports.setEvents(accountId, connectionId, events);
  }
}
