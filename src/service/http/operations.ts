import { sql } from 'kysely';
import * as api from '../../api/operations.ts';
import { Problem } from '../problem.ts';
import type { Database } from '../storage/database.ts';
import { route } from './route.ts';

export function operationRoutes(db: Database) {
  return [
    route(api.healthz, async () => ({ status: 200, body: { status: 'ok' } })),
    route(api.readyz, async () => {
      try {
        await sql`select 1 from schema_migration limit 1`.execute(db.lookup);
      } catch (cause) {
        throw new Problem('NOT_READY', 'The database does not answer.', { cause });
      }
      return { status: 200, body: { status: 'ready', checks: { database: 'ok' } } };
    }),
  ];
}
