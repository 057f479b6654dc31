import { sql } from 'kysely';
import type { BulkJobShape, BulkRowShape } from '../../api/bulk.ts';
import { type BulkReason, bulkJobState, bulkRowState, countBulkRows } from '../../domain/bulk.ts';
import type { CareCase } from '../../domain/case.ts';
import { newId } from '../ids.ts';
import { refusedBySalesforce } from '../sync/escalate.ts';
import type { SyncReason } from '../sync/lane-ports.ts';
import { connectionsOfCustomers } from './connection-of-customer.ts';
import type { Tx } from './database.ts';

const MOST_JOBS = 50;

/** Whose job it is: nobody else sees it. */
export interface JobOwner {
  accountId: string;
  agentId: string;
}

/** Writes a job down, its cases in the order given. @returns null: a case is not there. */
export async function addBulkJob(
  tx: Tx,
  { accountId, agentId }: JobOwner,
  caseIds: readonly string[],
): Promise<string | null> {
  const wanted = [...new Set(caseIds)];
  const found = await tx
    .selectFrom('care_case')
    .select(['id', 'customer_id'])
    .where('id', 'in', wanted)
    .execute();
  if (found.length < wanted.length) return null;
  const customers = new Map(found.map(({ id, customer_id }) => [id, customer_id]));
  const connectionOf = await connectionsOfCustomers(tx, [...new Set(customers.values())]);
  const id = newId('bulk');
  await tx.insertInto('bulk_job').values({ id, account_id: accountId, agent_id: agentId }).execute();
  await tx
    .insertInto('bulk_row')
    .values(
      wanted.map((caseId, place) => ({
        account_id: accountId,
        job_id: id,
        case_id: caseId,
        place,
        connection_id: connectionOf(customers.get(caseId) ?? null)?.id ?? null,
      })),
    )
    .execute();
  return id;
}

/** Jobs of one person, newest first. @param jobId this one alone. */
export async function listBulkJobs(tx: Tx, agentId: string, jobId?: string): Promise<BulkJobShape[]> {
  const jobs = tx
    .selectFrom('bulk_job')
    .selectAll()
    .where('agent_id', '=', agentId)
    .orderBy('created_at', 'desc')
    .limit(MOST_JOBS);
  const found = await (jobId === undefined ? jobs : jobs.where('id', '=', jobId)).execute();
  if (found.length === 0) return [];
  const rows = await tx
    .selectFrom('bulk_row as r')
    .leftJoin('escalation as e', 'e.id', 'r.escalation_id')
    .select(({ fn }) => [
      'r.job_id',
      'r.state as row',
      'e.state as escalation',
      fn.countAll<number>().as('count'),
    ])
    .where(
      'r.job_id',
      'in',
      found.map(({ id }) => id),
    )
    .groupBy(['r.job_id', 'r.state', 'e.state'])
    .execute();
  return found.map((job) => {
    const counts = countBulkRows(rows.filter(({ job_id }) => job_id === job.id));
    const state = bulkJobState(counts, { canceled: job.canceled_at !== null, held: job.hold !== null });
    return {
      id: job.id,
      state,
      hold: state === 'held' ? job.hold : null,
      counts,
      total: Object.values(counts).reduce((sum, count) => sum + count, 0),
      createdAt: job.created_at,
    };
  });
}

/** What has become of each case of a job, in its order. */
export async function readBulkRows(
  tx: Tx,
  jobId: string,
  isSeen: (held: CaseHolder) => boolean,
): Promise<BulkRowShape[]> {
  const rows = await tx
    .selectFrom('bulk_row as r')
    .innerJoin('care_case as c', 'c.id', 'r.case_id')
    .innerJoin('customer as u', 'u.id', 'c.customer_id')
    .leftJoin('escalation as e', 'e.id', 'r.escalation_id')
    .leftJoin('connection as k', 'k.id', 'e.connection_id')
    .leftJoin('outbox as o', (join) =>
      join.onRef('o.escalation_id', '=', 'e.id').on('o.kind', '=', 'escalate').on('o.state', '=', 'parked'),
    )
    .select(['r.case_id', 'r.state as row', 'r.reason', 'c.number', 'c.assignee_id', 'c.status'])
    .select(['u.name', 'u.handle', 'e.state as escalation', 'e.object', 'e.record_id', 'e.record_number'])
    .select(['k.instance_url', 'o.reason as refusal', 'e.reason as said'])
    .where('r.job_id', '=', jobId)
    .orderBy('r.place')
    .execute();
  return rows.map((row) => {
    const state = bulkRowState(row);
    return {
      caseId: row.case_id,
      caseNumber: row.number,
      customerName: isSeen({ assigneeId: row.assignee_id, status: row.status })
        ? row.name || row.handle
        : null,
      state,
      record:
        state === 'created' || state === 'found' || (state === 'undone' && row.record_id !== null)
          ? {
              number: row.record_number,
              url: row.record_id
                ? `${row.instance_url}/lightning/r/${row.object}/${row.record_id}/view`
                : null,
            }
          : null,
      reason: state === 'refused' ? (row.reason ?? refusedFor(row.refusal, row.said)) : null,
    };
  });
}

/** Of a case, as far as sight goes by it. */
export type CaseHolder = Pick<CareCase, 'assigneeId' | 'status'>;

/** In Salesforce's own matter, as a person can use it. */
function refusedFor(refusal: SyncReason | null, said: string | null): BulkReason {
  const problem = refusedBySalesforce(refusal ?? { code: 'UNKNOWN', message: said ?? '' });
  const { detail: fact, remedy } = problem.toBody();
  return { code: refusal?.code ?? problem.code, fact, remedy };
}

/** Leaves out what was not begun. @returns whether there is such a job. */
export async function cancelBulkJob(tx: Tx, agentId: string, jobId: string): Promise<boolean> {
  const job = await tx
    .updateTable('bulk_job')
    .set({ canceled_at: sql<string>`coalesce(canceled_at, now())`, hold: null })
    .where('id', '=', jobId)
    .where('agent_id', '=', agentId)
    .executeTakeFirst();
  if (job.numUpdatedRows === 0n) return false;
  await tx
    .updateTable('bulk_row')
    .set({ state: 'canceled' })
    .where('job_id', '=', jobId)
    .where('state', '=', 'waiting')
    .execute();
  return true;
}

/** Has what was refused asked for again: a job that was canceled is under way once more. @returns whether there is such a job. */
export async function retryBulkJob(tx: Tx, agentId: string, jobId: string): Promise<boolean> {
  const job = await tx
    .updateTable('bulk_job')
    .set({ due_at: sql<string>`now()`, hold: null })
    .where('id', '=', jobId)
    .where('agent_id', '=', agentId)
    .executeTakeFirst();
  if (job.numUpdatedRows === 0n) return false;
  const again = await tx
    .updateTable('bulk_row')
    .set({ state: 'waiting', reason: null })
    .where('job_id', '=', jobId)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'refused'),
        eb.and([
          eb('state', '=', 'sent'),
          eb.exists(
            eb
              .selectFrom('escalation as e')
              .select('e.id')
              .whereRef('e.id', '=', 'bulk_row.escalation_id')
              .where('e.state', '=', 'failed'),
          ),
        ]),
      ]),
    )
    .executeTakeFirst();
  if (again.numUpdatedRows > 0n) {
    await tx.updateTable('bulk_job').set({ canceled_at: null }).where('id', '=', jobId).execute();
  }
  return true;
}
