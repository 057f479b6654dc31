import { fileURLToPath } from 'node:url';
import type { ServiceError } from '@grpc/grpc-js';
import { type ClientDuplexStream, credentials, loadPackageDefinition, type Metadata } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

/** Words and numbers of the Pub/Sub API, package eventbus.v1. */

export interface FetchRequest {
  topicName?: string;
  replayPreset?: 'LATEST' | 'EARLIEST' | 'CUSTOM';
  replayId?: Uint8Array;
  numRequested: number;
}

export interface ConsumerEvent {
  event: { schemaId: string; payload: Buffer };
  replayId: Buffer;
}

export interface FetchResponse {
  events: ConsumerEvent[];
  latestReplayId: Buffer;
  pendingNumRequested: number;
}

export interface PubSubClient {
  subscribe(metadata: Metadata): ClientDuplexStream<FetchRequest, FetchResponse>;
  getSchema(
    request: { schemaId: string },
    metadata: Metadata,
    options: { deadline: Date },
    callback: (error: ServiceError | null, schema?: { schemaJson: string }) => void,
  ): unknown;
  close(): void;
}

type PubSubConstructor = new (
  address: string,
  channelCredentials: ReturnType<typeof credentials.createSsl>,
  options: Record<string, number>,
) => PubSubClient;

const definition = loadSync(fileURLToPath(new URL('./pubsub-api.proto', import.meta.url)), {
  enums: String,
  defaults: true,
  longs: Number,
});
const { eventbus } = loadPackageDefinition(definition) as unknown as {
  eventbus: { v1: { PubSub: PubSubConstructor } };
};

/** A silent connection is noticed within a minute, so that a stream is never believed to live when it does not. */
const KEEPALIVE = {
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 20_000,
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.max_receive_message_length': 8 * 1024 * 1024,
};

/** @param insecure without TLS: only ever a simulated org on loopback. */
export function pubSubClient(address: string, insecure: boolean): PubSubClient {
  const channel = insecure ? credentials.createInsecure() : credentials.createSsl();
  return new eventbus.v1.PubSub(address, channel, KEEPALIVE);
}
