import { gzipSync } from 'node:zlib';
import type { FastifyReply } from 'fastify';
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
}

/** Sends the HTML of one web app under a policy that runs nothing but our own code. */
export type SendShell = (reply: FastifyReply, shell: Shell) => FastifyReply;

export function createSendShell(webRoot: string): SendShell {
  const assets = webAssets(webRoot);
  return (reply, shell) => {
    const inline = shell.inline === undefined ? null : assets.inlineOf(shell.inline);
    const html = render(shell, assets.of(shell.entry), inline);
    reply
      .header('content-security-policy', policy(shell.frameAncestors, inline))
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .type('text/html; charset=utf-8');
    if (!inline || !/\bgzip\b/.test(String(reply.request.headers['accept-encoding'])))
      return reply.send(html);
    return reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding').send(gzipSync(html));
  };
}

function policy(frameAncestors: readonly string[], inline: InlineAssets | null): string {
  return [
    "default-src 'none'",
    `script-src 'self'${inline ? ` ${inline.scriptHash}` : ''}`,
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

function render(shell: Shell, { script, styles, preload }: AppAssets, inline: InlineAssets | null): string {
  const meta = { ...shell.meta, ...(inline ? { 'care-app': `/web/${script}` } : {}) };
  const low = inline ? ' fetchpriority="low"' : '';
  const head = [
    ...Object.entries(meta).map(
      ([name, content]) => `<meta name="${escapeHtml(name)}" content="${escapeHtml(content)}">`,
    ),
    ...(inline ? [`<style>${inline.style}</style>`] : []),
    ...styles.map((file) => `<link rel="stylesheet" href="/web/${escapeHtml(file)}">`),
    ...[...(inline ? [script] : []), ...preload].map(
      (file) => `<link rel="modulepreload"${low} href="/web/${escapeHtml(file)}">`,
    ),
    ...(inline ? [] : [`<script type="module" src="/web/${escapeHtml(script)}"></script>`]),
  ];
  return `<!doctype html>
<html lang="en" data-theme="${shell.theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(shell.title)}</title>
<link rel="icon" href="data:,">
${head.join('\n')}
</head>
<body><${shell.element}></${shell.element}>${inline ? `<script type="module">${inline.script}</script>` : ''}</body>
</html>
`;
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
