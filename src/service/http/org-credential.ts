import type { FastifyRequest } from 'fastify';

/** The key of a connected org, as its named credential sends it; null where there is none of that shape. */
export const orgCredential = (request: FastifyRequest): string | null =>
  /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
