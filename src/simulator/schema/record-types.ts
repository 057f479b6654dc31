import { flagOf, type MetadataFiles, textOf } from './metadata-files.ts';
import { makeRecordId } from './record-id.ts';

/** A record type of the package, beside the master one every object has. */
export interface RecordTypeDefinition {
  /** 18 characters; handed out in order of object and name, as the seeded rows are. */
  readonly id: string;
  readonly object: string;
  readonly name: string;
  readonly label: string;
  readonly active: boolean;
}

export function loadRecordTypes(files: MetadataFiles): RecordTypeDefinition[] {
  const found = files.folders('objects').flatMap((object) =>
    files.read(`objects/${object}/recordTypes`, 'recordType').map(({ name, root }) => ({
      object,
      name: textOf(root, 'fullName') ?? name,
      label: textOf(root, 'label') ?? name,
      active: flagOf(root, 'active'),
    })),
  );
  return found.map((recordType, index) => ({ ...recordType, id: makeRecordId('012', index + 1) }));
}
