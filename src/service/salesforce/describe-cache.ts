import type { SchemaField } from '../../domain/mapping/schema.ts';
import { asLeadSchema } from '../../domain/person-account.ts';
import type { SalesforcePort, TokenOwner } from '../sync/ports.ts';
import { type DescribedObject, readDescribed } from './described-object.ts';
import { answered } from './outcome-problem.ts';

/** What an org said, to whom and when. */
export interface OrgReading<Value> {
  value: Value;
  readAs: Pick<TokenOwner, 'displayName' | 'username'>;
  /** When the org was asked last, even if it only said that nothing has changed. */
  readAt: Date;
}

interface Entry extends OrgReading<unknown> {
  lastModified: string | null;
  /** When the org last told all of it. */
  toldAt: Date;
}

export interface Asker {
  id: string;
  accountId: string;
  /** How long anybody waits for the answer; absent: the transport's own. */
  deadlineMs?: number;
  /** As far as it is known; absent: it has none. */
  hasPersonAccounts?: boolean;
}

/** How long a description is taken as it is before the org is asked whether it has changed. */
const FRESH_MS = 60_000;
/**
 * How long the org is believed that nothing has changed: its answer follows what an admin does to objects, and is not
 * said to follow who was given which permission set.
 */
const UNCHANGED_MS = 5 * 60_000;
const MOST_ENTRIES = 1_000;

/**
 * How an org describes an object to a user: what somebody may write depends on who they are, so every agent
 * has their own. Asked again with `If-Modified-Since`, which costs a call and no body, and in full every few minutes,
 * or as soon as somebody has reason to think that rights have changed.
 */
export class DescribeCache {
  readonly #port: SalesforcePort;
  readonly #now: () => Date;
  readonly #entries = new Map<string, Entry>();
  /** What the org is being asked now: whoever wants the same waits for the same answer. */
  readonly #asking = new Map<string, Promise<OrgReading<unknown>>>();

  constructor(port: SalesforcePort, now: () => Date) {
    this.#port = port;
    this.#now = now;
  }

  /** @throws Problem when the org cannot be asked and nothing is known yet. */
  async describe(connection: Asker, agentId: string | null, object: string): Promise<SchemaField[]> {
    const described = await this.describeObject(connection, agentId, object);
    return described.value.fields;
  }

  async describeObject(
    connection: Asker,
    agentId: string | null,
    object: string,
    again = false,
  ): Promise<OrgReading<DescribedObject>> {
    const path = `/sobjects/${object}/describe`;
    const reading = await this.read(connection, agentId, path, readDescribed, again);
    if (object !== 'Lead' || !connection.hasPersonAccounts) return reading;
    return { ...reading, value: { ...reading.value, fields: asLeadSchema(reading.value.fields) } };
  }

  /** What the org says next is asked for in full: rights in it may have changed. */
  forget(connectionId: string): void {
    for (const known of [this.#entries, this.#asking]) {
      for (const key of known.keys()) if (key.startsWith(`${connectionId} `)) known.delete(key);
    }
  }

  /**
   * @param again asks the org for all of it, even if what is known is young.
   * @param version of what is read: as long as it is the same, what is known never grows old.
   * @throws Problem when the org cannot be asked.
   */
  async read<Value>(
    connection: Asker,
    agentId: string | null,
    path: string,
    parse: (body: unknown) => Value,
    again = false,
    version: string | null = null,
  ): Promise<OrgReading<Value>> {
    const key = keyOf(connection, agentId, path, version);
    const known = this.#entries.get(key) as (OrgReading<Value> & Entry) | undefined;
    const readAt = this.#now();
    const young = version !== null || (known && readAt.getTime() - known.readAt.getTime() < FRESH_MS);
    if (known && !again && young) return known;
    const asked = this.#asking.get(key);
    if (asked && !again) return asked as Promise<OrgReading<Value>>;
    const asking = this.#ask(connection, agentId, path, parse, again, version);
    this.#asking.set(key, asking);
    try {
      return await asking;
    } finally {
      if (this.#asking.get(key) === asking) this.#asking.delete(key);
    }
  }

  async #ask<Value>(
    connection: Asker,
    agentId: string | null,
    path: string,
    parse: (body: unknown) => Value,
    again: boolean,
    version: string | null,
  ): Promise<OrgReading<Value>> {
    const key = keyOf(connection, agentId, path, version);
    const known = this.#entries.get(key) as (OrgReading<Value> & Entry) | undefined;
    const readAt = this.#now();
    const since =
      known && !again && readAt.getTime() - known.toldAt.getTime() < UNCHANGED_MS ? known.lastModified : null;
    const outcome = await this.#port.call({
      accountId: connection.accountId,
      connectionId: connection.id,
      actingAgentId: agentId,
      fallback: 'none',
      purpose: 'describe',
      method: 'GET',
      path,
      ...(since === null ? {} : { headers: { 'if-modified-since': since } }),
      ...(connection.deadlineMs !== undefined && { deadlineMs: connection.deadlineMs }),
      records: 0,
    });
    const { status, body, headers, tokenOwner } = answered(outcome);
    if (status === 304 && known && known.readAs.username !== tokenOwner.username) {
      // Another user may see another thing, and nothing of that changes the date.
      this.#entries.delete(key);
      return this.#ask(connection, agentId, path, parse, again, version);
    }
    const entry =
      status === 304 && known
        ? { ...known, readAt }
        : {
            value: parse(body),
            lastModified: headers['last-modified'] ?? null,
            readAs: { displayName: tokenOwner.displayName, username: tokenOwner.username },
            readAt,
            toldAt: readAt,
          };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    // Maps keep their order: the one longest not asked for goes first.
    if (this.#entries.size > MOST_ENTRIES) this.#entries.delete(this.#entries.keys().next().value!);
    return entry;
  }
}

const keyOf = ({ id }: Asker, agentId: string | null, path: string, version: string | null): string =>
  `${id} ${agentId ?? ''} ${path} ${version ?? ''}`;
