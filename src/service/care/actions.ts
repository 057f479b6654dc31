import type { z } from 'zod';
import { CaseLinkInput, ReplyInput } from '../../api/actions.ts';
import type { ProblemBody } from '../../api/problems.ts';
import type { AgentActor, RoleRights } from '../../domain/agent.ts';
import { type CaseReference, readCaseReference } from '../../domain/case-reference.ts';
import { usualReplyKind } from '../../domain/profile.ts';
import { Problem } from '../problem.ts';
import { permitCase } from './case-sight.ts';
import { requireCase, setAssignee } from './change-case.ts';
import { type EmbedConnection, type EmbedPorts, refuseCopy, refuseWithoutCare } from './embed.ts';
import type { CarePorts } from './ports.ts';
import { sendReply } from './reply.ts';
import { hashSecret } from './sign-in.ts';

export interface ActingAgent {
  id: string;
  name: string;
  active: boolean;
  rights: RoleRights;
}

/** What the actions of Flow and Agentforce need from the world. */
export interface ActionPorts {
  now(): Date;
  /** Origin of Care. */
  publicUrl: string;
  caseUrl(caseId: string): string;
  connectionOfCredential(hash: Buffer): Promise<EmbedConnection | null>;
  noteCopy: EmbedPorts['noteCopy'];
  /** The agent a Salesforce user is linked to, and the one who acts for users without a link. */
  agentsFor(
    connection: EmbedConnection,
    userId: string,
  ): Promise<{ linked: ActingAgent | null; automation: ActingAgent | null }>;
  caseOfRecord(connection: EmbedConnection, recordId: string): Promise<string | null>;
  findCase(accountId: string, reference: CaseReference): Promise<string | null>;
  /** Which of up to 200 records the user may read; null: Salesforce cannot be asked now. */
  readableRecords(
    connection: EmbedConnection,
    userId: string,
    recordIds: readonly string[],
  ): Promise<ReadonlySet<string> | null>;
  /** Does work once per key of the connection, in one transaction, and remembers what it answered. */
  once<T>(connection: EmbedConnection, key: string, request: unknown, work: () => Promise<T>): Promise<T>;
  requestLink(request: {
    accountId: string;
    connectionId: string;
    caseId: string;
    recordId: string;
    agentId: string;
  }): Promise<{ escalationId: string }>;
  awaitLink(accountId: string, escalationId: string, patienceMs: number): Promise<boolean>;
  /** Something broke that is not the caller's fault. */
  report(error: unknown): void;
}

type ActionProblem = Pick<ProblemBody, 'code' | 'detail' | 'remedy'>;
export type ActionResult<T> = { key: string } & (T | { problem: ActionProblem });

/** Who acts for a call of an action. */
export interface Acting {
  actor: AgentActor;
  connection: EmbedConnection;
  agent: ActingAgent;
  /** Set when the agent is the user's own: then what they may see is what that user may see. */
  userId: string | null;
}

/**
 * Finds out who acts: the running user's linked agent, or the connection's automation agent for a user who is
 * nobody in Care.
 *
 * @throws Problem
 */
export async function actFor(
  ports: ActionPorts,
  credential: string | null,
  caller: { orgId: string; userId: string },
): Promise<Acting> {
  const connection = credential ? await ports.connectionOfCredential(hashSecret(credential)) : null;
  if (!connection) throw new Problem('EMBED_CREDENTIAL_INVALID');
  await refuseCopy(ports, connection, caller.orgId);
  refuseWithoutCare(connection);
  const { linked, automation } = await ports.agentsFor(connection, caller.userId);
  if (linked && !linked.active) throw new Problem('EMBED_AGENT_INACTIVE');
  if (linked) return actingAs(connection, linked, caller.userId);
  if (!automation) throw new Problem('ACTION_NO_AGENT');
  if (!automation.active)
    throw new Problem('ACTION_NO_AGENT', 'The automation agent of this org is not active.');
  return actingAs(connection, automation, null);
}

function actingAs(connection: EmbedConnection, agent: ActingAgent, userId: string | null): Acting {
  const actor: AgentActor = {
    kind: 'agent',
    accountId: connection.accountId,
    agentId: agent.id,
    via: 'action',
    ...agent.rights,
  };
  return { actor, connection, agent, userId };
}

interface LooseInput {
  key: string;
  recordId: string;
}

/** Replies to the customers of records, each for itself. Results in input order. */
export async function sendReplies(
  care: CarePorts,
  ports: ActionPorts,
  acting: Acting,
  inputs: readonly LooseInput[],
): Promise<ActionResult<{ messageId: string }>[]> {
  const mayRead = await accessOf(ports, acting, inputs);
  return inTurn(inputs, (raw) =>
    attempt(ports, raw.key, async () => {
      const { key, ...input } = fitting(ReplyInput, raw);
      return ports.once(acting.connection, key, ['reply', input], async () => {
        mayRead(input.recordId);
        return replyToRecord(care, ports, acting, input);
      });
    }),
  );
}

