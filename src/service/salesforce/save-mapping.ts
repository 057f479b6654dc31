import type { z } from 'zod';
import type { saveMapping } from '../../api/mappings.ts';
import type { AgentActor } from '../../domain/agent.ts';
import type { Connection } from '../../domain/connection.ts';
import { Problem } from '../problem.ts';
import { auditActor, recordAudit } from '../storage/audit.ts';
import type { Tx } from '../storage/database.ts';
import * as saved from '../storage/mapping-version.ts';

/** What a mapping is for, below a connection. */
export type MappingTargetName = saved.MappingKey;

export type SavedShape = z.output<(typeof saveMapping)['answers'][200]>['saved'];

/** Saves a version and writes down who did. @throws Problem MAPPING_CHANGED */
export async function addAudited(
  tx: Tx,
  actor: AgentActor,
  target: MappingTargetName,
  called: string,
  version: Omit<saved.NewVersion, 'accountId' | 'authorId'>,
): Promise<saved.SavedMapping> {
  const { accountId, agentId: authorId } = actor;
  const added = await saved.addVersion(tx, target, { ...version, accountId, authorId });
  if (!added) {
    const { author, savedAt, version: theirs } = await saved.readMapping(tx, target);
    const who = `${author?.name ?? 'Somebody'} saved version ${theirs}`;
    throw new Problem('MAPPING_CHANGED', savedAt === null ? undefined : `${who} at ${savedAt}.`);
  }
  const kind = {
    saved: 'mapping.saved',
    rolled_back: 'mapping.rolled_back',
    imported: 'mapping.imported',
  } as const;
  await audit(tx, actor, target.connectionId, kind[version.origin], called, `version ${added.version}`);
  return added;
}

export async function audit(
  tx: Tx,
  actor: AgentActor,
  connectionId: string,
  kind:
    | 'mapping.saved'
    | 'mapping.rolled_back'
    | 'mapping.imported'
    | 'mapping.chosen'
    | 'mapping.messages_kept',
  subject: string,
  detail: string | null,
): Promise<void> {
  const by = await auditActor(tx, actor);
  await recordAudit(tx, { accountId: actor.accountId, kind, actor: by, connectionId, subject, detail });
}

/** @throws Problem SALESFORCE_RECONNECT_NEEDED with its cause. */
export function requireAlive({ state, stateReason }: Connection): void {
  if (state !== 'connected') throw new Problem('SALESFORCE_RECONNECT_NEEDED', stateReason ?? undefined);
}

export const showSaved = (present: saved.SavedMapping | undefined): SavedShape => ({
  version: present?.version ?? 0,
  savedAt: present?.savedAt ?? null,
  author: present?.author ?? null,
});
