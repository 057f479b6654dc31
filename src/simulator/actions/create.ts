import { lockKeys } from '../records/lock-keys.ts';
import { createRecord } from '../records/save-record.ts';
import { type Action, objectBody, param, pathObject } from './action.ts';

export const create: Action = {
  operation: 'create',
  method: 'POST',
  path: '/sobjects/:object',
  records: () => 1,
  locks: (call) =>
    lockKeys(call.org.state, call.org.schema.object(param(call, 'object')), objectBody(call), {
      create: true,
    }),
  handle(call) {
    const id = createRecord(call.transaction, pathObject(call).name, objectBody(call));
    const location = `/services/data/v${call.version}/sobjects/${pathObject(call).name}/${id}`;
    return { status: 201, body: { id, success: true, errors: [] }, headers: { location } };
  },
};
