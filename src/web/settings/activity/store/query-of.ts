import type { AuditKind } from '../../../../domain/audit.ts';
import type { ActivityFilter } from './activity-store.ts';

interface AuditQuery {
  kind?: AuditKind;
  actor?: string;
  connectionId?: string;
  from?: string;
  to?: string;
}

/** The filter as the service understands it: days begin and end at the reader's midnight. */
export function queryOf({ kind, actor, from, to }: ActivityFilter, connectionId: string | null): AuditQuery {
  return {
    ...(kind && { kind }),
    ...(actor && { actor }),
    ...(connectionId !== null && { connectionId }),
    ...(from && { from: midnight(from, 0) }),
    ...(to && { to: midnight(to, 1) }),
  };
}

/** The beginning of a day, or of a later one. */
function midnight(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
