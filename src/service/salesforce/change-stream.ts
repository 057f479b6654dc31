import { type ClientDuplexStream, status as codes, Metadata, type ServiceError } from '@grpc/grpc-js';
import {
  type ChangeStreamRequest,
  type OpenChangeStream,
  StreamError,
  type StreamFailure,
  type StreamItem,
  type StreamStart,
} from '../sync/inbound-ports.ts';
import { decodeChange, type EventSchema, parseSchema } from './decode-change.ts';
import { type FetchRequest, type FetchResponse, type PubSubClient, pubSubClient } from './pubsub-client.ts';
import { withoutSecrets } from './without-secrets.ts';

export interface ChangeStreamConfig {
  /** host:port. */
  endpoint: string;
  insecure: boolean;
}

/** As many as the API hands out for one request; asked for again when fewer than half are left. */
const EVENTS_REQUESTED = 100;
const SCHEMA_DEADLINE_MS = 15_000;
/** A stream that was not refused within this time stands: the API says nothing until there is an event. */
const STANDS_AFTER_MS = 2_000;

/** Salesforce's changes over the Pub/Sub API. One gRPC channel for all orgs; schemas are kept by their id. */
export function changeStreams(config: ChangeStreamConfig): { open: OpenChangeStream; close(): void } {
  const client = pubSubClient(config.endpoint, config.insecure);
  const schemas = new Map<string, Promise<EventSchema>>();
  return {
    open: (request) => readStream(client, schemas, request),
    close: () => client.close(),
  };
}

async function* readStream(
  client: PubSubClient,
  schemas: Map<string, Promise<EventSchema>>,
  request: ChangeStreamRequest,
): AsyncGenerator<StreamItem> {
  // What was called off before it began would never hear of it.
  if (request.signal.aborted) return;
  const metadata = new Metadata();
  metadata.set('accesstoken', request.accessToken);
  metadata.set('instanceurl', request.instanceUrl);
  metadata.set('tenantid', request.orgId);
  const call = client.subscribe(metadata);
  const cancel = () => call.cancel();
  request.signal.addEventListener('abort', cancel);
  const inbox = new Inbox(call);
  try {
    call.write({ topicName: request.topic, numRequested: EVENTS_REQUESTED, ...presetOf(request.start) });
    yield* openThenRead(inbox, async (response) => {
      const items = await itemsOf(client, schemas, metadata, request.topic, response);
      if (response.pendingNumRequested < EVENTS_REQUESTED / 2) {
        call.write({
          topicName: request.topic,
          numRequested: EVENTS_REQUESTED - response.pendingNumRequested,
        });
      }
      return items;
    });
  } catch (error) {
    throw error instanceof StreamError ? error : toStreamError(error, request.accessToken);
  } finally {
    request.signal.removeEventListener('abort', cancel);
    call.cancel();
  }
}

async function* openThenRead(
  inbox: Inbox,
  read: (response: FetchResponse) => Promise<StreamItem[]>,
): AsyncGenerator<StreamItem> {
  await inbox.stands(STANDS_AFTER_MS);
  yield { type: 'open' };
  for (;;) {
    const response = await inbox.next();
    if (!response) return;
    yield* await read(response);
  }
}

function presetOf(start: StreamStart): Partial<FetchRequest> {
  switch (start.from) {
    case 'latest':
      return { replayPreset: 'LATEST' };
    case 'earliest':
      return { replayPreset: 'EARLIEST' };
    case 'after':
      return { replayPreset: 'CUSTOM', replayId: start.replayId };
  }
}

