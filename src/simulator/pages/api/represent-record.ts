import type { FieldSchema, ObjectSchema, OrgCore, OrgRecord, OrgUser } from '../../core.ts';

/** One field as the UI API has it: the stored value, and what a person reads when that differs. */
export interface UiField {
  readonly value: string | number | boolean | null;
  readonly displayValue: string | null;
}

/** A record as the UI API has it (`/ui-api/records/{id}`), with every field the user may read. */
export interface UiRecord {
  readonly id: string;
  readonly apiName: string;
  readonly fields: Readonly<Record<string, UiField>>;
  readonly lastModifiedDate: string | null;
}

/**
 * Turns a stored record into the UI API's representation. A reference also appears under its relationship name
 * (`Owner` for `OwnerId`) with the parent's name to read.
 */
export async function representRecord(org: OrgCore, user: OrgUser, record: OrgRecord): Promise<UiRecord> {
  const schema = org.schema.object(record.object);
  const fields: Record<string, UiField> = {};
  for (const [name, value] of Object.entries(record.fields)) {
    const field = schema?.field(name);
    fields[name] = { value, displayValue: field ? displayValue(field, value) : null };
    if (field?.type === 'reference' && field.relationshipName && typeof value === 'string') {
      fields[field.relationshipName] = { value: null, displayValue: await nameOf(org, user, value) };
    }
  }
  const modified = record.fields.LastModifiedDate;
  return {
    id: record.id,
    apiName: record.object,
    fields,
    lastModifiedDate: typeof modified === 'string' ? modified : null,
  };
}

/** The field a person knows a record of this object by. */
export function nameFieldOf(schema: ObjectSchema): string {
  return schema.field('CaseNumber')?.name ?? schema.field('Name')?.name ?? 'Id';
}

function displayValue(field: FieldSchema, value: UiField['value']): string | null {
  if (field.type !== 'picklist') return null;
  return field.picklist.find((entry) => entry.value === value)?.label ?? null;
}

async function nameOf(org: OrgCore, user: OrgUser, id: string): Promise<string | null> {
  const person = org.users.byId(id);
  if (person) return person.name;
  const schema = org.schema.objectOfId(id);
  const parent = schema && (await org.records.get(user, id));
  return parent ? String(parent.fields[nameFieldOf(schema)] ?? '') : null;
}
