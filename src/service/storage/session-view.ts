import type { SessionShape } from '../../api/session.ts';
import { MODULES } from '../../domain/module.ts';
import { PERMISSIONS } from '../../domain/permission.ts';
import { rightsOfRow } from '../rights.ts';
import type { Database } from './database.ts';
import { RIGHTS_COLUMNS } from './role-rights.ts';

/** Who somebody is and what they may do; null: there is no such agent. */
export const sessionOf = (
  db: Database,
  accountId: string,
  agentId: string,
): Promise<Omit<SessionShape, 'demo'> | null> =>
  db.forAccount(accountId, async (tx) => {
    const row = await tx
      .selectFrom('agent as a')
      .innerJoin('role as r', 'r.id', 'a.role_id')
      .innerJoin('account as k', 'k.account_id', 'a.account_id')
      .select(['a.id', 'a.name', 'a.email', 'a.role_id', 'k.name as account_name', ...RIGHTS_COLUMNS])
      .where('a.id', '=', agentId)
      .executeTakeFirst();
    if (!row) return null;
    const { roleName, permissions, contactsAndCases, modules } = rightsOfRow(row);
    return {
      agent: { id: row.id, name: row.name, email: row.email },
      account: { id: accountId, name: row.account_name },
      modules: MODULES.filter((each) => modules.has(each)),
      role: { id: row.role_id, name: roleName },
      permissions: PERMISSIONS.filter((each) => permissions.has(each)),
      contactsAndCases,
    };
  });
