import type { FieldProblem, MappedFieldInput } from '../../../../api/mappings.ts';
import type { SavedVersion } from './draft-store.ts';

/*
 * What the panels beside the field table tell the page. Each panel is given the draft by properties and changes nothing
 * itself: the page owns the draft.
 */
declare global {
  interface HTMLElementEventMap {
    /** The whole draft is another one. With `saved`, the service has saved it as that version already. */
    'care-fields-replaced': CustomEvent<{ fields: readonly MappedFieldInput[]; saved?: SavedVersion }>;
    /** These are put into the draft, beside what is mapped already. */
    'care-suggestion-taken': CustomEvent<{ fields: readonly MappedFieldInput[] }>;
    /** What stands in the way of the case that is looked at; none, when there is none. */
    'care-problems-found': CustomEvent<{ problems: readonly FieldProblem[] }>;
    /** Leads to the row of a field. */
    'care-show-field': CustomEvent<{ field: string }>;
    /** Something was saved that this page does not show: what it lists is read anew. */
    'care-mappings-changed': CustomEvent<undefined>;
  }
}
