import type { FieldSchema, ObjectSchema, OrgRecord } from '../core.ts';
import { coerceValue } from '../records/coerce-value.ts';
import { invalidField, notFound } from '../salesforce-error.ts';
import { attributesOf, toRestValue } from '../soql/project.ts';
import { type Action, type ApiCall, param, pathObject } from './action.ts';
import { precondition, rowOfPath } from './row-of-path.ts';

/** `GET /sobjects/{object}/{id}?fields=…`: all readable fields when none are named. */
export const retrieve: Action = {
  operation: 'retrieve',
  method: 'GET',
  path: '/sobjects/:object/:id',
  handle(call) {
    const object = pathObject(call);
    const row = rowOfPath(call, object);
    const status = precondition(call, row);
    return status ? { status } : { status: 200, body: rowBody(call, object, row) };
  },
};

/** `GET /sobjects/{object}/{externalIdField}/{value}`. */
export const retrieveByExternalId: Action = {
  operation: 'retrieve',
  method: 'GET',
  path: '/sobjects/:object/:field/:value',
  handle(call) {
    const object = pathObject(call);
    const field = object.field(param(call, 'field'));
    if (!field?.externalId || !call.user.rights.canRead(object.name, field.name)) throw notFound();
    const rows = call.transaction
      .rowsBy(object.name, field, coerceValue(field, param(call, 'value')))
      .filter((row) => call.user.rights.reach(row) !== 'none');
    if (rows.length > 1)
      return { status: 300, body: rows.map((row) => attributesOf(call.org.reader(call.user), row).url) };
    const [row] = rows;
    if (!row) throw notFound();
    return { status: 200, body: rowBody(call, object, row) };
  },
};

/** A row as REST writes it. */
export function rowBody(
  call: ApiCall,
  object: ObjectSchema,
  row: OrgRecord,
  names = call.query.get('fields')?.split(','),
) {
  const readable = (field: FieldSchema) => call.user.rights.canRead(object.name, field.name);
  const fields = names
    ? names.map((name) => {
        const field = object.field(name.trim());
        if (!field || !readable(field)) throw invalidField(object.name, name.trim());
        return field;
      })
    : object.fields.filter(readable);
  return {
    attributes: attributesOf(call.org.reader(call.user), row),
    Id: row.id,
    ...Object.fromEntries(
      fields.map((field) => [field.name, toRestValue(field, row.fields[field.name] ?? null)]),
    ),
  };
}
