import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ObjectSchema, OrgCore, OrgRecord, OrgUser } from '../core.ts';
import { parseRecordId } from '../schema/record-id.ts';
import { escapeHtml } from './render-page.ts';

/** Which of the two faces a person has chosen; kept in their browser, where an org keeps it with the user. */
const COOKIE = 'ui';
/** The Visualforce page that a Classic page layout of the object holds. */
const LAYOUT_PAGES: Readonly<Record<string, string>> = { Case: 'CareHostCase', Lead: 'CareHostLead' };
const SHOWN = ['CaseNumber', 'Name', 'Subject', 'Company', 'Status', 'Priority', 'Origin', 'Email', 'Phone'];
const FRAME_HEIGHT = 600;

/**
 * Salesforce Classic, as far as a page layout that holds a Visualforce page: `/{record}`, for who has switched there by
 * `/ltng/switcher?destination=classic`. For everybody else that address leads to the record in Lightning.
 */
export function registerClassic(app: FastifyInstance, org: OrgCore): void {
  app.get<{ Querystring: { destination?: string } }>('/ltng/switcher', (request, reply) => {
    const isClassic = request.query.destination === 'classic';
    return reply
      .header(
        'set-cookie',
        isClassic ? `${COOKIE}=classic; Path=/; SameSite=Lax` : `${COOKIE}=; Path=/; SameSite=Lax; Max-Age=0`,
      )
      .redirect(isClassic ? '/500/o' : '/lightning');
  });
  app.get('/500/o', (request, reply) => {
    const user = org.userFromRequest(request);
    if (!user) return reply.redirect('/login?startURL=%2F500%2Fo');
    return reply.type('text/html; charset=utf-8').send(frameOfClassic(org, user, 'Cases', ''));
  });

  app.get<{ Params: { id: string } }>('/:id([a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})', async (request, reply) => {
    // The Visualforce host knows no records: they are at the org's own.
    if (request.headers.host !== new URL(org.url).host)
      return reply.redirect(`${org.url}/${request.params.id}`);
    const user = org.userFromRequest(request);
    if (!user) return reply.redirect(`/login?startURL=${encodeURIComponent(request.url)}`);
    const id = parseRecordId(request.params.id);
    const schema = id ? org.schema.objectOfId(id) : null;
    const record = id ? await org.records.get(user, id) : null;
    if (!schema || !record)
      return reply.code(404).type('text/plain; charset=utf-8').send('Data Not Available\n');
    if (!isClassic(request)) return reply.redirect(`/lightning/r/${schema.name}/${record.id}/view`);
    return reply
      .header('cache-control', 'no-store')
      .header('content-security-policy', "frame-ancestors 'self'")
      .type('text/html; charset=utf-8')
      .send(frameOfClassic(org, user, titleOf(record), layout(org, schema, user, record)));
  });
}

const isClassic = (request: FastifyRequest) =>
  request.headers.cookie?.split(';').some((pair) => pair.trim() === `${COOKIE}=classic`) === true;

const titleOf = ({ fields }: OrgRecord) => String(fields.CaseNumber ?? fields.Name ?? '');

function layout(org: OrgCore, schema: ObjectSchema, user: OrgUser, record: OrgRecord): string {
  const rows = SHOWN.flatMap((name) => schema.field(name) ?? [])
    .filter((field) => user.rights.canRead(schema.name, field.name))
    .map(
      ({ name, label }) =>
        `<tr><th scope="row">${escapeHtml(label)}</th><td>${escapeHtml(String(record.fields[name] ?? ''))}</td></tr>`,
    );
  const page = LAYOUT_PAGES[schema.name];
  const frame = page
    ? `<h2>Care</h2><iframe title="${page}" src="${org.visualforceUrl}/apex/${page}?id=${record.id}&amp;inline=1" width="100%" height="${FRAME_HEIGHT}" style="border:0"></iframe>`
    : '';
  return `<h2>${escapeHtml(schema.label)} Detail</h2><table>${rows.join('')}</table>${frame}`;
}

function frameOfClassic(org: OrgCore, user: OrgUser, title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)} ~ Salesforce Classic (simulated)</title>
<link rel="icon" href="data:,">
<style>
body { margin: 0; font: 12px/1.5 Arial, Helvetica, sans-serif; color: #222; background: #fff; }
header { padding: 10px 16px; background: #1797c0; color: #fff; font-weight: bold; }
header a { float: right; color: #fff; }
main { padding: 0 16px 16px; }
h1 { font-size: 18px; } h2 { font-size: 13px; border-top: 3px solid #f2cf5b; padding-top: 6px; }
th { text-align: right; padding-right: 16px; color: #4a4a56; }
</style>
</head>
<body>
<header>${escapeHtml(org.orgName)}, ${escapeHtml(user.name)} <a href="/ltng/switcher?destination=lex">Switch to Lightning Experience</a></header>
<main><h1>${escapeHtml(title)}</h1>${body}</main>
</body>
</html>
`;
}
