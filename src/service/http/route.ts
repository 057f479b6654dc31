import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BodyOf, Endpoint, ParamsOf, QueryOf } from '../../api/endpoint.ts';
import type { Actor } from '../../domain/agent.ts';
import type { Services } from '../services.ts';

export interface Call<E extends Endpoint> {
  /** Whoever acts. On public, signature and connection endpoints there is none, and asking throws. */
  readonly actor: Actor;
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly services: Services;
}

/** A body is checked against the endpoint's schema on its way out; `void` when the handler answered itself. */
export type Answer = { status: number; body?: unknown } | undefined;

export interface Route {
  readonly endpoint: Endpoint;
  /** False for a POST that waits for Salesforce and so cannot be one transaction with its Idempotency-Key. */
  readonly atomic: boolean;
  handle(call: Call<Endpoint>): Promise<Answer>;
}

/** Binds an endpoint of the contract to what is done for it. */
export function route<E extends Endpoint>(
  endpoint: E,
  handle: (call: Call<E>) => Promise<Answer>,
  options: { atomic?: boolean } = {},
): Route {
  return { endpoint, atomic: options.atomic ?? true, handle: handle as unknown as Route['handle'] };
}
