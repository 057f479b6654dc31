import type { SchemaFieldShape } from '../../../../api/mappings.ts';

/**
 * How a person account has a field of Contact, to go after its type. Nothing where it has the same one, in an org
 * without them, and of what is not for a mapping to fill.
 */
export function personWords({ name, unwritable, onPersonAccount }: SchemaFieldShape): string {
  if (unwritable !== null || onPersonAccount === undefined || onPersonAccount === name) return '';
  return onPersonAccount === null
    ? ' · not on a person account'
    : ` · ${onPersonAccount} on a person account`;
}
