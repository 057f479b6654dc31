import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Browser } from './browser.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const servers: Server[] = [];
async function serve(name: string, answer: Answer): Promise<string> {
  const server = createServer(async (request, response) => answer(request, response, await text(request)));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  servers.push(server);
  return `http://${name}:${(server.address() as AddressInfo).port}`;
}

let home: string;
let elsewhere: string;
beforeAll(async () => {
  home = await serve('127.0.0.1', (request, response, body) => {
    if (request.url === '/leave') return response.writeHead(302, { location: `${elsewhere}/form` }).end();
    response.end(
      `${request.method} ${request.url} cookies: ${request.headers.cookie ?? 'none'} body: ${body}`,
    );
  });
  elsewhere = await serve('localhost', (request, response, body) => {
    if (request.method === 'POST') {
      const location = `${home}/back?${body}`;
      return response.writeHead(303, { location, 'set-cookie': 'org=1; HttpOnly' }).end();
    }
    response.end(`<form action="/other"><input name="q"></form>
      <form method="post" action="/send"><input type="hidden" name="id" value="a&amp;b&#34;">
      <input name="user"><button name="go" value="1">Go</button></form>`);
  });
});
afterAll(() => {
  for (const server of servers) server.close();
});

it('sends the fields of the form that has them, hidden ones unescaped, and follows where it leads', async () => {
  const browser = new Browser();
  const form = await browser.visit(`${elsewhere}/form`);
  const page = await browser.submit(form, { user: 'ann', go: '1' });

  expect(page.url.href).toBe(`${home}/back?id=a%26b%22&user=ann&go=1`);
  expect(page.html).toContain('GET /back');
});

it('withholds a strict cookie on the way back from another site, as browsers do', async () => {
  const browser = new Browser();
  browser.setCookie(home, 'strict=1; SameSite=Strict');
  browser.setCookie(home, 'lax=1; SameSite=Lax');
  const form = await browser.visit(`${home}/leave`);
  const back = await browser.submit(form, { user: 'ann' });

  expect(back.html).toContain('cookies: lax=1 ');
  expect((await browser.visit(`${home}/typed`)).html).toContain('cookies: strict=1; lax=1 ');
});
