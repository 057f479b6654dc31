import type { Actor } from '../domain/agent.ts';
import { missingRight, type Need } from '../domain/permission.ts';
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
 * asks it for what hangs on what it is told to do.
 *
 * @throws PermissionMissing
 */
export function permit(actor: Actor, need: Need): void {
  if (actor.kind !== 'agent') return;
  const missing = missingRight(actor, need);
  if (missing !== null) {
    throw new PermissionMissing(
      actor.accountId,
      `It takes ${missing}, and your role, ${actor.roleName}, is without it.`,
    );
  }
}
