import type { FieldSchema, FieldValue, ObjectSchema, OrgRecord, OrgUser } from '../core.ts';
import { invalidField, SalesforceError } from '../salesforce-error.ts';
import type { LoadedSchema } from '../schema/org-schema.ts';

/** A field, or a field of a parent up to five levels above: `Case__r.Contact.Email`. */
export interface Path {
  /** Reference fields to follow from the row, in order. */
  readonly steps: readonly FieldSchema[];
  readonly field: FieldSchema;
}

/** Rows a query reads: the org's, or those of a transaction that has not committed yet. */
export interface RowSource {
  readonly schema: LoadedSchema;
  row(id: string): OrgRecord | undefined;
  rows(object: string): Iterable<OrgRecord>;
  /** Ids by an indexed value, the recycle bin included; null when only a scan can tell. */
  idsBy(object: string, field: FieldSchema, value: FieldValue): ReadonlySet<string> | null;
}

/** Where a query looks things up, and for whom. */
export interface Reader {
  readonly state: RowSource;
  readonly user: OrgUser;
  userById(id: string): OrgUser | null;
}

/** Finds a path's fields; a field the user may not read is refused exactly like one that does not exist. */
export function readPath(reader: Reader, object: ObjectSchema, source: string, alias?: string): Path {
  const names = source.split('.');
  const first = names[0]?.toLowerCase();
  if (names.length > 1 && (first === alias?.toLowerCase() || first === object.name.toLowerCase()))
    names.shift();
  const steps: FieldSchema[] = [];
  let candidates: readonly ObjectSchema[] = [object];
  while (names.length > 1) {
    const name = names.shift() ?? '';
    const step = candidates
      .flatMap(({ fields }) => fields)
      .find(({ relationshipName }) => relationshipName?.toLowerCase() === name.toLowerCase());
    if (!step) {
      throw new SalesforceError(
        400,
        'INVALID_FIELD',
        `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name.`,
      );
    }
    steps.push(step);
    candidates = step.referenceTo.flatMap((parent) => reader.state.schema.object(parent) ?? []);
  }
  const name = names[0] ?? '';
  for (const candidate of candidates) {
    const field = candidate.field(name);
    if (field && canRead(reader.user, candidate, field)) return { steps, field };
  }
  throw invalidField(candidates[0]?.name ?? object.name, name);
}

/** UserRecordAccess, the one object outside the schema, is open to all. */
export const canRead = (user: OrgUser, object: ObjectSchema, field: FieldSchema) =>
  object.name === 'UserRecordAccess' || user.rights.canRead(object.name, field.name);

/** The record at the end of a path's steps, or null where a link is empty. */
export function follow(reader: Reader, row: OrgRecord, steps: readonly FieldSchema[]): OrgRecord | null {
  let current: OrgRecord | undefined = row;
  for (const step of steps) {
    const id: FieldValue | undefined = current?.fields[step.name];
    current = typeof id === 'string' ? reader.state.row(id) : undefined;
  }
  return current ?? null;
}

export function valueAt(reader: Reader, row: OrgRecord, path: Path): FieldValue {
  return follow(reader, row, path.steps)?.fields[path.field.name] ?? null;
}
