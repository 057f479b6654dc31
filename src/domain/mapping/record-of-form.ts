import type { CaseFields } from '../case-fields.ts';
import type { FieldValue } from './evaluate.ts';
import { recordOf } from './record-of.ts';

/** What the agent put into the form, on top of the mapping; what the form may not change stays the mapping's. */
export function recordOfForm(
  evaluated: readonly FieldValue[],
  form: Readonly<Record<string, string | null>>,
  recordTypeId: string | null,
): CaseFields {
  const values = evaluated.map((each) => {
    const chosen = each.mapped.editable ? form[each.field] : undefined;
    return chosen === undefined ? each : { ...each, value: chosen };
  });
  const mapped = new Set(values.map(({ field }) => field));
  // What the org requires beyond the mapping.
  const asked = Object.entries(form).filter(([field, value]) => !mapped.has(field) && value !== null);
  const recordType = recordTypeId === null ? {} : { RecordTypeId: recordTypeId };
  return { ...Object.fromEntries(asked), ...recordOf(values), ...recordType };
}
