import type { Fault, OrgUser } from '../core.ts';
import type { Org } from '../org.ts';
import type { Transaction } from '../records/transaction.ts';
import { notFound, SalesforceError } from '../salesforce-error.ts';
import type { LoadedObject } from '../schema/load-schema.ts';

/** One request, or one subrequest of a composite, once it is known who asks. */
export interface ApiCall {
  readonly org: Org;
  readonly user: OrgUser;
  readonly method: string;
  /** From the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON, or undefined without a body. */
  readonly body: unknown;
  /** e.g. `66.0`, as the path says. */
  readonly version: string;
  readonly transaction: Transaction;
  /** The fault this call runs into, for actions that let single rows fail. */
  readonly fault: Fault | null;
}

export interface ApiReply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One thing REST can do. `handle` never waits: what it wrote is committed when it returns, unless it throws. */
export interface Action {
  /** Its name in the call log and in faults. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below `/services/data/vNN.N`, e.g. `/sobjects/:object/:id`. */
  readonly path: string;
  /** Rows that a write locks. */
  locks?(call: ApiCall): string[];
  /** How many records a call carries, for the log. */
  records?(call: ApiCall): number;
  handle(call: ApiCall): ApiReply;
  /** In place of `handle`, for an action that waits for others and writes nothing itself: Apex that calls out. */
  callOut?(call: ApiCall): Promise<ApiReply>;
}

export const param = (call: ApiCall, name: string) => call.params[name] ?? '';

/** The object a path names; an unknown one is a path that does not exist. */
export function pathObject(call: ApiCall): LoadedObject {
  const object = call.org.schema.object(param(call, 'object'));
  if (!object) throw notFound();
  return object;
}

/** A body that must be a JSON object. */
export function objectBody(call: ApiCall): Readonly<Record<string, unknown>> {
  const { body } = call;
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Readonly<Record<string, unknown>>;
  throw new SalesforceError(
    400,
    'JSON_PARSER_ERROR',
    'The HTTP entity body is required, but this request has no entity body.',
  );
}
