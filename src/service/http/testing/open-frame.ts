import { get } from 'node:http';

export interface OpenedFrame {
  /** The page above what it waits for has come. */
  begun: Promise<void>;
  soFar(): string;
  /** All of its HTML, once it has ended. */
  html: Promise<string>;
}

/**
 * Asks for the document of a frame with this nonce, as a browser does. Who has no code waits for it as long as a
 * document may.
 */
export function openFrame(
  base: string,
  { orgKey, nonce, dest = 'iframe' }: { orgKey: string; nonce: string; dest?: string },
): OpenedFrame {
  const headers = { 'sec-fetch-dest': dest, 'sec-fetch-mode': 'navigate' };
  const response = new Promise<import('node:http').IncomingMessage>((done, fail) => {
    get(`${base}/embed/${orgKey}?visit=${nonce.slice(0, 16)}`, { headers }, done).once('error', fail);
  });
  const parts: string[] = [];
  const begun = response.then(
    (incoming) =>
      new Promise<void>((done) => {
        incoming.setEncoding('utf8').on('data', (part: string) => {
          parts.push(part);
          done();
        });
      }),
  );
  const html = response.then(
    (incoming) =>
      new Promise<string>((done, fail) => {
        incoming.once('end', () => done(parts.join(''))).once('error', fail);
      }),
  );
  return { begun, soFar: () => parts.join(''), html };
}
