import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { MessageMapping } from '../domain/default-message-mapping.ts';
import { DEFAULT_MESSAGE_MAPPING } from '../domain/default-message-mapping.ts';
import { channelLaneStore } from './storage/channel-lanes.ts';
import type { Database } from './storage/database.ts';
import { accountsWithReadyLanes } from './storage/lane.ts';
import { listen } from './storage/listen.ts';
import { salesforceLaneStore } from './storage/salesforce-lanes.ts';
import type { Daemon } from './sync/daemon.ts';
import { deliverToChannel } from './sync/deliver-to-channel.ts';
import { deliverToSalesforce } from './sync/deliver-to-salesforce.ts';
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

  const wakeAll = () => {
    daemons.channel?.wake();
    daemons.salesforce?.wake();
  };
  const ears = listen(
    options.databaseUrl,
    'care_outbox',
    (payload) => {
      const [target] = payload.split(' ');
      if (target === 'channel' || target === 'salesforce') daemons[target]?.wake();
    },
    wakeAll,
  );

  return {
    async stop() {
      ending.abort();
      wakeAll();
      await ears.stop();
      await Promise.all([daemons.channel?.done, daemons.salesforce?.done]);
    },
  };
}