/** A response's events in order; an empty one is a sign of life whose position counts too. */
async function itemsOf(
  client: PubSubClient,
  schemas: Map<string, Promise<EventSchema>>,
  metadata: Metadata,
  topic: string,
  response: FetchResponse,
): Promise<StreamItem[]> {
  const items: StreamItem[] = [];
  for (const { event, replayId } of response.events) {
    try {
      const schema = await schemaOf(client, schemas, metadata, event.schemaId);
      const change = decodeChange(schema, event.payload);
      const last = items.at(-1);
      if (last?.type === 'changes') {
        last.changes.push(change);
        last.replayId = replayId;
      } else items.push({ type: 'changes', changes: [change], replayId });
    } catch (error) {
      // The service did not answer: that says nothing about the event.
      if (isServiceError(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      items.push({ type: 'unreadable', reason: `${topic}: ${reason}`.slice(0, 500), replayId });
    }
  }
  if (response.events.length === 0 && response.latestReplayId.length > 0) {
    items.push({ type: 'position', replayId: response.latestReplayId });
  }
  return items;
}

function schemaOf(
  client: PubSubClient,
  schemas: Map<string, Promise<EventSchema>>,
  metadata: Metadata,
  schemaId: string,
): Promise<EventSchema> {
  const known = schemas.get(schemaId);
  if (known) return known;
  const asked = new Promise<EventSchema>((resolve, reject) => {
    const deadline = new Date(Date.now() + SCHEMA_DEADLINE_MS);
    client.getSchema({ schemaId }, metadata, { deadline }, (error, schema) => {
      if (error) return reject(error);
      try {
        resolve(parseSchema(schema?.schemaJson ?? ''));
      } catch (cause) {
        reject(new Error('The schema of the event could not be read.', { cause }));
      }
    });
  });
  schemas.set(schemaId, asked);
  asked.catch(() => schemas.delete(schemaId));
  return asked;
}

/** Responses one by one; the call is paused while one is worked on, so that nothing piles up here. */
class Inbox {
  readonly #call: ClientDuplexStream<FetchRequest, FetchResponse>;
  readonly #waiting: FetchResponse[] = [];
  #error: unknown = null;
  #ended = false;
  #answered = false;
  #notify: (() => void) | null = null;

  constructor(call: ClientDuplexStream<FetchRequest, FetchResponse>) {
    this.#call = call;
    call.on('metadata', () => {
      this.#answered = true;
      this.#notify?.();
    });
    call.on('data', (response: FetchResponse) => {
      this.#waiting.push(response);
      call.pause();
      this.#notify?.();
    });
    call.on('error', (error: unknown) => {
      this.#error = error;
      this.#notify?.();
    });
    call.on('end', () => {
      this.#ended = true;
      this.#notify?.();
    });
  }

  /** Returns once the service has taken the subscription; throws if it refused. */
  async stands(withinMs: number): Promise<void> {
    const timer = setTimeout(() => {
      this.#answered = true;
      this.#notify?.();
    }, withinMs);
    try {
      while (!this.#answered && !this.#error && !this.#ended && this.#waiting.length === 0)
        await this.#news();
    } finally {
      clearTimeout(timer);
    }
    if (this.#error) throw this.#error;
  }

  /** Null: the service ended the stream. */
  async next(): Promise<FetchResponse | null> {
    for (;;) {
      const response = this.#waiting.shift();
      if (response) return response;
      if (this.#error) throw this.#error;
      if (this.#ended) return null;
      this.#call.resume();
      await this.#news();
    }
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#notify = () => {
        this.#notify = null;
        resolve();
      };
    });
  }
}

const isServiceError = (error: unknown): error is ServiceError =>
  error instanceof Error && 'code' in error && 'metadata' in error;

function toStreamError(error: unknown, accessToken: string): StreamError {
  if (!isServiceError(error)) {
    return new StreamError('interrupted', error instanceof Error ? error.message : String(error));
  }
  const code = withoutSecrets(String(error.metadata?.get('error-code')[0] ?? ''), [accessToken]);
  return new StreamError(failureOf(code, error.code), `${codes[error.code] ?? error.code} ${code}`.trim());
}

/** By the trailer `error-code`, and by the gRPC status where there is none. */
export function failureOf(errorCode: string, status: number): StreamFailure {
  if (/service\.auth|auth\.error/.test(errorCode) || status === codes.UNAUTHENTICATED) return 'auth';
  if (/replayid\.(corrupted|validation)/.test(errorCode)) return 'replay_lost';
  if (/limit\.exceeded/.test(errorCode) || status === codes.RESOURCE_EXHAUSTED) return 'limit';
  if (status === codes.PERMISSION_DENIED || status === codes.NOT_FOUND) return 'denied';
  return 'interrupted';
}
