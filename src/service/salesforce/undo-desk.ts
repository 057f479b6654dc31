import { z } from 'zod';
import type { AnswerOf } from '../../api/endpoint.ts';
import type * as api from '../../api/undo.ts';
import type { Actor } from '../../domain/agent.ts';
import type { Connection } from '../../domain/connection.ts';
import { decideTokens } from '../../domain/decide-token.ts';
import { soql } from '../../domain/soql.ts';
import { decideUndo, type UndoAct, undoActsOf, usualUndo } from '../../domain/undo.ts';
import { Problem } from '../problem.ts';
import { listConnectedUsers } from '../storage/connected-user.ts';
import { findConnection } from '../storage/connection.ts';
import type { Database } from '../storage/database.ts';
import { readEscalationRules } from '../storage/escalation-rules.ts';
import { readStandIns } from '../storage/stand-ins.ts';
import { type EscalationToUndo, readEscalationToUndo } from '../storage/undo-requests.ts';
import { type UndoPorts, undoEscalation } from '../sync/undo-escalation.ts';
import { askOrg } from './ask-org.ts';
import { connected, person } from './case-in-org.ts';
import type { SalesforceIntegration } from './integration.ts';
import { cutToRecordType } from './org-schema.ts';

export interface UndoDeskDeps {
  db: Database;
  integration: Pick<SalesforceIntegration, 'port' | 'describes'>;
  ports: UndoPorts;
  now: () => Date;
}

type UndoForm = AnswerOf<typeof api.getUndoForm>;

export interface UndoWish {
  act: UndoAct;
  closedStatus: string | null;
  why: string;
}

export type UndoDesk = ReturnType<typeof createUndoDesk>;

/** What people do to take an escalation back. */
export function createUndoDesk({ db, integration: { port, describes }, ports, now }: UndoDeskDeps) {
  const find = (actor: Actor, caseId: string, escalationId: string) =>
    db.forAccount(actor.accountId, async (tx) => {
      const escalation = await readEscalationToUndo(tx, caseId, escalationId);
      if (!escalation) throw new Problem('NOT_FOUND');
      const { undoMinutes: minutes, undoAct } = await readEscalationRules(tx);
      const decision = decideUndo({ ...escalation, now: now().toISOString(), minutes });
      if (decision.kind === 'refused') throw new Problem(decision.code);
      const connection = connected(await findConnection(tx, escalation.connectionId));
      const asked = decision.kind === 'asked';
      return { escalation, undoAct, connection, asked };
    });

  /** By whose token it would be deleted, and what stands against it. */
  const deletion = async (connection: Connection, escalation: EscalationToUndo, agentId: string) => {
    const { object, recordId } = escalation;
    const name = object.toLowerCase();
    if (recordId === null)
      return { as: null, own: false, refused: `The ${name} is not known to be in Salesforce yet.` };
    const wish = { actingAgentId: agentId, fallback: 'none' as const };
    const [user] = await db.forAccount(connection.accountId, async (tx) =>
      decideTokens(await listConnectedUsers(tx, connection.id), {
        ...wish,
        standIns: await readStandIns(tx),
      }),
    );
    if (!user) throw new Problem('SALESFORCE_RECONNECT_NEEDED', connection.stateReason ?? undefined);
    const own = user.agentId === agentId;
    const described = await describes.describeObject(connection, own ? agentId : null, object);
    const access = await askOrg(port, connection, {
      purpose: 'record_access',
      query: soql`SELECT RecordId, HasDeleteAccess FROM UserRecordAccess WHERE UserId = ${user.salesforceUserId} AND RecordId IN ${[recordId]}`,
      shape: DeleteAccess,
    });
    if (!access) throw new Problem('SALESFORCE_UNAVAILABLE');
    const may = described.value.deletable && access.records[0]?.HasDeleteAccess === true;
    const who = own ? 'Your user in Salesforce' : `${user.displayName}, by whose access Care acts for you,`;
    return { as: user.displayName, own, refused: may ? null : `${who} may not delete this ${name}.` };
  };

  const closing = async (connection: Connection, { recordId }: EscalationToUndo) => {
    const ask = <Shape extends z.ZodType>(query: ReturnType<typeof soql>, shape: Shape) =>
      askOrg(port, connection, { purpose: 'describe', query, shape });
    const [records, statuses, described] = await Promise.all([
      ask(soql`SELECT IsClosed, RecordTypeId FROM Case WHERE Id = ${recordId}`, CaseRows),
      ask(soql`SELECT ApiName FROM CaseStatus WHERE IsClosed = true ORDER BY SortOrder`, Statuses),
      describes.describeObject(connection, null, 'Case'),
    ]);
    if (!records || !statuses) throw new Problem('SALESFORCE_UNAVAILABLE');
    const [record] = records.records;
    const type = record?.RecordTypeId ?? null;
    const fields = described.value.fields.filter(({ name }) => name === 'Status');
    const [status] = await cutToRecordType(describes, connection, null, 'Case', type, fields);
    const possible = status?.picklistValues.filter(({ active }) => active) ?? [];
    return {
      closed: record?.IsClosed === true,
      closedStatuses: statuses.records.flatMap(({ ApiName }) =>
        possible.filter(({ value }) => value === ApiName).map(({ value, label }) => ({ value, label })),
      ),
    };
  };

  return {
    /** @throws Problem */
    async form(actor: Actor, caseId: string, escalationId: string): Promise<UndoForm> {
      const { escalation, undoAct, connection } = await find(actor, caseId, escalationId);
      const { object, recordId, linked, messages } = escalation;
      const possible = undoActsOf(escalation);
      const ends =
        object === 'Case' && recordId !== null && !linked
          ? await closing(connection, escalation)
          : { closed: false, closedStatuses: [] };
      const remove = possible.includes('delete')
        ? await deletion(connection, escalation, person(actor))
        : { as: null, refused: null };
      const acts = possible.map((act) => ({ act, refused: act === 'delete' ? remove.refused : null }));
      const usual = usualUndo(escalation, undoAct);
      const act = acts.some((each) => each.act === usual && each.refused === null) ? usual : acts[0]!.act;
      return { act, acts, linked, ...ends, deletedAs: remove.as, messages };
    },

    /** @throws Problem */
    async undo(actor: Actor, caseId: string, escalationId: string, { act, closedStatus, why }: UndoWish) {
      const agentId = person(actor);
      const { escalation, connection, asked } = await find(actor, caseId, escalationId);
      if (!undoActsOf(escalation).includes(act)) {
        const name = escalation.object.toLowerCase();
        throw new Problem('UNDO_ACT_REFUSED', `That cannot be done to this ${name}.`);
      }
      const remove =
        act === 'delete' && !asked
          ? await deletion(connection, escalation, agentId)
          : { own: false, refused: null };
      if (remove.refused !== null) throw new Problem('UNDO_ACT_REFUSED', remove.refused);
      const { accountId } = actor;
      return undoEscalation(ports, {
        accountId,
        caseId,
        escalationId,
        agentId,
        act,
        closedStatus: act === 'close' ? closedStatus : null,
        why,
        byOwnToken: remove.own,
      });
    },
  };
}

const DeleteAccess = z.object({ records: z.array(z.object({ HasDeleteAccess: z.boolean() })) });
const CaseRows = z.object({
  records: z.array(z.object({ IsClosed: z.boolean(), RecordTypeId: z.string().nullish() })),
});
const Statuses = z.object({ records: z.array(z.object({ ApiName: z.string() })) });
