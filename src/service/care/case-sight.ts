import type { Actor } from '../../domain/agent.ts';
import { isInSight } from '../../domain/case-sight.ts';
import { PermissionMissing } from '../permit.ts';
import type { CarePorts } from './ports.ts';

/** Whether somebody sees the cases of others too. An API key is nobody, so none would be its own. */
export const seesAll = (actor: Actor): boolean =>
  actor.kind !== 'agent' || actor.permissions.has('see_all_cases');

/**
 * Refuses a case of somebody else to a person whose role does not see all, whichever way they come to it: by its
 * address, its events, from a page in Salesforce, to link it. A case that is not there is for the caller to find.
 *
 * @throws PermissionMissing
 */
export async function permitCase(
  care: Pick<CarePorts, 'inAccount'>,
  actor: Actor,
  caseId: string,
): Promise<void> {
  if (actor.kind !== 'agent' || seesAll(actor)) return;
  const holder = await care.inAccount(actor.accountId, (store) => store.caseHolder(caseId));
  if (!holder || isInSight(actor.agentId, holder)) return;
  throw new PermissionMissing(
    actor.accountId,
    `This case is somebody else’s. Your role, ${actor.roleName}, sees its own and nobody’s: it is without “See all cases”.`,
  );
}
