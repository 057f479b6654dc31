import type { CaseFields } from '../case-fields.ts';
import type { FieldValue } from './evaluate.ts';
import { type FieldSort, sortOf } from './schema.ts';

/**
 * What is written, by API name and of the type Salesforce keeps. A lookup by external id stands under
 * `Relationship.Field`; a field without a value is left out, so that the org's own default stands.
 */
export function recordOf(values: readonly FieldValue[]): CaseFields {
  return Object.fromEntries(
    values.flatMap(({ field, mapped, value }) => {
      if (value === null) return [];
      const name = mapped.by === null ? field : `${mapped.by.relationship}.${mapped.by.field}`;
      return [[name, asKept(sortOf({ type: mapped.type, referenceTo: [] }), value)]];
    }),
  );
}

/** A value of a field as Salesforce keeps it. */
export function asKept(sort: FieldSort, value: string): string | number | boolean {
  switch (sort) {
    case 'checkbox':
      return value === 'true';
    case 'number':
      return Number.isFinite(Number(value)) ? Number(value) : value;
    default:
      return value;
  }
}

/** The same as the REST API takes it: a lookup by external id is an object of its own. */
export function withRelationships(fields: CaseFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const [relationship = name, field] = name.split('.');
      return [relationship, field === undefined ? value : { [field]: value }];
    }),
  );
}
