import { z } from 'zod';
import type { DescribedField } from '../../domain/case-form.ts';
import type { SalesforcePort } from '../sync/ports.ts';
import { answered } from './outcome-problem.ts';

const Described = z.object({
  fields: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      type: z.string(),
      length: z.number(),
      nillable: z.boolean(),
      createable: z.boolean(),
      defaultedOnCreate: z.boolean(),
      picklistValues: z
        .array(
          z.object({ value: z.string(), label: z.string(), active: z.boolean(), defaultValue: z.boolean() }),
        )
        .default([]),
    }),
  ),
});

interface Entry {
  fields: DescribedField[];
  lastModified: string | null;
  checkedAt: number;
}

/** How long a description is taken as it is before the org is asked whether it has changed. */
const FRESH_MS = 60_000;
const MOST_ENTRIES = 500;

/**
 * How an org describes an object to a user: what somebody may write depends on who they are, so every agent
 * has their own. Asked again with `If-Modified-Since`, which costs a call and no body.
 */
export class DescribeCache {
  readonly #port: SalesforcePort;
  readonly #now: () => Date;
  readonly #entries = new Map<string, Entry>();

  constructor(port: SalesforcePort, now: () => Date) {
    this.#port = port;
    this.#now = now;
  }

  /** @throws Problem when the org cannot be asked and nothing is known yet. */
  async describe(
    connection: { id: string; accountId: string },
    agentId: string | null,
    object: 'Case' | 'Lead' | 'Contact',
  ): Promise<DescribedField[]> {
    const key = `${connection.id} ${agentId ?? ''} ${object}`;
    const known = this.#entries.get(key);
    const now = this.#now().getTime();
    if (known && now - known.checkedAt < FRESH_MS) return known.fields;
    const outcome = await this.#port.call({
      accountId: connection.accountId,
      connectionId: connection.id,
      actingAgentId: agentId,
      fallback: 'none',
      purpose: 'describe',
      method: 'GET',
      path: `/sobjects/${object}/describe`,
      ...(known?.lastModified ? { headers: { 'if-modified-since': known.lastModified } } : {}),
      records: 0,
    });
    const { status, body, headers } = answered(outcome);
    const entry: Entry =
      status === 304 && known
        ? { ...known, checkedAt: now }
        : {
            fields: Described.parse(body).fields,
            lastModified: headers['last-modified'] ?? null,
            checkedAt: now,
          };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    // Maps keep their order: the one longest not asked for goes first.
    if (this.#entries.size > MOST_ENTRIES) this.#entries.delete(this.#entries.keys().next().value!);
    return entry.fields;
  }
}
