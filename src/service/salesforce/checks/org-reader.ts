import { z } from 'zod';
import type { ConnectedUser } from '../../../domain/connection.ts';
import type { Soql } from '../../../domain/soql.ts';
import type { SalesforceOutcome } from '../../sync/ports.ts';
import { problemOf } from '../outcome-problem.ts';
import type { CallRequest, SalesforceCalls } from '../salesforce-port.ts';

/** The org did not let it be read; says why, in Salesforce's words where there are any. */
export class Unread extends Error {
  /** Salesforce's first error code, or null. */
  readonly code: string | null;
  readonly status: number | null;

  constructor(outcome: SalesforceOutcome) {
    super(whyNot(outcome));
    this.code = outcome.kind === 'refused' ? (outcome.errors[0]?.code ?? null) : null;
    this.status = outcome.kind === 'refused' ? outcome.status : null;
  }
}

/** `holder`: as whoever holds the default token, no other: it is their rights that are looked at. */
type As = 'holder' | 'anybody';

/** Reads the setup of one org, and changes it. */
export interface OrgReader {
  get<T>(path: string, shape: z.ZodType<T>, as?: As): Promise<T>;
  /** Null: the org has no such thing, or its reader sees none. */
  find<T>(path: string, shape: z.ZodType<T>, as?: As): Promise<T | null>;
  query<T>(query: Soql, row: z.ZodType<T>, as?: As): Promise<T[]>;
  /** By the Tooling API. */
  queryTooling<T>(query: Soql, row: z.ZodType<T>): Promise<T[]>;
  /** What the org says of itself with any answer. */
  vitals: Vitals;
}

export interface Vitals {
  /** The org's clock less ours; null: it did not say. */
  clockAheadMs: number | null;
  /** Requests of the last 24 hours, everybody's, and how many there may be; null: it did not say. */
  requests: { used: number; allowed: number } | null;
}

export type AskOrg = (
  request: Pick<CallRequest, 'method' | 'path' | 'body'>,
  as?: As,
) => Promise<SalesforceOutcome>;

/** Asks as the holder of the default token, and where that is refused as the person who wants to know. */
export function askAs(calls: SalesforceCalls, holder: ConnectedUser, self: ConnectedUser | null): AskOrg {
  return async (request, as = 'anybody') => {
    const asked = (user: ConnectedUser) =>
      calls.callAs(user, {
        ...request,
        accountId: user.accountId,
        connectionId: user.connectionId,
        actingAgentId: null,
        fallback: 'none',
        purpose: 'setup',
        records: 0,
      });
    const outcome = await asked(holder);
    const another = as === 'anybody' && outcome.kind === 'refused' && self && self.id !== holder.id;
    if (!another) return outcome;
    const own = await asked(self);
    return own.kind === 'answered' ? own : outcome;
  };
}

/** @throws Problem when the org cannot be asked anything now. */
export async function openOrg(ask: AskOrg, now: () => Date): Promise<OrgReader> {
  const read = async <T>(path: string, shape: z.ZodType<T>, as?: As): Promise<T> => {
    const outcome = await ask({ method: 'GET', path }, as);
    const parsed = outcome.kind === 'answered' ? shape.safeParse(outcome.body) : null;
    if (!parsed?.success) throw new Unread(outcome);
    return parsed.data;
  };
  const rows = <T>(path: string, query: Soql, row: z.ZodType<T>, as?: As) =>
    read(`${path}?q=${encodeURIComponent(query.text)}`, z.object({ records: z.array(row) }), as);
  return {
    get: read,
    async find(path, shape, as) {
      try {
        return await read(path, shape, as);
      } catch (error) {
        if (error instanceof Unread && error.status === 404) return null;
        throw error;
      }
    },
    query: async (query, row, as) => (await rows('/query', query, row, as)).records,
    queryTooling: async (query, row) => (await rows('/tooling/query', query, row)).records,
    vitals: await readVitals(ask, now),
  };
}

const PROBE = `/query?q=${encodeURIComponent('SELECT Id FROM Organization')}`;

async function readVitals(ask: AskOrg, now: () => Date): Promise<Vitals> {
  const outcome = await ask({ method: 'GET', path: PROBE }, 'holder');
  if (outcome.kind === 'refused' && (outcome.class === 'data' || outcome.class === 'config'))
    return { clockAheadMs: null, requests: null };
  if (outcome.kind !== 'answered') throw problemOf(outcome);
  const date = Date.parse(outcome.headers.date ?? '');
  const [, used, allowed] = /api-usage=(\d+)\/(\d+)/.exec(outcome.headers['sforce-limit-info'] ?? '') ?? [];
  return {
    clockAheadMs: Number.isNaN(date) ? null : date - now().getTime(),
    requests: used && allowed ? { used: Number(used), allowed: Number(allowed) } : null,
  };
}

function whyNot(outcome: SalesforceOutcome): string {
  switch (outcome.kind) {
    case 'answered':
      return 'Salesforce answered in a form that Care does not know.';
    case 'refused':
      return `Salesforce: ${outcome.errors[0]?.message || outcome.errors[0]?.code || outcome.status}`;
    case 'unavailable':
      return outcome.detail;
    case 'unknown':
      return outcome.reason;
  }
}
