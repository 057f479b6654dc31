import { createServer, request } from 'node:http';

interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: Buffer;
}

/** Looks like Care to a widget, and answers from memory what Care answered the first time. */
export interface ReplayingCare {
  url: string;
  close(): void;
}

/**
 * The static row: the same bundle, frame and handshake, with neither database nor service behind it. What
 * is asked the first time is passed on; whoever asks the same again gets the same, whatever their code.
 * The live stream stays open and silent.
 */
export function startReplayingCare(careUrl: string): Promise<ReplayingCare> {
  const known = new Map<string, Promise<Answer>>();
  const server = createServer((incoming, outgoing) => {
    if (incoming.url!.startsWith('/v1/live')) {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
      return;
    }
    // Each frame names its own visit; the page is the first one's.
    const key = `${incoming.method} ${incoming.url!.split('?')[0]}`;
    const answer = known.get(key) ?? pass(new URL(incoming.url!, careUrl), incoming);
    known.set(key, answer);
    answer.then(
      ({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
      () => outgoing.writeHead(502).end(),
    );
  });
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      const close = () => {
        server.close();
        server.closeAllConnections();
      };
      done({ url: `http://127.0.0.1:${port}`, close });
    });
  });
}

function pass(url: URL, incoming: import('node:http').IncomingMessage): Promise<Answer> {
  return new Promise((done, fail) => {
    const headers = { ...incoming.headers, host: url.host };
    delete headers.origin;
    const outgoing = request(url, { method: incoming.method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const { 'transfer-encoding': _, ...kept } = response.headers;
        done({ status: response.statusCode ?? 502, headers: kept, body: Buffer.concat(chunks) });
      });
    });
    outgoing.once('error', fail);
    incoming.pipe(outgoing);
  });
}
