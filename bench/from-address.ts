import { request } from 'node:http';

export interface Answered {
  status: number;
  text: string;
}

/**
 * An HTTP request that comes from this loopback address: Care takes 1,200 requests a minute of one address, and people
 * who sit in several places have as many.
 */
export function askFrom(
  localAddress: string,
  method: string,
  url: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answered> {
  return new Promise((done, fail) => {
    const sent = request(
      url,
      { method, localAddress, agent: false, headers: { ...headers, 'content-type': 'application/json' } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('end', () =>
          done({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
        response.once('error', fail);
      },
    );
    sent.once('error', fail);
    sent.end(JSON.stringify(body));
  });
}
