import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { isPrivateAddress } from './org-hosts.ts';
import { secretsShown, withoutSecrets } from './without-secrets.ts';

export interface ExchangeRequest {
  method: string;
  /** Below `origin`; nothing else is ever asked. */
  url: string;
  /** The one origin this request may reach. */
  origin: string;
  /** The operator named this origin: it may lie in a private network and speak plain HTTP. */
  trusted: boolean;
  headers: Record<string, string>;
  body?: string | undefined;
  /** Total time in ms, from the first byte out to the last byte in. */
  deadlineMs: number;
}

/** What came back. A refusal is free of what the request showed. */
export interface ExchangeAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  text: string;
}

/**
 * One exchange failed. `sent` says whether the request can have reached the other side: if so, what it asked
 * for may have happened. The message carries no address, header or body.
 */
export class ExchangeError extends Error {
  readonly code: 'refused_address' | 'connect' | 'deadline' | 'cut' | 'too_large';
  readonly sent: boolean;

  constructor(code: ExchangeError['code'], sent: boolean, fact: string) {
    super(fact);
    this.name = 'ExchangeError';
    this.code = code;
    this.sent = sent;
  }
}

const MOST_BYTES = 16 * 1024 * 1024;
const CONNECT_MS = 10_000;

const agents = {
  'http:': new http.Agent({ keepAlive: true, maxSockets: 64 }),
  'https:': new https.Agent({ keepAlive: true, maxSockets: 64 }),
};

/**
 * Exactly one HTTP request: no retry, no redirect followed, no cookie, one deadline over all of it, an answer
 * of bounded size, and never to another origin or into a private network.
 *
 * @throws ExchangeError
 */
export function exchange(request: ExchangeRequest): Promise<ExchangeAnswer> {
  const url = new URL(request.url, request.origin);
  if (url.origin !== request.origin || (url.protocol !== 'https:' && !request.trusted)) {
    return Promise.reject(
      new ExchangeError('refused_address', false, 'The address is not on the pinned origin.'),
    );
  }
  return new Promise((resolve, reject) => {
    let sent = false;
    const secure = url.protocol === 'https:';
    const outgoing = (secure ? https : http).request(url, {
      method: request.method,
      headers: withLength(request),
      agent: agents[secure ? 'https:' : 'http:'],
      ...(request.trusted ? {} : { lookup: publicLookup }),
    });
    const fail = (code: ExchangeError['code'], fact: string) => {
      clearTimeout(deadline);
      clearTimeout(connecting);
      reject(new ExchangeError(code, sent, fact));
      outgoing.destroy();
    };
    const deadline = setTimeout(
      () => fail('deadline', `No complete answer within ${request.deadlineMs} ms.`),
      request.deadlineMs,
    );
    const connecting = setTimeout(() => fail('connect', 'No connection within 10 s.'), CONNECT_MS);
    const connected = () => {
      sent = true;
      clearTimeout(connecting);
    };
    outgoing.on('socket', (socket) => {
      // A kept-alive socket is connected already; a TLS socket carries nothing before its handshake is done.
      if (outgoing.reusedSocket || !socket.connecting) connected();
      else socket.once(secure ? 'secureConnect' : 'connect', connected);
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (error instanceof ExchangeError) fail(error.code, error.message);
      else if (sent) fail('cut', `The connection was cut (${error.code ?? 'unknown'}).`);
      else fail('connect', `No connection (${error.code ?? 'unknown'}).`);
    });
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MOST_BYTES) fail('too_large', `The answer is larger than ${MOST_BYTES} bytes.`);
        else chunks.push(chunk);
      });
      incoming.on('error', () => fail('cut', 'The answer was cut.'));
      incoming.on('aborted', () => fail('cut', 'The answer was cut.'));
      incoming.on('end', () => {
        clearTimeout(deadline);
        clearTimeout(connecting);
        resolve(
          redacted(request, {
            status: incoming.statusCode ?? 0,
            headers: flat(incoming.headers),
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
    });
    outgoing.end(request.body);
  });
}

/** A grant gives back the refresh token it was asked with; anything else that says a secret back is kept from it. */
function redacted({ headers, body }: ExchangeRequest, answer: ExchangeAnswer): ExchangeAnswer {
  const hasToken = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
  if (!hasToken && answer.status < 300) return answer;
  const secrets = secretsShown(headers, body);
  const clean = (text: string) => withoutSecrets(text, secrets);
  return {
    status: answer.status,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, clean(value)])),
    text: clean(answer.text),
  };
}

function withLength(request: ExchangeRequest): Record<string, string> {
  const length = request.body === undefined ? {} : { 'content-length': `${Buffer.byteLength(request.body)}` };
  const own = Object.entries(request.headers).filter(([name]) => name.toLowerCase() !== 'content-length');
  return { ...Object.fromEntries(own), ...length };
}

const flat = (headers: http.IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );

/** Looked up and checked in one step: the address that is checked is the address that is called. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const first = addresses[0];
    if (first === undefined || addresses.some((each) => isPrivateAddress(each.address))) {
      const refusal = new ExchangeError('refused_address', false, 'The name leads into a private network.');
      return callback(refusal, '', 0);
    }
    if (options.all) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};
