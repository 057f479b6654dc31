import type { OrgCore, OrgUser } from '../../core.ts';
import { notFound } from '../../salesforce-error.ts';

export interface UiFieldInfo {
  readonly apiName: string;
  readonly label: string;
  readonly dataType: string;
  readonly custom: boolean;
  readonly updateable: boolean;
  readonly relationshipName: string | null;
  readonly values: readonly { value: string; label: string; closed: boolean }[];
}

/** An object as the UI API has it (`/ui-api/object-info/{object}`), picklist values included. */
export interface UiObjectInfo {
  readonly apiName: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly fields: Readonly<Record<string, UiFieldInfo>>;
}

/** Describes an object as this user sees it. */
export function describeObject(org: OrgCore, user: OrgUser, name: string): UiObjectInfo {
  const schema = org.schema.object(name);
  if (!schema || !user.rights.object(schema.name).read) throw notFound();
  const mayEdit = user.rights.object(schema.name).edit;
  const fields = schema.fields
    .filter((field) => user.rights.canRead(schema.name, field.name))
    .map((field): [string, UiFieldInfo] => [
      field.name,
      {
        apiName: field.name,
        label: field.label,
        dataType: field.longText ? 'longtext' : field.type,
        custom: field.custom,
        updateable: mayEdit && field.updateable && user.rights.canEdit(schema.name, field.name),
        relationshipName: field.relationshipName,
        values: field.picklist.map(({ value, label, closed }) => ({ value, label, closed: closed === true })),
      },
    ]);
  return {
    apiName: schema.name,
    label: schema.label,
    labelPlural: schema.labelPlural,
    fields: Object.fromEntries(fields),
  };
}
