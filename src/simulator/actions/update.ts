import { lockKeys } from '../records/lock-keys.ts';
import { updateRecord } from '../records/save-record.ts';
import { type Action, objectBody, pathObject } from './action.ts';
import { idOfPath, precondition } from './row-of-path.ts';

export const update: Action = {
  operation: 'update',
  method: 'PATCH',
  path: '/sobjects/:object/:id',
  records: () => 1,
  locks(call) {
    const object = pathObject(call);
    return lockKeys(call.org.state, object, objectBody(call), { id: idOfPath(call, object) });
  },
  handle(call) {
    const id = idOfPath(call, pathObject(call));
    const row = call.transaction.row(id);
    const status = row ? precondition(call, row) : null;
    if (status) return { status };
    updateRecord(call.transaction, id, objectBody(call));
    return { status: 204 };
  },
};
