import { Readable } from 'node:stream';
import * as api from '../../api/audit.ts';
import type { AuditFilter, AuditPage } from '../storage/audit.ts';
import { csvLine } from './csv-line.ts';
import { type Route, route } from './route.ts';

const PAGE = 200;
const HEADINGS = ['at', 'kind', 'actor', 'actor kind', 'connection', 'fact'];

/** @param before `next` of the page before; null: the first. */
export type ReadAudit = (
  accountId: string,
  filter: AuditFilter,
  before: string | null,
  limit: number,
) => Promise<AuditPage>;

export type ReadAuditActors = (
  accountId: string,
  connectionId: string | null,
) => Promise<{ id: string; name: string; active: boolean }[]>;

/** The trail of api/audit.ts, to read and to take away. */
export function auditRoutes(read: ReadAudit, readActors: ReadAuditActors): Route[] {
  /** A page at a time, so that a trail of years does not stand in memory. */
  async function* lines(accountId: string, filter: AuditFilter): AsyncGenerator<string> {
    yield csvLine(HEADINGS);
    for (let before: string | null = null; ; ) {
      const page: AuditPage = await read(accountId, filter, before, PAGE);
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
      body: await read(actor.accountId, query, query.before ?? null, query.limit),
    })),
    route(api.listAuditActors, async ({ actor, query }) => ({
      status: 200,
      body: { actors: await readActors(actor.accountId, query.connectionId ?? null) },
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
