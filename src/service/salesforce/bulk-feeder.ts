import type { Logger } from 'pino';
import type { AgentActor } from '../../domain/agent.ts';
import type { BulkReason } from '../../domain/bulk.ts';
import { type BulkSituation, decideBulkPace } from '../../domain/decide-bulk-pace.ts';
import { decideBulkReadiness } from '../../domain/decide-bulk-readiness.ts';
import { permitCase } from '../care/case-sight.ts';
import type { CarePorts } from '../care/ports.ts';
import { permit } from '../permit.ts';
import { Problem } from '../problem.ts';
import { refusalInWords } from '../refusal-in-words.ts';
import { actorOfAgent } from '../storage/agent-actor.ts';
import {
  type BegunRow,
  bulkJobsToFeed,
  claimBulkJob,
  type JobToFeed,
  lockWaitingRow,
  nextBulkCases,
  readBulkSituation,
  restBulkJob,
  tellOfJob,
  waitingConnections,
  writeBegunRow,
} from '../storage/bulk-feed.ts';
import type { Database, Tx } from '../storage/database.ts';
import { requestEscalation } from '../storage/escalation-requests.ts';
import { readEscalationRules } from '../storage/escalation-rules.ts';
import { readStandingCases } from '../storage/standing-cases.ts';
import { Daemon } from '../sync/daemon.ts';
import type { ChosenFields, SalesforceDesk } from './salesforce-desk.ts';

export interface BulkFeederDeps {
  db: Database;
  care: Pick<CarePorts, 'inAccount'>;
  desk: Pick<SalesforceDesk, 'chosenFields'>;
  now: () => Date;
  caseUrl: (caseId: string) => string;
}

const LOOK_EVERY_MS = 250;
const JOBS_AT_ONCE = 8;
/** Until it is asked again whether what holds a job is over. */
const HELD_MS = 3_000;

/** What a person who sends many cases needs, as for one of them. */
const NEED = { permission: 'manage_cases', contactsAndCases: 'create' } as const;

/** For the worker role: asks for the cases of every job, a few at a time. */
export function watchBulkJobs({ log, ...deps }: BulkFeederDeps & { log: Logger }): { stop(): Promise<void> } {
  const ending = new AbortController();
  const daemon = new Daemon({
    name: 'bulk escalations',
    everyMs: LOOK_EVERY_MS,
    signal: ending.signal,
    tick: async () => {
      for (const job of await bulkJobsToFeed(deps.db, JOBS_AT_ONCE)) {
        if (ending.signal.aborted) return false;
        await feedJob(deps, job);
      }
      return false;
    },
    onError: (error) => log.error({ err: error }, 'sending many cases stumbled'),
  });
  return {
    async stop(): Promise<void> {
      ending.abort();
      await daemon.done;
    },
  };
}

/**
 * One round of a job: as many of its cases as there is room for become escalations like any other, in one
 * transaction with their rows. Whoever is killed in the midst leaves them to the next round.
 */
export async function feedJob(deps: BulkFeederDeps, { accountId, jobId }: JobToFeed): Promise<void> {
  const agentId = await deps.db.forAccount(accountId, (tx) => claimBulkJob(tx, jobId));
  if (agentId === null) return;
  const actor = await deps.db.forAccount(accountId, (tx) => actorOfAgent(tx, accountId, agentId));
  let hold: BulkReason | null = null;
  for (const connectionId of await deps.db.forAccount(accountId, (tx) => waitingConnections(tx, jobId))) {
    const pace = decideBulkPace(await situationOf(deps.db, accountId, connectionId));
    if (pace.kind === 'hold') {
      hold = pace.reason;
      continue;
    }
    const caseIds = await deps.db.forAccount(accountId, (tx) =>
      nextBulkCases(tx, jobId, connectionId, pace.rows),
    );
    const chosen = await Promise.all(
      // In the order in which everybody locks cases.
      caseIds.toSorted().map(async (caseId) => ({ caseId, choice: await choose(deps, actor, caseId) })),
    );
    // Asked for together they leave together, in one call.
    await deps.db.forAccount(accountId, async () => {
      for (const { caseId, choice } of chosen)
        await begin(deps, { accountId, jobId, caseId, connectionId }, choice);
    });
  }
  await deps.db.forAccount(accountId, async (tx) => {
    const isNews = await restBulkJob(tx, jobId, hold ? HELD_MS : LOOK_EVERY_MS, hold);
    if (isNews) await tellOfJob(tx, jobId);
  });
}

