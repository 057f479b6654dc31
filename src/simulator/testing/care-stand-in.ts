import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call of the org's Apex. */
export interface AskedOfCare<Body> {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: Body;
}

/** A text is sent as it stands, anything else as JSON. */
export interface CareAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Stands where Care would be for the org's Apex: keeps what it is asked, and answers as a test says. */
export interface CareStandIn<Body> {
  readonly url: string;
  /** In order; a test may begin it anew. */
  asked: AskedOfCare<Body>[];
  answer: (asked: AskedOfCare<Body>) => CareAnswer;
  stop(): void;
}

export async function startCareStandIn<Body = Record<string, unknown>>(): Promise<CareStandIn<Body>> {
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { url = '', headers } = request;
    const one = { url, authorization: headers.authorization, body: JSON.parse(text) as Body };
    care.asked.push(one);
    const { status, body } = care.answer(one);
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const care: CareStandIn<Body> = {
    url,
    asked: [],
    answer: () => ({
      status: 201,
      body: { code: 'c'.repeat(32), frameUrl: `${url}/embed/key`, caseId: null },
    }),
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  return care;
}
