import type { z } from 'zod';
import type { ModuleNeed } from '../domain/module.ts';
import type { ProblemCode } from './problems.ts';

/** Ways in. `public` needs none; `connection` is the org's embed credential: it mints codes and runs actions. */
export type Access = 'public' | 'session' | 'embed' | 'api_key' | 'connection' | 'signature';

/** What an embed token is good for: one case, one record that has no Care case yet, or its agent's own list. */
export const EMBED_SCOPES = ['case', 'record', 'agent'] as const;
export type EmbedScope = (typeof EMBED_SCOPES)[number];

/**
 * One operation of the HTTP contract. Server, clients and the OpenAPI document are derived from it.
 *
 * `permission` and `contactsAndCases` are what a person needs, whatever way they come in; with neither, every
 * signed-in person may. An API key has no role: `access` alone says where it comes in. `module` is what the account
 * needs; an operation that takes a permission of Care's needs Care without saying so.
 */
export interface Endpoint extends ModuleNeed {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Fastify style: `/v1/cases/:caseId`. */
  readonly path: string;
  readonly summary: string;
  readonly tag:
    | 'care'
    | 'community'
    | 'salesforce'
    | 'embed'
    | 'actions'
    | 'channel'
    | 'account'
    | 'operations';
  readonly access: readonly Access[];
  /** Which embed tokens may come in where `access` has `embed`. Absent: those of a case alone. */
  readonly embedScopes?: readonly EmbedScope[];
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Successful answers by status. `null` has no body; `'event-stream'` is server-sent events. */
  readonly answers: Readonly<Record<number, z.ZodType | null | 'event-stream'>>;
  /** What can go wrong beyond VALIDATION_FAILED, UNAUTHENTICATED and INTERNAL. */
  readonly problems: readonly ProblemCode[];
}

/** Keeps the literal types of a definition while checking its shape. */
export const endpoint = <const E extends Endpoint>(definition: E): E => definition;

type Shape<T> = T extends z.ZodType ? z.output<T> : undefined;
type InputShape<T> = T extends z.ZodType ? z.input<T> : undefined;
export type ParamsOf<E extends Endpoint> = Shape<E['params']>;
export type QueryOf<E extends Endpoint> = Shape<E['query']>;
export type BodyOf<E extends Endpoint> = Shape<E['body']>;
export type QueryInputOf<E extends Endpoint> = InputShape<E['query']>;
export type BodyInputOf<E extends Endpoint> = InputShape<E['body']>;
export type AnswerOf<E extends Endpoint> = E['answers'][keyof E['answers']] extends infer A
  ? A extends z.ZodType
    ? z.output<A>
    : A extends null
      ? undefined
      : never
  : never;
