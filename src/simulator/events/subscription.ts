import { randomUUID } from 'node:crypto';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { Org } from '../org.ts';
import type { StoredEvent } from '../state/journal-entry.ts';
import { encodeEvent } from './encode-event.ts';
import {
  authError,
  replayCorrupted,
  replayInvalid,
  requestedInvalid,
  topicChanged,
} from './pub-sub-error.ts';
import { fromReplayId, toReplayId } from './replay-id.ts';
import { memberFor, type Topic } from './topics.ts';
import type { ConsumerEvent, FetchRequest, FetchResponse } from './wire.ts';

type Call = ServerDuplexStream<FetchRequest, FetchResponse>;

const MAX_REQUESTED = 100;
/** Keeps a response under the 4 MB that gRPC clients take by default. */
const MAX_RESPONSE_BYTES = 2 * 1024 * 1024;

/**
 * One subscriber's place on a topic. It sends no more events than were asked for, and while some are still owed and
 * nothing happens, now and then an empty answer with the latest replay id, which is worth keeping.
 */
export class Subscription {
  #pending = 0;
  #position: number;
  #keepalive: NodeJS.Timeout | undefined;
  readonly #rpcId = randomUUID();
  readonly #stopListening: () => void;

  constructor(
    private readonly org: Org,
    private readonly call: Call,
    private readonly topic: Topic,
    private token: string,
    first: FetchRequest,
  ) {
    this.#position = startOf(org, first);
    this.#stopListening = org.onChange(() => this.#guard(() => this.#deliver()));
  }

  fetch(request: FetchRequest): void {
    this.#guard(() => {
      if (request.topic_name !== '' && request.topic_name !== this.topic.name) throw topicChanged();
      if (request.num_requested < 1 || request.num_requested > MAX_REQUESTED) throw requestedInvalid();
      if (request.auth_refresh !== '') this.token = request.auth_refresh;
      this.#pending += request.num_requested;
      this.#deliver();
      this.#watch();
    });
  }

  close(): void {
    this.#stopListening();
    clearTimeout(this.#keepalive);
  }

  #deliver(): void {
    const live = this.org.grants.find(this.token);
    if (!live) throw authError('the session has expired');
    while (this.#pending > 0) {
      const events: ConsumerEvent[] = [];
      let bytes = 0;
      for (const event of this.#next()) {
        const member = memberFor(this.topic, event);
        if (member) {
          const payload = encodeEvent(member.schema, event, member.enrichedFields, live.user);
          events.push({
            event: { id: randomUUID(), schema_id: member.schema.id, payload },
            replay_id: toReplayId(event.replay),
          });
          bytes += payload.length;
        }
        this.#position = event.replay;
        if (events.length >= this.#pending || bytes > MAX_RESPONSE_BYTES) break;
      }
      if (events.length === 0) return;
      this.#pending -= events.length;
      this.org.deliveredEvents += events.length;
      this.#send(events);
    }
  }

  /** Events past our place that are safely on disk. */
  *#next(): Generator<StoredEvent> {
    const { events } = this.org.state;
    let low = 0;
    let high = events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((events[middle]?.replay ?? 0) <= this.#position) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < events.length; i++) {
      const event = events[i];
      if (!event || event.replay > this.org.durableReplay) return;
      yield event;
    }
  }

  #send(events: ConsumerEvent[]): void {
    this.call.write({
      events,
      latest_replay_id: toReplayId(this.#position),
      rpc_id: this.#rpcId,
      pending_num_requested: this.#pending,
    });
    this.#watch();
  }

  /** An empty answer within 270 s of silence (Pub/Sub API guide, "Subscribe RPC Method"). */
  #watch(): void {
    clearTimeout(this.#keepalive);
    if (this.#pending === 0) return;
    this.#keepalive = setTimeout(() => this.#send([]), this.org.control.keepaliveMs);
    this.#keepalive.unref();
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.close();
      this.call.emit('error', error);
    }
  }
}

/** The replay preset counts in the first request only. */
function startOf(org: Org, request: FetchRequest): number {
  if (request.replay_preset === 'LATEST') return org.durableReplay;
  const floor = org.state.counter('replayFloor');
  if (request.replay_preset === 'EARLIEST') return floor;
  const replay = fromReplayId(request.replay_id);
  if (replay === null) throw replayCorrupted();
  if (replay < floor || replay > org.durableReplay) throw replayInvalid();
  return replay;
}