async function replyToRecord(
  care: CarePorts,
  ports: ActionPorts,
  { actor, connection, agent }: Acting,
  input: Omit<ReplyInput, 'key'>,
): Promise<{ messageId: string }> {
  const { accountId } = connection;
  const caseId = await ports.caseOfRecord(connection, input.recordId);
  if (!caseId) throw new Problem('EMBED_NO_CARE_CASE');
  const { assigneeId, last, platform } = await care.inAccount(accountId, async (store) => {
    const current = await requireCase(store, caseId);
    const profile = await store.profile(current.profileId);
    if (!profile) throw new Problem('NOT_FOUND');
    return { ...current, platform: profile.platform, last: await store.lastCustomerMessage(caseId) };
  });
  // Only the assigned agent replies. A case that is nobody's becomes theirs with the reply, or not at all.
  if (assigneeId === null) await setAssignee(care, actor, caseId, agent.id);
  const kind = input.kind ?? usualReplyKind(platform, last?.kind ?? null);
  return sendReply(care, actor, {
    caseId,
    kind,
    text: input.text,
    attachments: [],
    inReplyTo: kind === 'direct_message' ? null : (last?.id ?? null),
    thenStatus: input.thenStatus,
  });
}

/** As long as a flow is kept waiting for Salesforce to take all links; what is not there then comes by itself. */
const LINKS_PATIENCE_MS = 20_000;

/** Links Care cases to records that are there, each for itself. Results in input order. */
export async function linkCases(
  care: CarePorts,
  ports: ActionPorts,
  acting: Acting,
  inputs: readonly LooseInput[],
): Promise<ActionResult<{ caseId: string; caseUrl: string }>[]> {
  const { actor, connection, agent } = acting;
  const { accountId, id: connectionId } = connection;
  const mayRead = await accessOf(ports, acting, inputs);
  const asked = await inTurn(inputs, (raw) =>
    attempt(ports, raw.key, async () => {
      const { recordId, careCase } = fitting(CaseLinkInput, raw);
      mayRead(recordId);
      const reference = readCaseReference(careCase, ports.publicUrl);
      const caseId = reference && (await ports.findCase(accountId, reference));
      if (!caseId) throw new Problem('NOT_FOUND', 'No Care case has this id, number or address.');
      await permitCase(care, actor, caseId);
      const request = { accountId, connectionId, caseId, recordId, agentId: agent.id };
      return { caseId, ...(await ports.requestLink(request)) };
    }),
  );
  const ends = ports.now().getTime() + LINKS_PATIENCE_MS;
  return inTurn(asked, (each) =>
    attempt(ports, each.key, async () => {
      if ('problem' in each) return each;
      const { caseId, escalationId } = each;
      await ports.awaitLink(accountId, escalationId, Math.max(0, ends - ports.now().getTime()));
      return { caseId, caseUrl: ports.caseUrl(caseId) };
    }),
  );
}

const RecordId = ReplyInput.shape.recordId;

/** A check that throws for a record which the acting user may not read, asked for all records at once. */
async function accessOf(
  ports: ActionPorts,
  { connection, userId }: Acting,
  inputs: readonly LooseInput[],
): Promise<(recordId: string) => void> {
  // Named by an admin for all records of the org: the automation agent has no user to ask about.
  if (userId === null) return () => undefined;
  const ids = new Set(inputs.map(({ recordId }) => recordId).filter((id) => RecordId.safeParse(id).success));
  const readable = ids.size === 0 ? new Set() : await ports.readableRecords(connection, userId, [...ids]);
  return (recordId) => {
    if (readable === null) throw new Problem('SALESFORCE_UNAVAILABLE');
    if (!readable.has(recordId)) throw new Problem('EMBED_RECORD_FORBIDDEN');
  };
}

/** One input's result: what came of it, or its problem, which is nobody else's. */
async function attempt<T extends object>(
  ports: Pick<ActionPorts, 'report'>,
  key: string,
  work: () => Promise<T>,
): Promise<ActionResult<T>> {
  try {
    return { ...(await work()), key };
  } catch (error) {
    if (!(error instanceof Problem)) ports.report(error);
    const { code, detail, remedy } = (error instanceof Problem ? error : new Problem('INTERNAL')).toBody();
    return { key, problem: { code, detail, remedy } };
  }
}

function fitting<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const facts = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Problem('VALIDATION_FAILED', facts.join('; '));
}

async function inTurn<A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<B[]> {
  const results: B[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
