import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Actor } from '../domain/agent.ts';
import type { MessageMapping } from '../domain/default-message-mapping.ts';
import { DEFAULT_MESSAGE_MAPPING } from '../domain/default-message-mapping.ts';
import { applyStatus } from './care/change-case.ts';
import { Problem } from './problem.ts';
import { type ChangeStreamConfig, changeStreams } from './salesforce/change-stream.ts';
import { careStore } from './storage/care-store.ts';
import { channelLaneStore } from './storage/channel-lanes.ts';
import { connectionsOfAllAccounts } from './storage/connections-of-all-accounts.ts';
import type { Database } from './storage/database.ts';
import { inboundPorts, type SetCaseStatus } from './storage/inbound-store.ts';
import { accountsWithReadyLanes } from './storage/lane.ts';
import { listen } from './storage/listen.ts';
import { salesforceLaneStore } from './storage/salesforce-lanes.ts';
import type { Daemon } from './sync/daemon.ts';
import { deliverToChannel } from './sync/deliver-to-channel.ts';
import { deliverToSalesforce } from './sync/deliver-to-salesforce.ts';
import { followAllOrgs } from './sync/follow-all-orgs.ts';
import type { FollowTiming } from './sync/follow-org.ts';
import { startLaneWorker } from './sync/lane-worker.ts';
import type { SalesforcePort } from './sync/ports.ts';
import { postToChannel } from './sync/post-to-channel.ts';

export interface WorkerOptions {
  db: Database;
  /** For hearing that there is work. */
  databaseUrl: string;
  now: () => Date;
  log: Logger;
  /** Null: this installation has no Salesforce app; replies still go to their channels. */
  salesforce: SalesforcePort | null;
  /** Where Salesforce's changes are heard as they happen. Null: sweeps only. */
  pubSub: ChangeStreamConfig | null;
  timing?: Partial<FollowTiming>;
  /** Opens the signing secret of a profile. */
  openSecret: (accountId: string, profileId: string, sealed: Uint8Array) => string;
  mapping?: MessageMapping;
}

export interface Workers {
  /** Ends after what is under way; what is not finished is taken up by whoever starts next. */
  stop(): Promise<void>;
}

/** Starts everything that goes on by itself. Any number of processes may do so over one database. */
export function startWorkers(options: WorkerOptions): Workers {
  const { db, log, salesforce } = options;
  const ending = new AbortController();
  const { signal } = ending;
  const owner = `worker ${randomUUID()}`;
  const failed = (name: string) => (error: unknown) => log.error({ err: error }, `${name} stumbled`);
  const daemons: Record<'channel' | 'salesforce', Daemon | null> = { channel: null, salesforce: null };

  const channelStore = channelLaneStore(db, owner);
  daemons.channel = startLaneWorker({
    name: 'channel delivery',
    store: channelStore,
    accountsWithWork: () => accountsWithReadyLanes(db, 'channel'),
    deliver: (accountId, lanes) =>
      deliverToChannel(
        {
          store: channelStore,
          post: postToChannel,
          openSecret: options.openSecret,
          now: options.now,
          random: Math.random,
        },
        accountId,
        lanes,
      ),
    signal,
    onError: failed('channel delivery'),
  });

  if (salesforce) {
    const store = salesforceLaneStore(db, owner);
    const mapping = options.mapping ?? DEFAULT_MESSAGE_MAPPING;
    daemons.salesforce = startLaneWorker({
      name: 'salesforce delivery',
      store,
      accountsWithWork: () => accountsWithReadyLanes(db, 'salesforce'),
      deliver: (accountId, lanes) =>
        deliverToSalesforce({ port: salesforce, store, mapping, random: Math.random }, accountId, lanes),
      signal,
      onError: failed('salesforce delivery'),
    });
  }

  const streams = salesforce && options.pubSub ? changeStreams(options.pubSub) : null;
  const reading = salesforce
    ? followAllOrgs({
        ports: inboundPorts(db, statusFromSalesforce(options.now)),
        port: streams ? salesforce : withoutStream(salesforce),
        openStream: streams?.open ?? noStream,
        connections: () => connectionsOfAllAccounts(db),
        owner,
        signal,
        log,
        random: Math.random,
        onError: failed('reading the orgs'),
        ...(options.timing ? { timing: options.timing } : {}),
      })
    : null;

  const wakeAll = () => {
    daemons.channel?.wake();
    daemons.salesforce?.wake();
  };
  const ears = listen(
    options.databaseUrl,
    {
      care_outbox: (payload) => {
        const [target] = payload.split(' ');
        if (target === 'channel' || target === 'salesforce') daemons[target]?.wake();
      },
    },
    wakeAll,
  );

  return {
    async stop() {
      ending.abort();
      wakeAll();
      await ears.stop();
      await Promise.all([daemons.channel?.done, daemons.salesforce?.done, reading?.done]);
      streams?.close();
    },
  };
}

/** A status that was chosen in Salesforce, by the rules every status in Care goes by. */
function statusFromSalesforce(now: () => Date): SetCaseStatus {
  return async (tx, accountId, caseId, status) => {
    const store = careStore(tx, accountId);
    const current = await store.lockCase(caseId);
    if (!current) return false;
    const actor: Actor = { kind: 'system', accountId, reason: 'sync' };
    try {
      await applyStatus({ now }, store, actor, current, { type: 'set', status });
      return true;
    } catch (error) {
      // The customer has another open case: this one stays as it is, and Salesforce shows what it shows.
      if (error instanceof Problem) return false;
      throw error;
    }
  };
}

const withoutStream = (port: SalesforcePort): SalesforcePort => ({
  call: (request) => port.call(request),
  accessFor: () => Promise.resolve(null),
});

async function* noStream(): AsyncGenerator<never> {}
