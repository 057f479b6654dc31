import type { RecordType, RecordTypePicklist } from '../core.ts';
import { flagOf, type MetadataFiles, type MetadataNode, nodesOf, textOf } from './metadata-files.ts';
import { makeRecordId } from './record-id.ts';

/** A record type of the package, beside the master one every object has. */
export interface RecordTypeDefinition extends RecordType {
  readonly object: string;
}

/** Who has the package's record types without a permission set. */
const ADMINISTRATORS = ['System Administrator'];

export function loadRecordTypes(files: MetadataFiles): RecordTypeDefinition[] {
  const found = files.folders('objects').flatMap((object) =>
    files.read(`objects/${object}/recordTypes`, 'recordType').map(({ name, root }) => ({
      object,
      name: textOf(root, 'fullName') ?? name,
      label: textOf(root, 'label') ?? name,
      active: flagOf(root, 'active'),
      picklists: Object.fromEntries(nodesOf(root, 'picklistValues').map(picklistOf)),
      availableTo: ADMINISTRATORS,
      defaultFor: [],
    })),
  );
  // Ids are handed out in order of object and name, as the seeded rows are.
  return found.map((recordType, index) => ({ ...recordType, id: makeRecordId('012', index + 1) }));
}

function picklistOf(node: MetadataNode): [string, RecordTypePicklist] {
  const values = nodesOf(node, 'values');
  const nameOf = (value: MetadataNode) => decodeURIComponent(textOf(value, 'fullName') ?? '');
  const preset = values.find((value) => flagOf(value, 'default'));
  return [
    textOf(node, 'picklist') ?? '',
    { values: values.map(nameOf), default: preset ? nameOf(preset) : null },
  ];
}
