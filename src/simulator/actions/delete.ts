import { lockKeys } from '../records/lock-keys.ts';
import { deleteRecord } from '../records/save-record.ts';
import { type Action, pathObject } from './action.ts';
import { idOfPath } from './row-of-path.ts';

export const remove: Action = {
  operation: 'delete',
  method: 'DELETE',
  path: '/sobjects/:object/:id',
  records: () => 1,
  locks(call) {
    const object = pathObject(call);
    return lockKeys(call.org.state, object, {}, { id: idOfPath(call, object) });
  },
  handle(call) {
    deleteRecord(call.transaction, idOfPath(call, pathObject(call)));
    return { status: 204 };
  },
};
