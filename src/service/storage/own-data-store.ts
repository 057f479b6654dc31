import { sql } from 'kysely';
import type { AuditActor } from '../../domain/audit.ts';
import { MASTER_RECORD_TYPE } from '../../domain/mapping/mapped-field.ts';
import { EVERY_CASE } from '../care/live-hub.ts';
import type { DataUse, OwnDataStore } from '../care/own-data-ports.ts';
import { auditActor, recordAudit } from './audit.ts';
import { listRules } from './automatic-rules.ts';
import type { Tx } from './database.ts';
import { listMappings } from './mapping-version.ts';
import { addCaseField, readOwnCareData } from './own-care-data.ts';

/** Binds what an account has of its own to PostgreSQL. Row-level security keeps to its cases. */
export function ownDataStore(tx: Tx, accountId: string): OwnDataStore {
  const values = sql.ref('field_values');
  return {
    read: () => readOwnCareData(tx),
    takeTurn: async () => {
      await tx.selectFrom('account').select('account_id').forNoKeyUpdate().execute();
    },
    counts: () => countOwnData(tx),
    users: () => listUsers(tx),
    addField: (field) => addCaseField(tx, accountId, field),
    async changeField({ key, name, options }) {
      await tx
        .updateTable('case_field')
        .set({ name, options: JSON.stringify(options) })
        .where('key', '=', key)
        .execute();
    },
    async dropValues(key, dropped) {
      const gone = [...dropped];
      await sql`update care_case set field_values = case
          when jsonb_typeof(${values} -> ${key}) = 'array' and (${values} -> ${key}) - ${gone}::text[] <> '[]'
          then jsonb_set(${values}, array[${key}], (${values} -> ${key}) - ${gone}::text[])
          else ${values} - ${key}::text end
        where ${values} ->> ${key} = any(${gone}::text[]) or (${values} -> ${key}) ?| ${gone}::text[]`.execute(
        tx,
      );
    },
    async removeField(key) {
      await sql`update care_case set field_values = ${values} - ${key}::text where ${values} ? ${key}`.execute(
        tx,
      );
      await tx.deleteFrom('case_field').where('key', '=', key).execute();
    },
    async renameLabel(label, becomes) {
      await tx
        .insertInto('case_label')
        .values({ account_id: accountId, label: becomes })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await sql`update care_case set labels = array(
          select distinct l collate "C" from unnest(array_replace(labels, ${label}, ${becomes})) l order by 1)
        where ${label} = any(labels)`.execute(tx);
      await tx.deleteFrom('case_label').where('label', '=', label).execute();
    },
    async removeLabel(label) {
      await sql`update care_case set labels = array_remove(labels, ${label}) where ${label} = any(labels)`.execute(
        tx,
      );
      await tx.deleteFrom('case_label').where('label', '=', label).execute();
    },
    async record(actor, kind, subject, detail) {
      const by = actor.kind === 'agent' ? await auditActor(tx, actor) : NOBODY_OF_THE_ACCOUNT;
      await recordAudit(tx, { accountId, kind, actor: by, connectionId: null, subject, detail });
      await sql`select pg_notify('care_event', ${`${accountId} ${EVERY_CASE} 0`})`.execute(tx);
    },
  };
}

const NOBODY_OF_THE_ACCOUNT: AuditActor = { kind: 'system', id: null, name: 'An API key' };

async function countOwnData(tx: Tx) {
  const { rows } = await sql<{ key: string; value: string | null; cases: number }>`
    select f.key, null as value, count(*)::int as cases from care_case c, jsonb_each(c.field_values) f group by f.key
    union all
    select f.key, o.value, count(*)::int from care_case c, jsonb_each(c.field_values) f
      join case_field d on d.key = f.key and d.type in ('single_select', 'multi_select'),
      jsonb_array_elements_text(case jsonb_typeof(f.value) when 'array' then f.value else jsonb_build_array(f.value) end)
        o (value)
    group by f.key, o.value`.execute(tx);
  const labels = await sql<{ label: string; cases: number }>`
    select l as label, count(*)::int as cases from care_case c, unnest(c.labels) l group by l`.execute(tx);
  const options = new Map<string, Map<string, number>>();
  for (const { key, value, cases } of rows) {
    if (value === null) continue;
    options.set(key, (options.get(key) ?? new Map()).set(value, cases));
  }
  return {
    fields: new Map(rows.filter(({ value }) => value === null).map(({ key, cases }) => [key, cases])),
    options,
    labels: new Map(labels.rows.map(({ label, cases }) => [label, cases])),
  };
}

async function listUsers(tx: Tx): Promise<Awaited<ReturnType<OwnDataStore['users']>>> {
  const connections = await tx
    .selectFrom('connection')
    .select(['id', 'org_name'])
    .orderBy('org_name')
    .orderBy('id')
    .execute();
  const users: Awaited<ReturnType<OwnDataStore['users']>>[number][] = [];
  for (const { id: connectionId, org_name: orgName } of connections) {
    const of = { connectionId, orgName };
    for (const { object, recordType, fields } of await listMappings(tx, connectionId)) {
      const name = recordType === MASTER_RECORD_TYPE ? object : `${object}, ${recordType}`;
      const use: DataUse = { ...of, kind: 'mapping', name, target: { object, recordType } };
      users.push({ kind: 'mapping', fields, use });
    }
    for (const { name, conditions } of await listRules(tx, connectionId)) {
      users.push({ kind: 'rule', conditions, use: { ...of, kind: 'rule', name, target: null } });
    }
  }
  return users;
}
