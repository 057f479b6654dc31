import { sql } from 'kysely';
import type { ActorRef } from '../../domain/agent.ts';
import type { CaseFields } from '../../domain/case-fields.ts';
import { statusSyncOfEscalation } from '../../domain/connection.ts';
import { decideLink, type LinkRefusal, type StandingEscalation } from '../../domain/decide-link.ts';
import { escalationKey, LINK_FIELDS } from '../../domain/salesforce-names.ts';
import { imageOf, statusMapOf } from '../../domain/status-map.ts';
import { newId } from '../ids.ts';
import { Problem } from '../problem.ts';
import type { LinkPorts } from '../sync/link-case.ts';
import { appendEvent } from './append-event.ts';
import type { Tx } from './database.ts';
import { recordFirstIssued } from './escalation.ts';
import { type EscalationEnvironment, queueEscalation } from './escalation-requests.ts';
import { mappingForNew } from './mapping-version.ts';

type Request = Parameters<LinkPorts['requestLink']>[0];

/** Checks and writes a link to a record that is there: an escalation that has its record from the start. */
export function requestLink(
  { db, caseUrl }: Pick<EscalationEnvironment, 'db' | 'caseUrl'>,
  request: Request,
): Promise<{ escalationId: string }> {
  const { accountId, connectionId, caseId, recordId, agentId, object } = request;
  return db.forAccount(accountId, async (tx) => {
    // The record first, then the case: two who link two cases to one record take turns.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${connectionId} ${recordId}`}, 0))`.execute(
      tx,
    );
    const found = await tx
      .selectFrom('care_case')
      .select('status')
      .where('id', '=', caseId)
      .forUpdate()
      .executeTakeFirst();
    if (!found) throw new Problem('NOT_FOUND');
    const connection = await tx
      .selectFrom('connection')
      .select(['state', 'status_sync'])
      .where('id', '=', connectionId)
      .executeTakeFirstOrThrow();
    const standing = await listStanding(tx, request);
    const decision = decideLink({ connection, caseId, recordId, standing });
    if (decision.kind === 'linked') return { escalationId: decision.escalationId };
    if (decision.kind === 'refused') throw problemOf(decision.refusal, standing);

    const escalationId = newId('esc');
    const key = escalationKey(accountId, escalationId);
    const agent = await tx.selectFrom('agent').select('name').where('id', '=', agentId).executeTakeFirst();
    const fields: CaseFields = {
      [LINK_FIELDS.escalationId]: key,
      [LINK_FIELDS.caseId]: caseId,
      [LINK_FIELDS.caseUrl]: caseUrl(caseId),
      [LINK_FIELDS.actedBy]: agent?.name ?? null,
    };
    // The statuses that are kept in step are those of a case.
    const statusSync = object === 'Case' ? statusSyncOfEscalation(connection.status_sync) : 'none';
    await tx
      .insertInto('escalation')
      .values({
        id: escalationId,
        account_id: accountId,
        case_id: caseId,
        connection_id: connectionId,
        object,
        external_id: key,
        fields: JSON.stringify(fields),
        record_id: recordId,
        linked: true,
        status_sync: statusSync,
        acting_agent_id: agentId,
      })
      .execute();
    if (statusSync === 'bidirectional') {
      const { fields: mapping } = await mappingForNew(tx, connectionId, 'Case');
      const image = imageOf(found.status, statusMapOf(mapping));
      await recordFirstIssued(tx, accountId, escalationId, image);
    }
    await queueEscalation(tx, { accountId, caseId, actingAgentId: agentId }, escalationId, object);
    const actor: ActorRef = { kind: 'agent', accountId, agentId, via: 'embed' };
    await appendEvent(tx, { accountId, caseId, actor, facts: { type: 'salesforce_changed', escalationId } });
    return { escalationId };
  });
}

function problemOf(refusal: LinkRefusal, standing: readonly Standing[]): Problem {
  if (refusal.code !== 'CASE_ALREADY_LINKED') return new Problem(refusal.code);
  const by = standing.find(({ id }) => id === refusal.by);
  if (!by?.recordId)
    return new Problem(refusal.code, 'A Salesforce record is being created for this Care case.');
  const { recordId, object, number } = by;
  return new Problem(refusal.code, `This Care case belongs to ${object} ${number ?? recordId}.`, {
    linkedTo: { recordId, object, number },
  });
}

interface Standing extends StandingEscalation {
  object: 'Case' | 'Lead';
  number: string | null;
}

/** Of the case or of the record, oldest first. */
const listStanding = (tx: Tx, { connectionId, caseId, recordId }: Request): Promise<Standing[]> =>
  tx
    .selectFrom('escalation')
    .select(['id', 'case_id as caseId', 'record_id as recordId', 'object', 'record_number as number'])
    .where('connection_id', '=', connectionId)
    .where('state', 'in', ['requested', 'created', 'undoing'])
    .where((eb) => eb.or([eb('case_id', '=', caseId), eb('record_id', '=', recordId)]))
    .orderBy('created_at')
    .execute();
