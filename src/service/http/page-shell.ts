import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { escapeHtml } from './escape-html.ts';
import { SIGHT_SCRIPT_HASH } from './first-sight-html.ts';
import { createGzipInParts, type GzipInParts } from './gzip-in-parts.ts';
import { type AppAssets, type InlineAssets, webAssets } from './web-assets.ts';

export interface Shell {
  title: string;
  /** Key in Vite's manifest, e.g. `src/web/desk/main.ts`. */
  entry: string;
  /**
   * Name of an app that begins in the page itself: its script and style stand there, and what they go on with, the
   * entry, is fetched meanwhile; they find its address in `<meta name="care-app">`.
   */
  inline?: string;
  /** The app's element, e.g. `care-desk-app`. */
  element: string;
  theme: 'brand' | 'salesforce';
  /** Who may frame it: exact origins; empty means nobody. */
  frameAncestors: readonly string[];
  /** Read by the app from `<meta name="care-…">`. */
  meta?: Readonly<Record<string, string>>;
  /** What stands there from the first moment on. */
  placeholder?: string;
  /**
   * What stands inside the app's element until the app draws; empty for nothing. The page above it is sent at once.
   * Never rejects.
   */
  sight?: Promise<string>;
}

/** Sends the HTML of one web app under a policy that runs nothing but our own code. */
export type SendShell = (reply: FastifyReply, shell: Shell) => FastifyReply;

export function createSendShell(webRoot: string): SendShell {
  const assets = webAssets(webRoot);
  const gzip = createGzipInParts();
  return (reply, shell) => {
    const inline = shell.inline === undefined ? null : assets.inlineOf(shell.inline);
    const page = render(shell, assets.of(shell.entry), inline);
    reply
      .header('content-security-policy', policy(shell, inline))
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .type('text/html; charset=utf-8');
    // A frame is given its process before it is answered. Asked for by the answer, its own process would be started anew.
    if (shell.frameAncestors.length > 0) reply.removeHeader('origin-agent-cluster');
    if (!inline) return reply.send(page.above + page.below);
    // A proxy that waits for the end would keep back the part that is there.
    reply.header('x-accel-buffering', 'no').header('vary', 'accept-encoding');
    const parts = inParts(page, shell.sight);
    if (!/\bgzip\b/.test(String(reply.request.headers['accept-encoding']))) {
      return reply.send(Readable.from(joined(page.above, parts), { objectMode: false }));
    }
    return reply
      .header('content-encoding', 'gzip')
      .send(Readable.from(packed(gzip(page.above), parts), { objectMode: false }));
  };
}

/** What comes within this goes ahead of the page's script: drawing it comes before everything the script sets off. */
const SOON_MS = 60;
/** What a browser needs to draw it: three frames of 16 ms. */
const DRAWN_MS = 50;

const pause = (ms: number) => new Promise<null>((done) => setTimeout(done, ms, null));

/** What follows the page above. */
async function* inParts({ script, below }: Page, sight?: Promise<string>): AsyncGenerator<string> {
  const soon = sight ? await Promise.race([sight, pause(SOON_MS)]) : '';
  if (soon) {
    yield soon;
    await pause(DRAWN_MS);
  }
  yield script;
  if (soon === null) yield (await sight) ?? '';
  yield below;
}

async function* joined(above: string, parts: AsyncIterable<string>): AsyncGenerator<string> {
  yield above;
  yield* parts;
}

async function* packed(gzip: GzipInParts, parts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  yield gzip.begin;
  for await (const part of parts) if (part !== '') yield gzip.next(part);
  yield gzip.end('');
}

function policy({ frameAncestors, sight }: Shell, inline: InlineAssets | null): string {
  const scripts = [...(inline?.scriptHashes ?? []), ...(sight ? [SIGHT_SCRIPT_HASH] : [])];
  return [
    "default-src 'none'",
    ["script-src 'self'", ...scripts].join(' '),
    `style-src 'self'${inline ? ` ${inline.styleHash}` : ''}`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors.length === 0 ? "'none'" : frameAncestors.join(' ')}`,
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}

/** The HTML around what an app's element holds. */
interface Page {
  above: string;
  script: string;
  below: string;
}

function render(shell: Shell, { script, styles, preload }: AppAssets, inline: InlineAssets | null): Page {
  const links = [script, ...preload].map((file) => `/web/${file}`);
  // What stands in the page fetches the app itself, when nothing is in its way any more.
  const meta = { ...shell.meta, ...(inline ? { 'care-app': JSON.stringify(links) } : {}) };
  const head = [
    ...Object.entries(meta).map(
      ([name, content]) => `<meta name="${escapeHtml(name)}" content="${escapeHtml(content)}">`,
    ),
    ...(inline ? [`<style>${inline.style}</style>`, `<script>${inline.look}</script>`] : []),
    ...styles.map((file) => `<link rel="stylesheet" href="/web/${escapeHtml(file)}">`),
    ...(inline ? [] : preload).map((file) => `<link rel="modulepreload" href="/web/${escapeHtml(file)}">`),
    ...(inline ? [] : [`<script type="module" src="/web/${escapeHtml(script)}"></script>`]),
  ];
  // Async: a module script would else wait for the end of the document.
  const begin = inline ? `<script type="module" async>${inline.script}</script>` : '';
  const above = `<!doctype html>
<html lang="en" data-theme="${shell.theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(shell.title)}</title>
<link rel="icon" href="data:,">
${head.join('\n')}
</head>
<body><${shell.element}>${shell.placeholder ?? ''}`;
  return { above, script: begin, below: `</${shell.element}></body>\n</html>\n` };
}
