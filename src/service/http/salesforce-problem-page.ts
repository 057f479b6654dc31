import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '../problem.ts';

export const wantsPage = (request: FastifyRequest): boolean =>
  (request.headers.accept ?? '').includes('text/html');

/**
 * A page of our own, without a script, for a browser that comes back from Salesforce with nothing that belongs
 * to an attempt: the person stands here after a navigation and needs to know what next.
 */
export function sendProblemPage(reply: FastifyReply, problem: Problem): void {
  const { title, detail, remedy, code } = problem.toBody();
  const fact = detail === title ? '' : `<p>${escapeHtml(detail)}</p>`;
  reply
    .status(problem.status)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Not connected to Salesforce</title></head>
<body><main><h1>Not connected to Salesforce</h1>
<p>${escapeHtml(title)}</p>${fact}<p>${escapeHtml(remedy)}</p>
<p><a href="/settings/integrations/salesforce">Back to Care</a></p><p><small>${code}</small></p></main></body>
</html>
`);
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
