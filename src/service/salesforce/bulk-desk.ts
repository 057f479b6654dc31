import type { BulkJobShape, BulkRowShape } from '../../api/bulk.ts';
import type { AgentActor } from '../../domain/agent.ts';
import { isInSight } from '../../domain/case-sight.ts';
import { seesAll } from '../care/case-sight.ts';
import { Problem } from '../problem.ts';
import { tellOfJob } from '../storage/bulk-feed.ts';
import { addBulkJob, cancelBulkJob, listBulkJobs, readBulkRows, retryBulkJob } from '../storage/bulk-jobs.ts';
import { listConnections } from '../storage/connection.ts';
import type { Tx } from '../storage/database.ts';
import { type BulkPreview, previewCases } from './bulk-preview.ts';
import type { DraftingDeps } from './record-form.ts';

export interface BulkDesk {
  preview(actor: AgentActor, caseIds: readonly string[]): Promise<BulkPreview>;
  start(actor: AgentActor, caseIds: readonly string[]): Promise<BulkJobShape>;
  list(actor: AgentActor): Promise<BulkJobShape[]>;
  read(actor: AgentActor, jobId: string): Promise<{ job: BulkJobShape; rows: BulkRowShape[] }>;
  cancel(actor: AgentActor, jobId: string): Promise<BulkJobShape>;
  retry(actor: AgentActor, jobId: string): Promise<BulkJobShape>;
}

/** What a person does with many cases at once, and with what has come of it. A job is its owner's alone. */
export function createBulkDesk(deps: DraftingDeps): BulkDesk {
  const { db } = deps;
  const one = async (tx: Tx, { agentId }: AgentActor, jobId: string): Promise<BulkJobShape> => {
    const [job] = await listBulkJobs(tx, agentId, jobId);
    if (!job) throw new Problem('NOT_FOUND');
    return job;
  };
  const change = (
    actor: AgentActor,
    jobId: string,
    act: (tx: Tx, agentId: string, jobId: string) => Promise<boolean>,
  ) =>
    db.forAccount(actor.accountId, async (tx) => {
      if (!(await act(tx, actor.agentId, jobId))) throw new Problem('NOT_FOUND');
      await tellOfJob(tx, jobId);
      return one(tx, actor, jobId);
    });

  return {
    preview: (actor, caseIds) => previewCases(deps, actor, caseIds),
    start: (actor, caseIds) =>
      db.forAccount(actor.accountId, async (tx) => {
        if ((await listConnections(tx)).length === 0) throw new Problem('SALESFORCE_NOT_CONNECTED');
        const jobId = await addBulkJob(tx, actor, caseIds);
        if (jobId === null) throw new Problem('NOT_FOUND');
        return one(tx, actor, jobId);
      }),
    list: (actor) => db.forAccount(actor.accountId, (tx) => listBulkJobs(tx, actor.agentId)),
    read: (actor, jobId) =>
      db.forAccount(actor.accountId, async (tx) => ({
        job: await one(tx, actor, jobId),
        rows: await readBulkRows(tx, jobId, (held) => seesAll(actor) || isInSight(actor.agentId, held)),
      })),
    cancel: (actor, jobId) => change(actor, jobId, cancelBulkJob),
    retry: (actor, jobId) => change(actor, jobId, retryBulkJob),
  };
}
