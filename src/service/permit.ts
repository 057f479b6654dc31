import type { Actor } from '../domain/agent.ts';
import { type Module, type ModuleNeed, moduleOf } from '../domain/module.ts';
import { missingRight } from '../domain/permission.ts';
import { Problem } from './problem.ts';

/** A refusal for a role; the HTTP edge adds who of the account can change that. */
export class PermissionMissing extends Problem {
  readonly accountId: string;

  constructor(accountId: string, fact: string) {
    super('PERMISSION_MISSING', fact);
    this.accountId = accountId;
  }
}

/**
 * Refuses a person whose role lacks what is needed. The edge asks this for what an endpoint declares; a use case
 * asks it for what hangs on what it is told to do. What the account has not got is refused before that.
 *
 * @throws PermissionMissing
 * @throws Problem CARE_MODULE_MISSING, EMBED_NOT_AVAILABLE, COMMUNITY_MODULE_MISSING
 */
export function permit(actor: Actor, need: ModuleNeed): void {
  if (actor.kind !== 'agent' && actor.kind !== 'api_key') return;
  const module = moduleOf(need);
  if (module !== null && !actor.modules.has(module)) throw moduleMissing(module, actor);
  if (actor.kind !== 'agent') return;
  const missing = missingRight(actor, need);
  if (missing !== null) {
    throw new PermissionMissing(
      actor.accountId,
      `It takes ${missing}, and your role, ${actor.roleName}, is without it.`,
    );
  }
}

const moduleMissing = (module: Module, actor: Actor): Problem => {
  if (module === 'community') return new Problem('COMMUNITY_MODULE_MISSING');
  const inSalesforce = actor.kind === 'agent' && actor.via !== 'session';
  return new Problem(inSalesforce ? 'EMBED_NOT_AVAILABLE' : 'CARE_MODULE_MISSING');
};
