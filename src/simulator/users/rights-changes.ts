import type { ObjectRights } from '../core.ts';
import type { OrgState } from '../state/org-state.ts';

/** How far field-level security lets somebody with a field. */
export type FieldAccess = 'hidden' | 'read' | 'edit';

/** What an admin changed of one profile, permission set or, for a test's ease, one user. */
export interface RightsChange {
  readonly objects: Readonly<Record<string, Partial<ObjectRights>>>;
  /** By `Object.Field`. */
  readonly fields: Readonly<Record<string, FieldAccess>>;
}

/** Facts: by the name of a profile or permission set, or a username. */
export const RIGHTS_CHANGES = 'rights';

const NOTHING: RightsChange = { objects: {}, fields: {} };

export function rightsChangeOf(state: OrgState, who: string): RightsChange {
  return (state.fact(RIGHTS_CHANGES, who) as RightsChange | undefined) ?? NOTHING;
}
