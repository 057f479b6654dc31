import { randomUUID } from 'node:crypto';
import {
  type Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type sendUnaryData,
  status,
} from '@grpc/grpc-js';
import type { OrgUser } from '../core.ts';
import type { Org } from '../org.ts';
import {
  authError,
  faultToPubSubError,
  PubSubError,
  topicForbidden,
  topicNotFound,
} from './pub-sub-error.ts';
import { Subscription } from './subscription.ts';
import { type Topic, Topics } from './topics.ts';
import {
  type FetchRequest,
  type FetchResponse,
  loadPubSub,
  type SchemaInfo,
  type TopicInfo,
} from './wire.ts';

interface Tenant {
  readonly org: Org;
  readonly topics: Topics;
}

/** One address for several orgs, as Salesforce's is for all: each call says which one it is for. */
export interface PubSub {
  readonly address: string;
  /** Answers for an org from now on, beside those it answers for already. */
  serve(org: Org): void;
  stop(): Promise<void>;
}

/** Serves the Pub/Sub API without TLS on a free loopback port. */
export async function startPubSub(): Promise<PubSub> {
  const tenants: Tenant[] = [];
  const server = new Server();
  server.addService(loadPubSub().service, {
    GetTopic: unary<{ topic_name: string }, TopicInfo>(
      tenants,
      'get-topic',
      (request, { org, topics, user }) => {
        const topic = topicFor(topics, request.topic_name);
        return {
          topic_name: topic.name,
          tenant_guid: org.orgId,
          can_publish: false,
          can_subscribe: maySubscribe(topic, user),
          schema_id: topic.schemaId,
          rpc_id: randomUUID(),
        };
      },
    ),
    GetSchema: unary<{ schema_id: string }, SchemaInfo>(tenants, 'get-schema', (request, { topics }) => {
      const schema = topics.schema(request.schema_id);
      if (!schema)
        throw new PubSubError(
          status.NOT_FOUND,
          'sfdc.platform.eventbus.grpc.schema.not.found',
          'The schema was not found.',
        );
      return { schema_json: schema.json, schema_id: schema.id, rpc_id: randomUUID() };
    }),
    Subscribe: (call: ServerDuplexStream<FetchRequest, FetchResponse>) => {
      const { org, topics } = tenantOf(tenants, call.metadata);
      let subscription: Subscription | null = null;
      const end = () => {
        subscription?.close();
        org.streams.delete(fail);
      };
      const fail = (error: unknown) => {
        end();
        call.emit('error', error);
      };
      org.streams.add(fail);
      call.on('data', (request: FetchRequest) => {
        try {
          if (!subscription) {
            const { user, token } = signIn(org, call.metadata, 'subscribe');
            const topic = topicFor(topics, request.topic_name);
            if (!maySubscribe(topic, user)) throw topicForbidden(topic.name);
            subscription = new Subscription(org, call, topic, token, request);
          }
          subscription.fetch(request);
        } catch (error) {
          fail(error);
        }
      });
      call.on('end', () => {
        end();
        call.end();
      });
      call.on('cancelled', end);
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    address: `127.0.0.1:${port}`,
    serve(org) {
      tenants.push({ org, topics: new Topics(org) });
    },
    async stop() {
      server.forceShutdown();
    },
  };
}

function topicFor(topics: Topics, name: string): Topic {
  const topic = topics.find(name);
  if (!topic) throw topicNotFound(name);
  return topic;
}

/** Object-level View All on everything the topic carries (Change Data Capture guide, "Required Permissions"). */
function maySubscribe(topic: Topic, user: OrgUser): boolean {
  return (
    user.rights.viewAllData || [...topic.members.keys()].every((object) => user.rights.object(object).viewAll)
  );
}

const read = (metadata: Metadata, key: string): string => String(metadata.get(key)[0] ?? '');

/** Whom a call names; the first one refuses whoever names nobody. */
function tenantOf(tenants: readonly Tenant[], metadata: Metadata): Tenant {
  const named = tenants.find(({ org }) => org.orgId === read(metadata, 'tenantid')) ?? tenants[0];
  if (!named) throw authError('no org is here yet');
  return named;
}

/** Checks a call's metadata, logs it and runs it into its fault, if there is one. */
function signIn(org: Org, metadata: Metadata, operation: string): { user: OrgUser; token: string } {
  const token = read(metadata, 'accesstoken');
  const live = org.grants.find(token);
  const refusal = !live
    ? authError('the access token is not valid')
    : read(metadata, 'tenantid') !== org.orgId || read(metadata, 'instanceurl').replace(/\/$/, '') !== org.url
      ? authError('tenantid and instanceurl must be those of the token')
      : null;
  const fault = org.control.takeFault(operation);
  org.control.record({
    at: new Date().toISOString(),
    method: 'GRPC',
    path: `/eventbus.v1.PubSub/${operation}`,
    kind: 'grpc',
    operation,
    username: live?.user.username ?? null,
    client: null,
    records: 0,
    status: refusal?.code ?? 0,
    errorCode: fault?.code ?? refusal?.errorCode ?? null,
  });
  if (fault) throw faultToPubSubError(fault.code ?? 'UNAVAILABLE');
  if (refusal || !live) throw refusal ?? authError('the access token is not valid');
  return { user: live.user, token };
}

function unary<Request, Reply>(
  tenants: readonly Tenant[],
  operation: string,
  handle: (request: Request, caller: Tenant & { user: OrgUser }) => Reply,
) {
  return (call: ServerUnaryCall<Request, Reply>, done: sendUnaryData<Reply>) => {
    try {
      const tenant = tenantOf(tenants, call.metadata);
      const { user } = signIn(tenant.org, call.metadata, operation);
      done(null, handle(call.request, { ...tenant, user }));
    } catch (error) {
      done(
        error instanceof PubSubError
          ? error
          : new PubSubError(status.INTERNAL, 'sfdc.platform.eventbus.grpc.service.error', String(error)),
      );
    }
  };
}
