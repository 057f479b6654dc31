import type { EscalationShape } from '../../api/shapes.ts';
import type { UndoAct, UndoRefusal } from '../../domain/undo.ts';
import { Problem } from '../problem.ts';
import { awaitProgress, PATIENCE_MS } from './await-escalation.ts';
import { refusedBySalesforce } from './escalate.ts';
import type { SyncReason } from './lane-ports.ts';

export interface UndoRequest {
  accountId: string;
  caseId: string;
  escalationId: string;
  /** The agent who takes it back. */
  agentId: string;
  act: UndoAct;
  /** Null: the org's first closed status. */
  closedStatus: string | null;
  /** In the agent's own words; may be empty. */
  why: string;
  /** Of a deletion: by the agent's own token, and nobody else's. */
  byOwnToken: boolean;
}

export type RequestedUndo = { kind: 'requested' } | { kind: 'refused'; code: UndoRefusal | 'NOT_FOUND' };

export interface UndoProgress {
  escalation: EscalationShape;
  state: 'under_way' | 'done' | 'refused';
  /** Why Salesforce refused it, when it did. */
  refusal: SyncReason | null;
  /** It will be done by itself, later. */
  waits: boolean;
}

export interface UndoPorts {
  /** Checks and writes it with everything it queues, in one transaction. Asked for again it changes nothing. */
  request(request: UndoRequest): Promise<RequestedUndo>;
  progress(accountId: string, of: Pick<UndoRequest, 'caseId' | 'escalationId'>): Promise<UndoProgress>;
  waitForNews(ms: number): Promise<void>;
}

/**
 * Takes an escalation back. It is on disk before anything is sent; whoever waits is told when Salesforce has
 * answered, or that it will be done by itself.
 *
 * @returns done false: it waits for Salesforce.
 * @throws Problem when it may not be done, or Salesforce refused it.
 */
export async function undoEscalation(
  ports: UndoPorts,
  request: UndoRequest,
  patienceMs: number = PATIENCE_MS,
): Promise<{ escalation: EscalationShape; done: boolean }> {
  const requested = await ports.request(request);
  if (requested.kind === 'refused') throw new Problem(requested.code);
  const { escalation, state, refusal } = await awaitProgress(
    () => ports.progress(request.accountId, request),
    (progress) => progress.state !== 'under_way' || progress.waits,
    ports.waitForNews,
    patienceMs,
  );
  if (refusal) throw refusedBySalesforce(refusal);
  return { escalation, done: state === 'done' };
}
