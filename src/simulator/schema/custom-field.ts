import type { FieldSchema, FieldType, FieldValue } from '../core.ts';
import { field } from './fields.ts';
import { flagOf, type MetadataFile, type MetadataNode, nodesOf, textOf } from './metadata-files.ts';

const TYPES: Readonly<Record<string, FieldType>> = {
  Text: 'string',
  TextArea: 'textarea',
  LongTextArea: 'textarea',
  Checkbox: 'boolean',
  Picklist: 'picklist',
  MultiselectPicklist: 'multipicklist',
  Lookup: 'reference',
  MasterDetail: 'reference',
  DateTime: 'datetime',
  Date: 'date',
  Number: 'double',
  Currency: 'currency',
  Percent: 'percent',
  Email: 'email',
  Phone: 'phone',
  Url: 'url',
};

const LENGTHS: Readonly<Record<string, number>> = {
  TextArea: 255,
  Email: 80,
  Phone: 40,
  Url: 255,
  Picklist: 255,
  MultiselectPicklist: 4099,
  Lookup: 18,
  MasterDetail: 18,
};

/** Reads one `.field-meta.xml`. Refuses a type this org has no behaviour for, rather than guess. */
export function customField(object: string, { name, root }: MetadataFile): FieldSchema {
  const metadataType = textOf(root, 'type') ?? '';
  const type = TYPES[metadataType];
  if (!type) {
    throw new Error(
      `Failed to read field "${object}.${name}": type "${metadataType}" is not simulated. Use one of ${Object.keys(TYPES).join(', ')}.`,
    );
  }
  const isMasterDetail = metadataType === 'MasterDetail';
  const referenceTo = textOf(root, 'referenceTo');
  const childName = textOf(root, 'relationshipName');
  const valueSet = nodesOf(root, 'valueSet')[0];
  const values = valueSet
    ? nodesOf(valueSet, 'valueSetDefinition').flatMap((set) => nodesOf(set, 'value'))
    : [];
  const picklist = values.map((value) => ({
    value: textOf(value, 'fullName') ?? '',
    label: textOf(value, 'label') ?? textOf(value, 'fullName') ?? '',
    isDefault: flagOf(value, 'default'),
    ...(textOf(value, 'isActive') === 'false' ? { active: false } : {}),
    ...validForOf(valueSet, textOf(value, 'fullName')),
  }));
  return field(textOf(root, 'fullName') ?? name, type, {
    label: textOf(root, 'label') ?? name,
    length: Number(textOf(root, 'length') ?? LENGTHS[metadataType] ?? 0),
    precision: Number(textOf(root, 'precision') ?? 0),
    scale: Number(textOf(root, 'scale') ?? 0),
    longText: metadataType === 'LongTextArea',
    custom: true,
    openToAll: false,
    required: flagOf(root, 'required') || isMasterDetail,
    externalId: flagOf(root, 'externalId'),
    unique: flagOf(root, 'unique'),
    caseSensitive: flagOf(root, 'caseSensitive'),
    defaultValue: defaultOf(type, textOf(root, 'defaultValue'), picklist),
    restrictedPicklist: valueSet ? flagOf(valueSet, 'restricted') : false,
    picklist,
    controller: valueSet ? textOf(valueSet, 'controllingField') : null,
    referenceTo: referenceTo ? [referenceTo] : [],
    relationshipName: referenceTo ? name.replace(/__c$/, '__r') : null,
    masterDetail: isMasterDetail,
    childRelationshipName: referenceTo && childName ? `${childName}__r` : null,
    reparentable: !isMasterDetail || flagOf(root, 'reparentableMasterDetail'),
    helpText: textOf(root, 'inlineHelpText'),
  });
}

/** Controlling values that a value of a dependent picklist goes with (CustomField metadata, `valueSettings`). */
function validForOf(valueSet: MetadataNode | undefined, value: string | null): { validFor?: string[] } {
  if (!valueSet || textOf(valueSet, 'controllingField') === null) return {};
  const settings = nodesOf(valueSet, 'valueSettings').filter((node) => textOf(node, 'valueName') === value);
  return { validFor: settings.flatMap((node) => (node.controllingFieldValue ?? []).map(String)) };
}

function defaultOf(
  type: FieldType,
  text: string | null,
  picklist: readonly { value: string; isDefault: boolean }[],
): FieldValue {
  if (type === 'boolean') return text === 'true';
  if (type === 'picklist' || type === 'multipicklist')
    return picklist.find(({ isDefault }) => isDefault)?.value ?? null;
  if (text === null) return null;
  if (['double', 'currency', 'percent'].includes(type)) return Number(text);
  const literal = /^"(.*)"$/.exec(text)?.[1];
  if (literal === undefined) {
    throw new Error(`Failed to read default value "${text}": only literals are simulated. Put it in quotes.`);
  }
  return literal;
}
