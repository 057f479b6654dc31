import { Readable } from 'node:stream';
import * as api from '../../api/audit.ts';
import { type AuditFilter, listAudit } from '../storage/audit.ts';
import type { Database } from '../storage/database.ts';
import { csvLine } from './csv-line.ts';
import { type Route, route } from './route.ts';

const PAGE = 200;
const HEADINGS = ['at', 'kind', 'actor', 'actor kind', 'connection', 'fact'];

/** The trail of api/audit.ts, to read and to take away. */
export function auditRoutes(db: Database): Route[] {
  /** A page at a time, so that a trail of years does not stand in memory. */
  async function* lines(accountId: string, filter: AuditFilter): AsyncGenerator<string> {
    yield csvLine(HEADINGS);
    for (let before: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof listAudit>> = await db.forAccount(accountId, (tx) =>
        listAudit(tx, filter, before, PAGE),
      );
      for (const { at, kind, actor, connection, fact } of page.entries) {
        yield csvLine([at, kind, actor.name, actor.kind, connection?.name ?? '', fact]);
      }
      if (page.next === null) return;
      before = page.next;
    }
  }

  return [
    route(api.listAudit, async ({ actor, query }) => ({
      status: 200,
      body: await db.forAccount(actor.accountId, (tx) =>
        listAudit(tx, query, query.before ?? null, query.limit),
      ),
    })),
    route(api.exportAudit, async ({ actor, query, reply }) => {
      reply
        .header('content-type', 'text/csv; charset=utf-8; header=present')
        .header('content-disposition', 'attachment; filename="care-activity.csv"')
        .header('cache-control', 'no-store')
        .send(Readable.from(lines(actor.accountId, query)));
      return undefined;
    }),
  ];
}
