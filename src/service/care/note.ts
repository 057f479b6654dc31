import { type ActorRef, actingAgentId } from '../../domain/agent.ts';
import { storableText } from '../../domain/text.ts';
import { Problem } from '../problem.ts';
import { requireCase } from './change-case.ts';
import type { CarePorts } from './ports.ts';

/** Adds a note. Any agent may, assigned or not, and at any status. */
export async function addNote(
  ports: CarePorts,
  actor: ActorRef,
  caseId: string,
  text: string,
): Promise<{ noteId: string }> {
  return ports.inAccount(actor.accountId, async (store) => {
    await requireCase(store, caseId);
    const agentId = actingAgentId(actor);
    if (!agentId) throw new Problem('FORBIDDEN', 'A note needs a person.');
    const note = await store.addNote(actor, {
      caseId,
      agentId,
      text: storableText(text),
      at: ports.now().toISOString(),
    });
    await store.forgetDraft(agentId, caseId);
    return { noteId: note.id };
  });
}
