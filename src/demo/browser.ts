/** A page as it was answered, at the address the redirects led to. */
export interface Page {
  url: URL;
  status: number;
  html: string;
}

interface Cookie {
  value: string;
  sameSite: 'strict' | 'lax' | 'none';
}

const MOST_REDIRECTS = 20;

/**
 * As much of a browser as signing in takes: redirects, cookies by host and port with their SameSite rule,
 * and forms. So the demo walks the same road as a person, and what a browser would withhold is withheld.
 */
export class Browser {
  readonly #cookies = new Map<string, Map<string, Cookie>>();

  setCookie(origin: string, header: string): void {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const [name = '', ...rest] = pair.split('=');
    const jar = this.#cookies.get(new URL(origin).host) ?? new Map<string, Cookie>();
    const sameSite = attributes
      .find((one) => /^samesite=/i.test(one))
      ?.split('=')[1]
      ?.toLowerCase();
    const value = rest.join('=');
    if (value === '') jar.delete(name);
    else jar.set(name, { value, sameSite: sameSite === 'strict' || sameSite === 'none' ? sameSite : 'lax' });
    this.#cookies.set(new URL(origin).host, jar);
  }

  /** As if the address were typed in. */
  visit(url: string): Promise<Page> {
    return this.#load(new URL(url), { method: 'GET' }, null);
  }

  /** As if a link on the page were followed. */
  follow(page: Page, href: string): Promise<Page> {
    return this.#load(new URL(href, page.url), { method: 'GET' }, page.url);
  }

  /** Sends the page's first form that has all of these fields, its hidden ones included. */
  submit(page: Page, fields: Record<string, string>): Promise<Page> {
    const form = formsOf(page.html).find(({ names }) => Object.keys(fields).every((name) => names.has(name)));
    if (!form) {
      throw new Error(
        `Failed to find a form with ${Object.keys(fields).join(', ')} at ${page.url.pathname}.`,
      );
    }
    const body = new URLSearchParams({ ...form.hidden, ...fields }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.#load(new URL(form.action, page.url), { method: 'POST', headers, body }, page.url);
  }

  async #load(start: URL, request: RequestInit, from: URL | null): Promise<Page> {
    let url = start;
    let init = request;
    // One hop over another site taints the whole chain (RFC 6265bis, 5.2).
    let crossSite = from !== null && from.hostname !== url.hostname;
    for (let hop = 0; hop < MOST_REDIRECTS; hop++) {
      const headers = new Headers(init.headers);
      const cookie = this.#cookieHeader(url, crossSite, init.method ?? 'GET');
      if (cookie !== '') headers.set('cookie', cookie);
      const response = await fetch(url, { ...init, headers, redirect: 'manual' });
      for (const header of response.headers.getSetCookie()) this.setCookie(url.origin, header);
      const location = response.headers.get('location');
      const html = await response.text();
      if (response.status < 300 || response.status >= 400 || location === null) {
        return { url, status: response.status, html };
      }
      const next = new URL(location, url);
      crossSite ||= next.hostname !== url.hostname;
      url = next;
      if (response.status !== 307 && response.status !== 308) init = { method: 'GET' };
    }
    throw new Error(`Failed to load ${start.pathname}: it redirects more than ${MOST_REDIRECTS} times.`);
  }

  #cookieHeader(url: URL, crossSite: boolean, method: string): string {
    return [...(this.#cookies.get(url.host) ?? [])]
      .filter(([, { sameSite }]) => {
        if (!crossSite || sameSite === 'none') return true;
        return sameSite === 'lax' && method === 'GET';
      })
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }
}

interface Form {
  action: string;
  hidden: Record<string, string>;
  /** Of everything in it that carries a name. */
  names: Set<string>;
}

function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gis)].map(([, head = '', inside = '']) => {
    const controls = [...inside.matchAll(/<(?:input|button|select|textarea)\b([^>]*)>/gi)].map(
      ([, of = '']) => of,
    );
    const hidden = controls.filter((of) => attribute(of, 'type')?.toLowerCase() === 'hidden');
    return {
      action: attribute(head, 'action') ?? '',
      hidden: Object.fromEntries(
        hidden.map((of) => [attribute(of, 'name') ?? '', attribute(of, 'value') ?? '']),
      ),
      names: new Set(controls.flatMap((of) => attribute(of, 'name') ?? [])),
    };
  });
}

function attribute(of: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(of);
  return found ? unescapeHtml(found[1] ?? found[2] ?? '') : undefined;
}

function unescapeHtml(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
