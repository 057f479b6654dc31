import type { ActingAgent, ActionPorts } from '../care/actions.ts';
import { type RightsRow, rightsOfRow } from '../rights.ts';
import type { Database, Tx } from './database.ts';
import { RIGHTS_COLUMNS } from './role-rights.ts';

/** The part of the actions' ports that PostgreSQL answers. */
export function actionStore(db: Database): Pick<ActionPorts, 'agentsFor' | 'findCase'> {
  return {
    agentsFor: (connection, userId) =>
      db.forAccount(connection.accountId, async (tx) => ({
        linked: acting(
          await agents(tx)
            .innerJoin('identity_link as l', 'l.agent_id', 'a.id')
            .where('l.connection_id', '=', connection.id)
            .where('l.salesforce_user_id', '=', userId)
            .executeTakeFirst(),
        ),
        automation: acting(
          await agents(tx)
            .innerJoin('connection as k', 'k.automation_agent_id', 'a.id')
            .where('k.id', '=', connection.id)
            .executeTakeFirst(),
        ),
      })),

    findCase: (accountId, reference) =>
      db.forAccount(accountId, async (tx) => {
        const cases = tx.selectFrom('care_case').select('id');
        const found =
          'id' in reference
            ? cases.where('id', '=', reference.id)
            : cases.where('number', '=', reference.number);
        return (await found.executeTakeFirst())?.id ?? null;
      }),
  };
}

const agents = (tx: Tx) =>
  tx
    .selectFrom('agent as a')
    .innerJoin('role as r', 'r.id', 'a.role_id')
    .select(['a.id', 'a.name', 'a.active', ...RIGHTS_COLUMNS]);

const acting = (row: (RightsRow & Omit<ActingAgent, 'rights'>) | undefined): ActingAgent | null =>
  row ? { id: row.id, name: row.name, active: row.active, rights: rightsOfRow(row) } : null;
