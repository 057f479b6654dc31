import type { CareDatumShape, MappedFieldInput } from '../../../../api/mappings.ts';
import { isSettable } from '../../../../domain/mapping/care-datum.ts';

export type Back = NonNullable<MappedFieldInput['back']>;

/** What Salesforce may set, the case's status first. */
export const settable = (careData: readonly CareDatumShape[]): CareDatumShape[] =>
  careData
    .filter(isSettable)
    .sort((one, other) => Number(other.key === 'case_status') - Number(one.key === 'case_status'));

/**
 * What comes back as it stands: what somebody has said, else the mapping read backwards, where the first of several
 * values that look the same in Salesforce is meant. A priority is read backwards only where it is said.
 */
export function backOf({ source, back }: MappedFieldInput, careData: readonly CareDatumShape[]): Back {
  if (back) return back;
  const data = source.kind === 'variable' && source.data.startsWith('field_') ? source.data : 'case_status';
  return backwards({ source }, data, careData);
}

/** The mapping read backwards onto this Care data; nothing, where it is mapped from another. */
export function backwards(
  { source }: Pick<MappedFieldInput, 'source'>,
  data: string,
  careData: readonly CareDatumShape[],
): Back {
  const values: Record<string, string> = {};
  if (source.kind === 'variable' && source.data === data) {
    for (const { value } of careData.find(({ key }) => key === data)?.options ?? []) {
      const salesforce = Object.hasOwn(source.values, value) ? source.values[value] : undefined;
      if (salesforce) values[salesforce] ??= value;
    }
  }
  return { data, values };
}
