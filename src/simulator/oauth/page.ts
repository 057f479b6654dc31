import type { FastifyReply } from 'fastify';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);

/** Plain look of the sign-in pages; the Lightning-like pages have their own. */
const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; color: light-dark(#181818, #ececec); background: light-dark(#f3f3f3, #121212);
  --card: light-dark(#fff, #1e1e1e); --edge: light-dark(#c9c9c9, #4a4a4a); --quiet: light-dark(#444, #bbb); --accent: light-dark(#0250d9, #7aa7ff); --on-accent: light-dark(#fff, #0b1a33); }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
main { box-sizing: border-box; width: min(26rem, 100vw - 2rem); margin: 1rem; padding: 2rem; background: var(--card); border: 1px solid var(--edge); border-radius: 1rem; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: .5rem 0; } a { color: var(--accent); } .note { color: var(--quiet); font-size: .875rem; }
label { display: block; margin: 1rem 0 .25rem; font-size: .875rem; }
input { box-sizing: border-box; width: 100%; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--card); border: 1px solid light-dark(#747474, #8f8f8f); border-radius: .5rem; }
button { box-sizing: border-box; width: 100%; margin-top: .75rem; padding: .5rem 1rem; font: inherit; border: 1px solid var(--accent); border-radius: 2rem; background: var(--card); color: var(--accent); cursor: pointer; }
button.primary { background: var(--accent); color: var(--on-accent); }
button:hover { text-decoration: underline; } :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
ul { padding-left: 1.25rem; } ul.people { list-style: none; margin: 0; padding: 0; } ul.people .note { display: block; text-align: center; line-height: 1.5; }
.error { padding: .5rem .75rem; border-radius: .5rem; background: light-dark(#feded8, #4a1410); color: light-dark(#640103, #ffd9d3); }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1.5rem; margin: 1rem 0; } dt { color: var(--quiet); } dd { margin: 0; }
hr { margin: 1.5rem 0 .5rem; border: 0; border-top: 1px solid var(--edge); }`;

/** Answers a small page that loads nothing and may be framed by nobody. `formTargets`: origins a form may lead to. */
export function sendPage(
  reply: FastifyReply,
  status: number,
  title: string,
  body: string,
  formTargets: readonly string[] = [],
): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action ${["'self'", ...formTargets].join(' ')}`,
    )
    .send(
      `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head><body><main>${body}</main></body></html>\n`,
    );
}

/** What the authorize address itself answers to a request it cannot trust: the two values as in a query (observed). */
export const sendRequestError = (reply: FastifyReply, error: string, description: string) =>
  sendPage(
    reply,
    400,
    'OAuth error',
    `<p>error=${error}&amp;error_description=${escapeHtml(encodeURIComponent(description))}</p>`,
  );

export const sendErrorPage = (reply: FastifyReply, error: string, description: string) =>
  sendPage(
    reply,
    400,
    'OAuth error',
    `<h1>OAuth Error</h1><p>We can't authorize you because of an OAuth error.</p><p class="error">${escapeHtml(error)}: ${escapeHtml(description)}</p>`,
  );
