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
:root { color-scheme: light; font: 16px/1.5 system-ui, sans-serif; color: #181818; background: #f3f3f3; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
main { box-sizing: border-box; width: min(26rem, 100vw - 2rem); margin: 1rem; padding: 2rem; background: #fff; border: 1px solid #c9c9c9; border-radius: 1rem; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: .5rem 0; } .note { color: #444; font-size: .875rem; }
label { display: block; margin: 1rem 0 .25rem; font-size: .875rem; }
input { box-sizing: border-box; width: 100%; padding: .5rem .75rem; font: inherit; border: 1px solid #747474; border-radius: .5rem; }
button { box-sizing: border-box; width: 100%; margin-top: .75rem; padding: .5rem 1rem; font: inherit; border: 1px solid #0250d9; border-radius: 2rem; background: #fff; color: #0250d9; cursor: pointer; }
button.primary { background: #0250d9; color: #fff; }
button:hover { text-decoration: underline; } :focus-visible { outline: 3px solid #0250d9; outline-offset: 2px; }
ul { padding-left: 1.25rem; } ul.people { list-style: none; padding: 0; }
.error { padding: .5rem .75rem; border-radius: .5rem; background: #feded8; color: #640103; }
hr { margin: 1.5rem 0 .5rem; border: 0; border-top: 1px solid #c9c9c9; }`;

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

export const sendErrorPage = (reply: FastifyReply, error: string, description: string) =>
  sendPage(
    reply,
    400,
    'OAuth error',
    `<h1>OAuth Error</h1><p>We can't authorize you because of an OAuth error.</p><p class="error">${escapeHtml(error)}: ${escapeHtml(description)}</p>`,
  );
