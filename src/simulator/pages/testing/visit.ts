import type { SimulatedOrg } from '../../core.ts';
import { signIn } from '../../test-client.ts';

interface Ask {
  method?: string;
  body?: unknown;
  csrf?: string;
}

/** A person at the org's pages: signed in, with the CSRF token their page carries. */
export async function visit(org: SimulatedOrg, username: string) {
  const cookie = await signIn(org.url, username);
  const page = await fetch(`${org.url}/lightning/o/Case/list`, { headers: { cookie } });
  const html = await page.text();
  const csrf = /"csrfToken":"([^"]+)"/.exec(html)?.[1] ?? '';
  const ask = (path: string, { method = 'GET', body, csrf: token = csrf }: Ask = {}) =>
    fetch(`${org.url}/lightning/api${path}`, {
      method,
      headers: { cookie, 'x-csrf-token': token, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  return { page, html, ask };
}
