import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BodyOf, Endpoint, ParamsOf, QueryOf } from '../../api/endpoint.ts';
import type { Actor } from '../../domain/agent.ts';
import type { Services } from '../services.ts';

export interface Call<E extends Endpoint> {
  /** Whoever acts. On public, signature and connection endpoints there is none, and asking throws. */
  readonly actor: Actor;
  /**
   * Says who acts where the endpoint's own access does not (an action's running user, whoever redeems a code), so
   * that what it declares is asked of them too.
   *
   * @throws Problem PERMISSION_MISSING
   */
  readonly allow: (actor: Actor) => void;
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly services: Services;
}

/** A body is checked against the endpoint's schema on its way out; `void` when the handler answered itself. */
export type Answer = { status: number; body?: unknown } | undefined;

/**
 * How a POST honours an Idempotency-Key: in one transaction with what it does; across several, because it waits
 * for Salesforce; or never, because its answer is not to be kept: a secret, or true for this moment alone.
 */
export type Once = 'in_one_transaction' | 'across' | 'never';

export interface Route {
  readonly endpoint: Endpoint;
  readonly once: Once;
  handle(call: Call<Endpoint>): Promise<Answer>;
}

/** A POST that asks Salesforce cannot be one transaction with its Idempotency-Key. */
export const ASKS_SALESFORCE = { once: 'across' } as const;

/** Binds an endpoint of the contract to what is done for it. */
export function route<E extends Endpoint>(
  endpoint: E,
  handle: (call: Call<E>) => Promise<Answer>,
  options: { once?: Once } = {},
): Route {
  return {
    endpoint,
    once: options.once ?? 'in_one_transaction',
    handle: handle as unknown as Route['handle'],
  };
}
