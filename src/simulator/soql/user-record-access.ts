import type { ObjectSchema, OrgRecord } from '../core.ts';
import { recordAccess } from '../records/record-access.ts';
import { derived } from '../schema/fields.ts';
import { parseRecordId } from '../schema/record-id.ts';
import { malformedQuery, type Test } from './condition.ts';
import type { Reader } from './path.ts';

const fields = [
  derived('Id', 'id'),
  derived('UserId', 'reference'),
  derived('RecordId', 'reference'),
  derived('HasReadAccess', 'boolean'),
  derived('HasEditAccess', 'boolean'),
  derived('HasDeleteAccess', 'boolean'),
  derived('HasTransferAccess', 'boolean'),
  derived('HasAllAccess', 'boolean'),
  derived('MaxAccessLevel', 'string'),
];

/** The read-only view of who may do what with which record (Object Reference, UserRecordAccess). */
export const USER_RECORD_ACCESS: ObjectSchema = {
  name: 'UserRecordAccess',
  label: 'User Record Access',
  labelPlural: 'User Record Access',
  keyPrefix: '',
  custom: false,
  setup: true,
  createable: false,
  updateable: false,
  deletable: false,
  fields,
  validationRules: [],
  recordTypes: [],
  field: (name) => fields.find((field) => field.name.toLowerCase() === name.toLowerCase()) ?? null,
};

/** Its rows exist only for the one user and up to 200 records that the query names. */
export function userRecordAccessRows(reader: Reader, test: Test | null): OrgRecord[] {
  const [userId] = idsOf(test, 'UserId');
  const recordIds = idsOf(test, 'RecordId');
  const user = userId ? reader.userById(userId) : null;
  if (!user || recordIds.length === 0)
    throw malformedQuery('UserRecordAccess needs one UserId and a RecordId in its filter.');
  if (recordIds.length > 200) throw malformedQuery('UserRecordAccess takes at most 200 records.');
  return recordIds.map((id) => {
    const { read, edit, delete: remove } = recordAccess(user, reader.state.row(id));
    const level = remove ? 'All' : edit ? 'Edit' : read ? 'Read' : 'None';
    return {
      id,
      object: 'UserRecordAccess',
      deleted: false,
      fields: {
        Id: id,
        UserId: user.id,
        RecordId: id,
        HasReadAccess: read,
        HasEditAccess: edit,
        HasDeleteAccess: remove,
        HasTransferAccess: edit,
        HasAllAccess: remove,
        MaxAccessLevel: level,
      },
    };
  });
}

function idsOf(test: Test | null, path: string): string[] {
  const parts = test?.kind === 'all' ? test.parts : test ? [test] : [];
  const part = parts.find(
    (each) => each.kind === 'compare' && each.path.toLowerCase() === path.toLowerCase(),
  );
  if (part?.kind !== 'compare' || (part.operator !== '=' && part.operator !== 'IN')) return [];
  return part.literals.flatMap((literal) =>
    literal.kind === 'text' ? (parseRecordId(literal.value) ?? []) : [],
  );
}
