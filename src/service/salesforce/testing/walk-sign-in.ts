import { SEED_PASSWORD } from '../../../simulator/seed/users.ts';

/** Walks the simulated org's pages as a person would: signs in, approves, and comes back with the callback. */
export async function walkSignIn(
  authorizeUrl: string,
  username: string,
  decision: 'allow' | 'deny' = 'allow',
): Promise<URLSearchParams> {
  const origin = new URL(authorizeUrl).origin;
  let cookie = '';
  let next: { url: string; form?: Record<string, string> } = { url: authorizeUrl };
  for (let step = 0; step < 10; step += 1) {
    const reply = await fetch(next.url, {
      redirect: 'manual',
      headers: { cookie },
      ...(next.form ? { method: 'POST', body: new URLSearchParams(next.form) } : {}),
    });
    cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    const location = reply.headers.get('location');
    if (location) {
      const url = new URL(location, origin);
      if (url.origin !== origin) return url.searchParams;
      const startURL = url.searchParams.get('startURL') ?? '/';
      next =
        url.pathname === '/login'
          ? { url: `${origin}/login`, form: { username, pw: SEED_PASSWORD, startURL } }
          : { url: url.href };
      continue;
    }
    const page = await reply.text();
    const id = /name="id" value="([^"]+)"/.exec(page)?.[1];
    if (!id) throw new Error(`The org stopped with ${reply.status}: ${textOf(page).slice(0, 1_000)}`);
    next = { url: `${origin}/services/oauth2/approve`, form: { id, decision } };
  }
  throw new Error('The org never sent the browser back.');
}

const textOf = (page: string): string =>
  page
    .replace(/<style>.*?<\/style>/gs, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
