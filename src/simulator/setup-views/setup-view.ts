import type { FieldSchema, FieldValue, OrgRecord, OrgUser } from '../core.ts';
import type { Org } from '../org.ts';
import type { LoadedObject } from '../schema/load-schema.ts';

/** An object whose rows are not stored but worked out from the org's metadata and setup; it can be queried only. */
export interface SetupView {
  readonly object: LoadedObject;
  /** Answered by `/tooling/query` alone. */
  readonly toolingOnly: boolean;
  rows(org: Org, user: OrgUser): OrgRecord[];
}

interface ViewDefinition {
  readonly name: string;
  readonly keyPrefix?: string;
  readonly toolingOnly?: boolean;
  readonly fields: readonly FieldSchema[];
  /** Each with the id a link names it by. */
  rows(
    org: Org,
    user: OrgUser,
  ): { readonly id: string; readonly fields: Readonly<Record<string, FieldValue>> }[];
}

export function setupView({
  name,
  keyPrefix = '',
  toolingOnly = false,
  fields,
  rows,
}: ViewDefinition): SetupView {
  const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
  const object: LoadedObject = {
    name,
    label: name,
    labelPlural: name,
    keyPrefix,
    custom: false,
    setup: true,
    createable: false,
    updateable: false,
    deletable: false,
    autoNumberFormat: null,
    fields,
    validationRules: [],
    recordTypes: [],
    field: (wanted) => byName.get(wanted.toLowerCase()) ?? null,
  };
  return {
    object,
    toolingOnly,
    rows: (org, user) =>
      rows(org, user).map((row) => ({
        id: row.id,
        object: name,
        deleted: false,
        fields: { Id: row.id, ...row.fields },
      })),
  };
}
