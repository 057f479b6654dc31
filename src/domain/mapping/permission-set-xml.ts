import type { RequiredObject } from './required-permissions.ts';

/** API name of the permission set; the file is called by it. */
export const PERMISSION_SET_NAME = 'Care_Mapping';

/**
 * The same rights as a PermissionSet of the Metadata API: elements in the order of their names, as a retrieve writes
 * them. What no permission set can carry is left out.
 *
 * @param recordTypes `Object.DeveloperName`, to be used by whoever holds it.
 */
export function permissionSetXml(
  objects: readonly RequiredObject[],
  recordTypes: readonly string[] = [],
): string {
  const fields = objects.flatMap(({ object, fields }) =>
    fields
      .filter(({ unlisted }) => unlisted === null)
      .map(({ field, right }) => ({ name: `${object}.${field}`, editable: right === 'edit' })),
  );
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">',
    '    <description>What Care writes by its saved mappings.</description>',
    ...fields
      .sort((one, other) => byName(one.name, other.name))
      .flatMap(({ name, editable }) =>
        block('fieldPermissions', { editable: String(editable), field: name, readable: 'true' }),
      ),
    '    <hasActivationRequired>false</hasActivationRequired>',
    '    <label>Care Mapping</label>',
    ...objects
      .toSorted((one, other) => byName(one.object, other.object))
      .flatMap(({ object, rights }) =>
        block('objectPermissions', {
          allowCreate: String(rights.includes('create')),
          allowDelete: 'false',
          allowEdit: String(rights.includes('edit')),
          allowRead: 'true',
          modifyAllRecords: 'false',
          object,
          viewAllRecords: 'false',
        }),
      ),
    ...recordTypes.flatMap((recordType) => block('recordTypeVisibilities', { recordType, visible: 'true' })),
    '</PermissionSet>',
  ];
  return `${lines.join('\n')}\n`;
}

const byName = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

const block = (name: string, values: Readonly<Record<string, string>>): string[] => [
  `    <${name}>`,
  ...Object.entries(values).map(([tag, value]) => `        <${tag}>${escaped(value)}</${tag}>`),
  `    </${name}>`,
];

const escaped = (text: string): string =>
  text.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
