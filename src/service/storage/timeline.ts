import type { CaseEvent, MessageEntry, NoteEntry, TimelineEntry } from '../../api/shapes.ts';
import type { ActorRef } from '../../domain/agent.ts';
import type { CareCase } from '../../domain/case.ts';
import type { EventFacts } from './append-event.ts';
import type { Tx } from './database.ts';
import { readEscalations, salesforceDeliveryOf, standingOf } from './escalation-views.ts';

/** Newest first, messages and notes in one sequence. */
export async function readEntries(
  tx: Tx,
  caseId: string,
  before: number | null,
  limit: number,
): Promise<{ entries: TimelineEntry[]; olderEntries: boolean }> {
  const places = await tx
    .selectFrom('message')
    .select(['id', 'seq'])
    .where('case_id', '=', caseId)
    .$if(before !== null, (query) => query.where('seq', '<', before!))
    .unionAll(
      tx
        .selectFrom('note')
        .select(['id', 'seq'])
        .where('case_id', '=', caseId)
        .$if(before !== null, (query) => query.where('seq', '<', before!)),
    )
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute();
  const shown = places.slice(0, limit).map((place) => place.id);
  const entries: TimelineEntry[] = [
    ...(await readMessageEntries(
      tx,
      shown.filter((id) => id.startsWith('msg_')),
    )),
    ...(await readNoteEntries(
      tx,
      shown.filter((id) => id.startsWith('note_')),
    )),
  ];
  return { entries: entries.sort((a, b) => b.seq - a.seq), olderEntries: places.length > limit };
}

export async function readMessageEntries(tx: Tx, ids: readonly string[]): Promise<MessageEntry[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('message as m')
    .leftJoin('agent as a', 'a.id', 'm.agent_id')
    .selectAll('m')
    .select('a.name as agent_name')
    .where('m.id', 'in', [...ids])
    .orderBy('m.seq', 'desc')
    .execute();
  const delivered = await salesforceDeliveryOf(tx, ids);
  return rows.map((row) => ({
    type: 'message',
    id: row.id,
    seq: row.seq,
    direction: row.direction,
    kind: row.kind,
    author: { name: row.agent_name ?? row.author_name, handle: row.author_handle, agentId: row.agent_id },
    text: row.text,
    attachments: row.attachments,
    inReplyTo: row.in_reply_to,
    permalink: row.permalink,
    sentAt: row.sent_at,
    delivery: row.delivery === null ? null : { state: row.delivery, reason: row.delivery_reason },
    salesforce: delivered.get(row.id) ?? null,
  }));
}

export async function readNoteEntry(tx: Tx, noteId: string): Promise<NoteEntry> {
  const [entry] = await readNoteEntries(tx, [noteId]);
  if (!entry) throw new Error(`The note ${noteId} is gone. Notes are never deleted.`);
  return entry;
}

async function readNoteEntries(tx: Tx, ids: readonly string[]): Promise<NoteEntry[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('note as n')
    .innerJoin('agent as a', 'a.id', 'n.agent_id')
    .select(['n.id', 'n.seq', 'n.text', 'n.at', 'a.id as agent_id', 'a.name'])
    .where('n.id', 'in', [...ids])
    .execute();
  return rows.map((row) => ({
    type: 'note',
    id: row.id,
    seq: row.seq,
    author: { id: row.agent_id, name: row.name },
    text: row.text,
    at: row.at,
  }));
}

/** Events after a place, oldest first, as a watcher is told them: with what the ids in them stand for now. */
export async function readEvents(tx: Tx, caseId: string, after: number, limit: number): Promise<CaseEvent[]> {
  const rows = await tx
    .selectFrom('event')
    .select(['seq', 'type', 'actor', 'payload', 'at'])
    .where('case_id', '=', caseId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  const events: CaseEvent[] = [];
  for (const row of rows) {
    const facts = { type: row.type, ...(row.payload as object) } as EventFacts;
    events.push(await toView(tx, caseId, { seq: row.seq, at: row.at, actor: row.actor }, facts));
  }
  return events;
}

async function toView(
  tx: Tx,
  caseId: string,
  event: { seq: number; at: string; actor: ActorRef },
  facts: EventFacts,
): Promise<CaseEvent> {
  const place = { caseId, seq: event.seq };
  switch (facts.type) {
    case 'case_created':
      return { type: 'case_created', ...place };
    case 'message_added':
    case 'message_changed': {
      const [entry] = await readMessageEntries(tx, [facts.messageId]);
      if (!entry) throw new Error(`The message ${facts.messageId} of event ${event.seq} is gone.`);
      return { type: facts.type, ...place, entry };
    }
    case 'note_added':
      return { type: 'note_added', ...place, entry: await readNoteEntry(tx, facts.noteId) };
    case 'case_changed': {
      const { assigneeId, ...change } = facts.change;
      return {
        type: 'case_changed',
        ...place,
        change: {
          ...(change as Partial<Pick<CareCase, 'status' | 'priority'>>),
          ...(assigneeId === undefined
            ? {}
            : { assignee: assigneeId ? await readAgent(tx, assigneeId) : null }),
        },
        by: await nameOf(tx, event.actor),
        at: event.at,
      };
    }
    case 'salesforce_changed': {
      const escalations = (await readEscalations(tx, [caseId])).get(caseId) ?? [];
      return {
        type: 'salesforce_changed',
        ...place,
        escalation: standingOf(escalations, facts.escalationId),
      };
    }
  }
}

async function readAgent(tx: Tx, agentId: string): Promise<{ id: string; name: string } | null> {
  return (
    (await tx.selectFrom('agent').select(['id', 'name']).where('id', '=', agentId).executeTakeFirst()) ?? null
  );
}

async function nameOf(tx: Tx, actor: ActorRef): Promise<string> {
  switch (actor.kind) {
    case 'agent':
      return (await readAgent(tx, actor.agentId))?.name ?? 'Care';
    case 'system':
      return actor.reason === 'sync' ? 'Salesforce' : 'Care';
    case 'customer':
      return 'Customer';
    case 'api_key':
      return 'Care';
  }
}
