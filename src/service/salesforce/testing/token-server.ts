import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const CLIENT_SECRET = 'canary-client-secret';
export const ORG_ID = '00D000000000001AAA';
export const USER_ID = '005000000000001AAA';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * A sign-in server with refresh token rotation and reuse detection, and an API that does as it is told: for
 * what a well-behaved org cannot be made to do.
 */
export interface TokenServer {
  url: string;
  /** The only refresh token that is good now; null: the family is revoked. */
  current: string | null;
  /** Refresh tokens shown, in order. */
  shown: string[];
  /** Access tokens that the API takes. */
  good: Set<string>;
  /** Requests of the API, as `METHOD path`. */
  asked: string[];
  /** `lost`: works, and cuts the connection before the answer. Anything else answers itself. */
  next: 'grant' | 'lost' | 'hang' | Handler;
  api: Handler;
  /** Claims in the next grants, in place of the true ones. */
  claims: { id?: string; instance_url?: string; signature?: string };
  delayMs: number;
  /** Called when a renewal has been decided and is about to be answered. */
  beforeAnswer: () => void | Promise<void>;
  close(): Promise<void>;
}

export const answerJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' }).end(JSON.stringify(body));
};

export const answerWithSession = (
  server: TokenServer,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
  if (server.good.has(token)) answerJson(response, 200, { ok: true });
  else
    answerJson(response, 401, [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }]);
};

export async function startTokenServer(): Promise<TokenServer> {
  const http = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      if (request.url === '/services/oauth2/token') {
        setTimeout(() => void token(new URLSearchParams(body), request, response), server.delayMs);
      } else {
        server.asked.push(`${request.method} ${request.url}`);
        server.api(request, response);
      }
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  const server: TokenServer = {
    url,
    current: `canary-refresh-${randomUUID()}`,
    shown: [],
    good: new Set(),
    asked: [],
    next: 'grant',
    api: (request, response) => answerWithSession(server, request, response),
    claims: {},
    delayMs: 0,
    beforeAnswer: () => {},
    close: () =>
      new Promise((resolve) => {
        http.closeAllConnections();
        http.close(() => resolve());
      }),
  };

  const token = async (
    form: URLSearchParams,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const shown = form.get('refresh_token') ?? '';
    server.shown.push(shown);
    if (typeof server.next === 'function') {
      server.next(request, response);
      return;
    }
    if (server.next === 'hang') return;
    if (shown !== server.current) {
      // Reuse: the whole family ends.
      server.current = null;
      server.good.clear();
      const gone = { error: 'invalid_grant', error_description: 'expired access/refresh token' };
      answerJson(response, 400, gone);
      return;
    }
    server.current = `canary-refresh-${randomUUID()}`;
    const access = `canary-access-${randomUUID()}`;
    server.good.add(access);
    await server.beforeAnswer();
    if (server.next === 'lost') {
      request.socket.destroy();
      return;
    }
    const id = server.claims.id ?? `${url}/id/${ORG_ID}/${USER_ID}`;
    const issued_at = String(Date.now());
    answerJson(response, 200, {
      access_token: access,
      refresh_token: server.current,
      instance_url: server.claims.instance_url ?? url,
      id,
      issued_at,
      signature:
        server.claims.signature ??
        createHmac('sha256', CLIENT_SECRET)
          .update(id + issued_at)
          .digest('base64'),
      token_type: 'Bearer',
    });
  };
  return server;
}
