import { type ClientDuplexStream, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import avro from 'avsc';
import type { SimulatedOrg } from '../core.ts';
import {
  type FetchRequest,
  type FetchResponse,
  loadPubSub,
  type SchemaInfo,
  type TopicInfo,
} from './wire.ts';

/** A decoded event: header, then the fields that are set. */
export interface SeenEvent {
  header: {
    entityName: string;
    recordIds: string[];
    changeType: string;
    changeOrigin: string;
    transactionKey: string;
    sequenceNumber: number;
    commitUser: string;
    changedFields: string[];
    nulledFields: string[];
  };
  fields: Record<string, unknown>;
  replayId: Buffer;
}

/** Reads a bitmap the way a client does, without the server's code. */
export function namesOf(bitmaps: readonly string[], fields: readonly string[]): string[] {
  const bits = [...BigInt(bitmaps[0] ?? '0x0').toString(2)].reverse();
  return bits.flatMap((bit, index) => (bit === '1' ? (fields[index] ?? '?') : []));
}

/** A Pub/Sub client as tests need it: typed calls, and a stream one can wait on. */
export class TestSubscriber {
  // biome-ignore lint/suspicious/noExplicitAny: the generated client has no types
  readonly #client: any;
  readonly #metadata = new Metadata();
  readonly #schemas = new Map<string, { type: avro.Type; fields: string[] }>();
  #stream: ClientDuplexStream<Partial<FetchRequest>, FetchResponse> | null = null;
  readonly answers: FetchResponse[] = [];
  readonly events: SeenEvent[] = [];
  error: ServiceError | null = null;
  #wake: () => void = () => {};

  constructor(
    org: Pick<SimulatedOrg, 'orgId' | 'url' | 'pubSubAddress'>,
    token: string,
    tenantId = org.orgId,
  ) {
    const PubSub = loadPubSub();
    this.#client = new PubSub(org.pubSubAddress, credentials.createInsecure());
    this.#metadata.set('accesstoken', token);
    this.#metadata.set('instanceurl', org.url);
    this.#metadata.set('tenantid', tenantId);
  }

  topic(name: string): Promise<TopicInfo> {
    return this.#unary('GetTopic', { topic_name: name });
  }

  schema(id: string): Promise<SchemaInfo> {
    return this.#unary('GetSchema', { schema_id: id });
  }

  fetch(request: Partial<FetchRequest>): void {
    if (!this.#stream) {
      this.#stream = this.#client.Subscribe(this.#metadata) as ClientDuplexStream<
        Partial<FetchRequest>,
        FetchResponse
      >;
      this.#stream.on('data', (answer: FetchResponse) => void this.#take(answer));
      this.#stream.on('error', (error: ServiceError) => {
        this.error = error;
        this.#wake();
      });
    }
    this.#stream.write(request);
  }

  /** Resolves once the condition holds; it is looked at after every answer. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  close(): void {
    this.#stream?.cancel();
    this.#client.close();
  }

  async #take(answer: FetchResponse): Promise<void> {
    const decoded: SeenEvent[] = [];
    for (const { event, replay_id } of answer.events)
      decoded.push(await this.#decode(event.schema_id, event.payload, replay_id));
    this.events.push(...decoded);
    this.answers.push(answer);
    this.#wake();
  }

  async #decode(schemaId: string, payload: Buffer, replayId: Buffer): Promise<SeenEvent> {
    let schema = this.#schemas.get(schemaId);
    if (!schema) {
      const json = JSON.parse((await this.schema(schemaId)).schema_json) as { fields: { name: string }[] };
      schema = { type: avro.Type.forSchema(json as never), fields: json.fields.map(({ name }) => name) };
      this.#schemas.set(schemaId, schema);
    }
    const { ChangeEventHeader: header, ...fields } = JSON.parse(
      JSON.stringify(schema.type.fromBuffer(payload)),
    );
    return {
      header: {
        ...header,
        changedFields: namesOf(header.changedFields, schema.fields),
        nulledFields: namesOf(header.nulledFields, schema.fields),
      },
      fields: Object.fromEntries(
        Object.entries(fields as Record<string, unknown>).flatMap(([name, value]) =>
          value === null
            ? []
            : [[name, typeof value === 'object' ? Object.values(value as object)[0] : value]],
        ),
      ),
      replayId,
    };
  }

  #unary<Reply>(name: string, request: object): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.#client[name](request, this.#metadata, (error: ServiceError | null, reply: Reply) =>
        error ? reject(error) : resolve(reply),
      );
    });
  }
}
