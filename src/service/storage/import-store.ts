import { sql } from 'kysely';
import type { Actor } from '../../domain/agent.ts';
import { DEFAULT_GRACE_DAYS } from '../../domain/case.ts';
import type { Platform } from '../../domain/profile.ts';
import { type ImportPorts, type ImportStore, messageKey } from '../care/import-ports.ts';
import { newId } from '../ids.ts';
import { newSigningSecret, type SealSigningSecret } from './account-setup.ts';
import { appendEvent, takeSequence } from './append-event.ts';
import { CASE_COLUMNS } from './care-store.ts';
import type { Database, Tx } from './database.ts';
import { importedMessageRow, newestOf, rowsOfNewCase, saidOfCustomer } from './import-rows.ts';
import { listCaseFields } from './own-care-data.ts';

/** Rows of one statement: PostgreSQL takes 65,535 parameters. */
const ROWS_PER_INSERT = 2_000;
const TRIES = 5;
/** unique_violation, deadlock_detected, serialization_failure */
const MAY_BE_TRIED_AGAIN = ['23505', '40P01', '40001'];

/**
 * Binds the importer to PostgreSQL.
 */
export function importPorts(db: Database, now: () => Date, seal: SealSigningSecret): ImportPorts {
  return {
    now,
    async inAccount(accountId, work) {
      for (let tried = 1; ; tried++) {
        try {
          return await db.forAccount(accountId, async (tx) => {
            // Also the row that hands out case numbers: imports take turns, so they cannot deadlock.
            await tx
              .selectFrom('account')
              .select('account_id')
              .where('account_id', '=', accountId)
              .forUpdate()
              .executeTakeFirstOrThrow();
            return work(importStore(tx, accountId, seal));
          });
        } catch (error) {
          if (tried === TRIES || !MAY_BE_TRIED_AGAIN.includes(codeOf(error))) throw error;
        }
      }
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function importStore(tx: Tx, accountId: string, seal: SealSigningSecret): ImportStore {
  const actor: Actor = { kind: 'system', accountId, reason: 'import' };

  return {
    caseFields: () => listCaseFields(tx),
    async graceDays() {
      const { settings } = await tx
        .selectFrom('account')
        .select('settings')
        .where('account_id', '=', accountId)
        .executeTakeFirstOrThrow();
      return settings.graceDays ?? DEFAULT_GRACE_DAYS;
    },

    async keepShift(contentHash, shiftMs) {
      const row = { account_id: accountId, content_hash: Buffer.from(contentHash), shift_ms: shiftMs };
      await tx
        .insertInto('import_shift')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const kept = await tx
        .selectFrom('import_shift')
        .select('shift_ms')
        .where('content_hash', '=', row.content_hash)
        .executeTakeFirstOrThrow();
      return kept.shift_ms;
    },

    async profileIds(profiles) {
      const ids = new Map<string, string>();
      for (const { platform, handle } of profiles) {
        const key = `${platform} ${handle}`;
        if (!ids.has(key)) ids.set(key, await profileId(platform, handle));
      }
      return profiles.map(({ platform, handle }) => ids.get(`${platform} ${handle}`)!);
    },

    async customerIds(customers) {
      const keyOf = (customer: { platform: string; externalId: string }) =>
        `${customer.platform} ${customer.externalId}`;
      const distinct = new Map(customers.map((customer) => [keyOf(customer), customer]));
      // In one order everywhere, so that two transactions never wait for each other.
      const rows = [...distinct.entries()].sort().map(([, customer]) => ({
        id: newId('cust'),
        account_id: accountId,
        platform: customer.platform,
        external_id: customer.externalId,
        handle: customer.handle,
        name: customer.name,
        email: customer.email,
        phone: customer.phone,
      }));
      const kept = await tx
        .insertInto('customer')
        .values(rows)
        // What is known may be newer than the file; the update that changes nothing takes the lock.
        .onConflict((conflict) =>
          conflict.columns(['account_id', 'platform', 'external_id']).doUpdateSet((eb) => ({
            email: eb.fn.coalesce('customer.email', 'excluded.email'),
            phone: eb.fn.coalesce('customer.phone', 'excluded.phone'),
          })),
        )
        .returning(['id', 'platform', 'external_id as externalId'])
        .execute();
      const ids = new Map(kept.map((row) => [keyOf(row), row.id]));
      return customers.map((customer) => ids.get(keyOf(customer))!);
    },

    async knownMessages(messages) {
      const found = await tx
        .selectFrom('message')
        .select(['profile_id as profileId', 'platform_id as platformId', 'case_id as caseId'])
        .where(
          sql<boolean>`(profile_id, platform_id) in (select * from unnest(
            ${messages.map(({ profileId }) => profileId)}::text[], ${messages.map(({ platformId }) => platformId)}::text[]))`,
        )
        .execute();
      return new Map(
        found.map(({ profileId, platformId, caseId }) => [
          messageKey({ profileId, platformId: platformId! }),
          caseId,
        ]),
      );
    },

    cases: (ids, of) =>
      tx
        .selectFrom('care_case')
        .select(CASE_COLUMNS)
        .where((eb) =>
          eb.or([
            eb('id', '=', sql<string>`any(${[...ids]}::text[])`),
            sql<boolean>`(profile_id, customer_id) in (select * from unnest(
              ${of.map(({ profileId }) => profileId)}::text[], ${of.map(({ customerId }) => customerId)}::text[]))`,
          ]),
        )
        .orderBy('id')
        .forUpdate()
        .execute(),

    async addCases(cases) {
      if (cases.length === 0) return;
      const { next } = await tx
        .updateTable('account')
        .set((eb) => ({ next_case_number: eb('next_case_number', '+', cases.length) }))
        .where('account_id', '=', accountId)
        .returning('next_case_number as next')
        .executeTakeFirstOrThrow();
      const rows = cases.map((planned, index) => rowsOfNewCase(planned, next - cases.length + index, actor));
      await addLabels(cases.flatMap(({ said }) => said.labels));
      for (const some of portions(rows.map(({ careCase }) => careCase)))
        await tx.insertInto('care_case').values(some).execute();
      for (const some of portions(rows.flatMap(({ messages }) => messages)))
        await tx.insertInto('message').values(some).execute();
      for (const some of portions(rows.flatMap(({ events }) => events)))
        await tx.insertInto('event').values(some).execute();
      const notices = rows.map(({ careCase }) => `${accountId} ${careCase.id} ${careCase.last_seq}`);
      await sql`select pg_notify('care_event', notice) from unnest(${notices}::text[]) notice`.execute(tx);
    },

    async extendCase(planned, before) {
      for (const message of planned.messages) {
        const seq = await takeSequence(tx, planned.id);
        const row = importedMessageRow(accountId, planned, message, seq);
        await tx.insertInto('message').values(row).execute();
        const facts = { type: 'message_added', messageId: row.id } as const;
        await appendEvent(tx, { accountId, caseId: planned.id, actor, facts }, seq);
      }
      const { said } = planned;
      await addLabels(said.labels);
      const newest = newestOf(planned.messages);
      const customers = newestOf(planned.messages.filter(({ direction }) => direction === 'incoming'));
      await tx
        .updateTable('care_case')
        .set((eb) => ({
          status: planned.status,
          done_at: planned.doneAt,
          message_count: eb('message_count', '+', planned.messages.length),
          // What is said of it already, by whomever, stays.
          sentiment: eb.fn.coalesce('sentiment', eb.val(said.sentiment)),
          language: eb.fn.coalesce('language', eb.val(said.language)),
          labels: sql<
            string[]
          >`array(select distinct l collate "C" from unnest(labels || ${[...said.labels]}::text[]) l order by 1)`,
          field_values: sql<string>`${JSON.stringify(said.fields)}::jsonb || field_values`,
          ...saidOfCustomer(planned.messages),
          last_message_at: sql<string>`greatest(last_message_at, ${newest}::timestamptz)`,
          last_customer_message_at: sql<string>`greatest(last_customer_message_at, ${customers}::timestamptz)`,
        }))
        .where('id', '=', planned.id)
        .execute();
      if (planned.status !== before.status) {
        const facts = { type: 'case_changed', change: { status: planned.status } } as const;
        await appendEvent(tx, { accountId, caseId: planned.id, actor, facts });
      }
    },
  };

  async function addLabels(labels: readonly string[]): Promise<void> {
    if (labels.length === 0) return;
    await tx
      .insertInto('case_label')
      .values([...new Set(labels)].sort().map((label) => ({ account_id: accountId, label })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async function profileId(platform: Platform, handle: string): Promise<string> {
    const find = () =>
      tx
        .selectFrom('profile')
        .select('id')
        .where('platform', '=', platform)
        .where('handle', '=', handle)
        .executeTakeFirst();
    const found = await find();
    if (found) return found.id;
    const id = newId('prof');
    await tx
      .insertInto('profile')
      .values({
        id,
        account_id: accountId,
        platform,
        handle,
        name: handle,
        signing_secret: seal(newSigningSecret(), accountId, id),
        outgoing_url: null,
      })
      .execute();
    return id;
  }
}

function* portions<T>(rows: readonly T[]): Generator<T[]> {
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT)
    yield rows.slice(start, start + ROWS_PER_INSERT);
}