const FREE: BulkSituation = {
  connection: 'connected',
  connectionReason: null,
  requests: null,
  underWay: 0,
  heldBy: null,
  othersWait: false,
};

/** Cases that go to no org wait for nothing: each is told so. */
const situationOf = (db: Database, accountId: string, connectionId: string | null): Promise<BulkSituation> =>
  connectionId === null
    ? Promise.resolve(FREE)
    : db.forAccount(accountId, (tx) => readBulkSituation(tx, connectionId));

interface RowToBegin extends JobToFeed {
  caseId: string;
  connectionId: string | null;
}

const isStanding = async (tx: Tx, connectionId: string | null, caseId: string): Promise<boolean> =>
  connectionId !== null && (await readStandingCases(tx, [caseId], connectionId)).has(caseId);

async function begin(
  deps: BulkFeederDeps,
  { accountId, jobId, caseId, connectionId }: RowToBegin,
  chosen: Choice,
): Promise<void> {
  if (chosen === 'later') return;
  await deps.db.forAccount(accountId, async (tx) => {
    if (!(await lockWaitingRow(tx, jobId, caseId))) return;
    const write = (row: BegunRow) => writeBegunRow(tx, jobId, caseId, row);
    if ('refused' in chosen) {
      await write({ state: 'refused', reason: chosen.refused });
      return tellOfJob(tx, jobId);
    }
    const { agentId, fields } = chosen;
    if (chosen.certain && !(await isStanding(tx, connectionId, caseId))) {
      await write({ state: 'refused', reason: chosen.certain });
      return tellOfJob(tx, jobId);
    }
    const request = { accountId, caseId, agentId, object: 'Case', another: false, ...fields } as const;
    const requested = await requestEscalation(deps, request);
    if (requested.kind === 'requested') {
      return write({ state: 'sent', escalationId: requested.escalationId });
    }
    const { code, standingId } = requested;
    if (code === 'SALESFORCE_RECONNECT_NEEDED') return;
    if (standingId !== undefined) await write({ state: 'found', escalationId: standingId });
    else {
      const reason =
        code === 'NOT_FOUND'
          ? inWords(new Problem(code))
          : refusalInWords(code, await readEscalationRules(tx));
      await write({ state: 'refused', reason });
    }
    await tellOfJob(tx, jobId);
  });
}

type Choice =
  /** @property certain what Salesforce would refuse it for, by all that is known of the org: it is not asked. */
  { agentId: string; fields: ToRequest; certain: BulkReason | null } | { refused: BulkReason } | 'later';

type ToRequest = Pick<ChosenFields, 'fields' | 'tokenGap' | 'recordType'>;

/** The record as the form of the case has it, and whose token makes it. */
async function choose(
  { care, desk }: BulkFeederDeps,
  actor: AgentActor | null,
  caseId: string,
): Promise<Choice> {
  if (actor === null) {
    return {
      refused: inWords(new Problem('FORBIDDEN', 'Whoever began this is not active in Care any more.')),
    };
  }
  const { agentId } = actor;
  try {
    permit(actor, NEED);
    await permitCase(care, actor, caseId);
    const { foreseen, labelOf, ...fields } = await desk.chosenFields(actor, caseId, 'Case', {});
    const ready = decideBulkReadiness(null, foreseen, labelOf);
    return { agentId, fields, certain: ready.kind === 'blocked' ? ready.reason : null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    switch (error.code) {
      case 'SALESFORCE_RECONNECT_NEEDED':
      case 'SALESFORCE_UNAVAILABLE':
        return 'later';
      case 'CONTACT_LINK_REQUIRED':
      case 'SALESFORCE_NOT_CONNECTED':
        // What is asked for refuses it all the same, and knows whether the case stands there already.
        return { agentId, fields: { fields: {}, tokenGap: null, recordType: null }, certain: null };
      default:
        return { refused: inWords(error) };
    }
  }
}

function inWords(problem: Problem): BulkReason {
  const { code, detail: fact, remedy } = problem.toBody();
  return { code, fact, remedy };
}
