import type { MessageDirection, MessageKind } from '../../domain/message.ts';
import type { Platform } from '../../domain/profile.ts';
import type { ApiClient } from './api-client.ts';
import { readProblem } from './api-problem.ts';

/** Somebody the demo lets in with one click. */
export interface DemoPerson {
  agentId: string;
  name: string;
  /** What their role is called. */
  role: string;
}

export interface DemoProfile {
  id: string;
  platform: Platform;
  handle: string;
  name: string;
  customers: { id: string; name: string; handle: string }[];
}

/** A message as the customer sees it. */
export interface DemoMessage {
  id: string;
  direction: MessageDirection;
  text: string;
  /** ISO-8601. */
  sentAt: string;
  kind: MessageKind;
  author: string;
}

/** Where a message belongs, for the demo's live updates. */
export interface DemoThread {
  profileId: string;
  customerExternalId: string;
}

/** The demo's own endpoints; a production install has none of them. */
export function createDemoClient(api: ApiClient) {
  const ask = async (path: string, method = 'GET', body?: unknown): Promise<unknown> => {
    const response = await api.open(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await readProblem(response);
    return response.status === 204 ? undefined : response.json();
  };
  const thread = ({ profileId, customerExternalId }: DemoThread) =>
    `/v1/demo/customer/threads/${encodeURIComponent(profileId)}/${encodeURIComponent(customerExternalId)}`;

  return {
    /** Null: this is not the demo. */
    async people(): Promise<DemoPerson[] | null> {
      const answer = await ask('/v1/demo/people').catch(() => null);
      return (answer as { people: DemoPerson[] } | null)?.people ?? null;
    },
    async signIn(agentId: string): Promise<void> {
      await ask('/v1/demo/sign-in', 'POST', { agentId });
    },
    async profiles(): Promise<DemoProfile[]> {
      return ((await ask('/v1/demo/customer/profiles')) as { profiles: DemoProfile[] }).profiles;
    },
    async messages(of: DemoThread): Promise<DemoMessage[]> {
      return ((await ask(thread(of))) as { messages: DemoMessage[] }).messages;
    },
    /** `name` makes a customer who has not written before. */
    async write(of: DemoThread, message: { text: string; kind: MessageKind; name?: string }): Promise<void> {
      await ask(thread(of), 'POST', message);
    },
    async scripted(): Promise<boolean> {
      return ((await ask('/v1/demo/customer/scripted')) as { on: boolean }).on;
    },
    async setScripted(on: boolean): Promise<void> {
      await ask('/v1/demo/customer/scripted', 'PUT', { on });
    },
  };
}

export type DemoClient = ReturnType<typeof createDemoClient>;
