import { lockKeys } from '../records/lock-keys.ts';
import { createRecord } from '../records/save-record.ts';
import { upsertKey, upsertRecord } from '../records/upsert-record.ts';
import { type Action, objectBody, param, pathObject } from './action.ts';

/**
 * `PATCH /sobjects/{object}/{externalIdField}/{value}` (REST guide, "Upsert a Record Using an External ID"): 201 when
 * it created, 200 when it updated (204 up to v45), 300 with the records' addresses when the key is ambiguous.
 */
export const upsert: Action = {
  operation: 'upsert',
  method: 'PATCH',
  path: '/sobjects/:object/:field/:value',
  records: () => 1,
  locks(call) {
    const object = pathObject(call);
    const key = object.field(param(call, 'field'));
    return key
      ? lockKeys(call.org.state, object, objectBody(call), { key, value: param(call, 'value') })
      : [];
  },
  handle(call) {
    const object = pathObject(call);
    const key = upsertKey(call.transaction, object, param(call, 'field'));
    const updateOnly = call.query.get('updateOnly') === 'true';
    const outcome = upsertRecord(
      call.transaction,
      object,
      key,
      param(call, 'value'),
      objectBody(call),
      updateOnly,
    );
    if (outcome.kind === 'ambiguous') {
      return {
        status: 300,
        body: outcome.ids.map((id) => `/services/data/v${call.version}/sobjects/${object.name}/${id}`),
      };
    }
    const { id, created } = outcome;
    if (!created && Number(call.version) <= 45) return { status: 204 };
    return { status: created ? 201 : 200, body: { id, success: true, errors: [], created } };
  },
};

/** `POST /sobjects/{object}/Id` is an insert (REST guide, same page). */
export const insertById: Action = {
  operation: 'create',
  method: 'POST',
  path: '/sobjects/:object/Id',
  records: () => 1,
  handle(call) {
    const id = createRecord(call.transaction, pathObject(call).name, objectBody(call));
    return { status: 201, body: { id, success: true, errors: [], created: true } };
  },
};
