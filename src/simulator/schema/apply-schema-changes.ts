import type { OrgState } from '../state/org-state.ts';
import { changedObjects } from './schema-changes.ts';

/** Brings the schema in line with the changes that the org's facts hold, as of `at` (milliseconds since 1970). */
export function applySchemaChanges(state: OrgState, at: number): void {
  state.schema.replace(changedObjects(state.schema.base, state), at);
  state.reindex();
}
