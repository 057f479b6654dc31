import { z } from 'zod';
import { CARE_DATA_KINDS, CARE_DATA_TYPES } from '../domain/mapping/care-datum.ts';
import { MAPPING_PROBLEMS } from '../domain/mapping/check.ts';
import { SOURCE_KINDS } from '../domain/mapping/mapped-field.ts';
import { endpoint } from './endpoint.ts';
import { AgentRef, CaseId, ConnectionId, Instant } from './shapes.ts';

/** API name of an object, field or record type in Salesforce. */
const ApiName = z.string().regex(/^[A-Za-z]\w{0,79}$/);
const RecordTypeName = ApiName.describe('Developer name of the record type; `Master` where there is none');
const DataKey = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/);
const Value = z.string().max(1_000);

export const FieldSourceShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dynamic'), data: DataKey }),
  z.object({ kind: z.literal('internal'), data: DataKey }),
  z.object({
    kind: z.literal('variable'),
    data: DataKey,
    values: z.record(z.string().max(100), Value).describe('Value of Care: value in Salesforce'),
    otherwise: Value.nullable().describe('What every value becomes that is not listed; null: nothing'),
  }),
  z.object({ kind: z.literal('fixed'), value: Value }),
  z.object({
    kind: z.literal('template'),
    template: z
      .string()
      .min(1)
      .max(4_000)
      .describe('Text with keys of Care data in braces: `{platform}: {author}`'),
  }),
]);

const Back = z.object({
  data: DataKey.describe('What it sets: `case_status`, `case_priority` or a single-select of the account'),
  values: z.record(z.string().max(255), z.string().max(100)).describe('Value in Salesforce: value of Care'),
});

/** One row of the editor, as it is saved. */
export const MappedFieldInput = z.object({
  field: ApiName,
  source: FieldSourceShape,
  by: ApiName.nullable()
    .default(null)
    .describe('Of a lookup: the external id by which the record is found; null: its own id is written'),
  editable: z
    .boolean()
    .default(true)
    .describe('Whether the agent may change it before the record is created'),
  shorten: z.boolean().default(true).describe('Whether text that is too long is cut with an ellipsis'),
  back: Back.nullish().describe(
    'Of the status of a case: what a value chosen in Salesforce sets; none: the mapping, read backwards',
  ),
});
export type MappedFieldInput = z.output<typeof MappedFieldInput>;

/** What stands beside a field. A refusal: Salesforce would say no. A warning: it would not. */
export const FieldProblem = z.object({
  field: ApiName,
  code: z.enum(MAPPING_PROBLEMS),
  severity: z.enum(['refusal', 'warning']),
  fact: z.string(),
  remedy: z.string(),
});
export type FieldProblem = z.output<typeof FieldProblem>;

const RecordTypeRef = z.object({ recordType: RecordTypeName, label: z.string() });

export const MappingTarget = RecordTypeRef.extend({
  version: z.int().describe('The saved one in use; 0: nothing is saved, Care’s own start stands'),
  mapped: z.int().describe('Fields that are mapped'),
  problems: z.int().describe('Fields that need a look'),
  forNew: z.boolean().describe('Whether new records are of this record type when nobody chooses'),
});

export type MappingTarget = z.output<typeof MappingTarget>;

export const MappableObject = z.object({
  object: ApiName,
  label: z.string(),
  role: z.enum(['case', 'contact', 'lead', 'account', 'messages', 'custom']),
  recordTypes: z
    .array(MappingTarget)
    .describe(
      'Never empty. Of a custom object without a mapping only `Master`; its others come with the editor',
    ),
});
export type MappableObject = z.output<typeof MappableObject>;

/** Whose view of the org it is, and how old. */
const Reading = z.object({
  readAs: z.object({ name: z.string(), username: z.string() }),
  readAt: Instant,
});

export const SchemaFieldShape = z.object({
  name: ApiName,
  label: z.string(),
  type: z.string().describe('As Salesforce names it: string, picklist, reference, …'),
  typeWords: z.string().describe('For people: `Text, 255`, `Picklist, 5 values`, `Lookup to Contact`'),
  length: z.int().nullable(),
  required: z.boolean(),
  unwritable: z.string().nullable().describe('Why nothing can be mapped to it; null: something can'),
  options: z
    .array(z.object({ value: z.string(), label: z.string() }))
    .describe('Values the record type allows; empty: no picklist'),
  restricted: z.boolean().describe('Whether Salesforce refuses every other value'),
  defaultValue: z.string().nullable().describe('What the picklist is when nothing is said'),
  controlledBy: ApiName.nullable().describe('The picklist that decides which of the values there are'),
  referenceTo: z.array(ApiName).describe('Of a lookup: the objects it can lead to'),
  comesBack: z.boolean().describe('Whether Care hears what is chosen there in Salesforce'),
  rule: z.string().describe('Which of `rules` says what fits'),
  onPersonAccount: z
    .string()
    .nullable()
    .optional()
    .describe(
      'Of Contact: the field of Account that a person account has for it; null: none; left out: the org has no such accounts',
    ),
});
export type SchemaFieldShape = z.output<typeof SchemaFieldShape>;

export const CareDatumShape = z.object({
  key: DataKey,
  kind: z.enum(CARE_DATA_KINDS),
  label: z.string(),
  type: z.enum(CARE_DATA_TYPES),
  example: z.string(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).describe('Of a variable; else empty'),
});
export type CareDatumShape = z.output<typeof CareDatumShape>;

/** What fits fields of one sort. Null: it fits; else the sentence that says why not. */
export const FitRule = z.object({
  kinds: z.record(z.enum(SOURCE_KINDS), z.string().nullable()),
  data: z.record(DataKey, z.string().nullable()),
});
export type FitRule = z.output<typeof FitRule>;

const Saved = z.object({
  version: z.int(),
  savedAt: Instant.nullable().describe('Null: nothing is saved yet'),
  author: AgentRef.nullable(),
});

const Named = z.object({ name: ApiName, label: z.string() });

/** Whether an object is, or can be, the one that messages are written to. */
const MessagesShape = z.object({
  chosen: z.boolean(),
  own: z.boolean().describe('It is Care’s own, and needs no mapping'),
  now: z.string().describe('The object that is in use now'),
  keys: z.array(Named).describe('Fields that can tell one message from another'),
  parents: z.array(Named).describe('Lookups that lead to the case'),
  missing: z.array(z.object({ fact: z.string(), remedy: z.string() })),
});

export const MappingEditor = Reading.extend({
  object: ApiName,
  label: z.string(),
  role: MappableObject.shape.role,
  messages: MessagesShape.nullable().describe('Whether messages can be kept in it; null: not in this object'),
  recordType: RecordTypeRef,
  recordTypes: z.array(MappingTarget).describe('All that the object has'),
  saved: Saved,
  schema: z.array(SchemaFieldShape).describe('Required ones first, then by label'),
  careData: z.array(CareDatumShape),
  rules: z.record(z.string(), FitRule),
  fields: z.array(MappedFieldInput).describe('The present mapping'),
  problems: z.array(FieldProblem).describe('Of the present mapping, whatever the case'),
});
export type MappingEditor = z.output<typeof MappingEditor>;

export const FieldChange = z.object({
  field: ApiName,
  label: z.string(),
  change: z.enum(['added', 'changed', 'removed']),
  before: z.string().nullable().describe('In words; null: not mapped'),
  after: z.string().nullable(),
});
export type FieldChange = z.output<typeof FieldChange>;

export const MappingPreview = z.object({
  rows: z.array(
    z.object({
      field: ApiName,
      label: z.string(),
      value: z.string().nullable(),
      shown: z.string().nullable().describe('For people: a picklist’s label, a contact’s name'),
      source: z.string(),
      change: z.enum(['added', 'changed', 'removed']).nullable().describe('Against the saved mapping'),
      was: z.string().nullable().describe('What the saved mapping makes of this case'),
    }),
  ),
  problems: z.array(FieldProblem),
  changes: z.array(FieldChange).describe('The draft against the saved version'),
  recent: z
    .object({
      cases: z.int(),
      fit: z.int(),
      refused: z
        .array(
          z.object({
            field: ApiName,
            label: z.string(),
            cases: z.int(),
            example: z.string().describe('A case’s number, `#9463`'),
          }),
        )
        .describe('The fields that stand in the way, most cases first'),
    })
    .nullable()
    .describe('The same for the latest 200 cases; null: not asked for'),
});
export type MappingPreview = z.output<typeof MappingPreview>;

export const MappingVersion = z.object({
  version: z.int(),
  savedAt: Instant,
  author: z.object({ id: z.string().nullable(), name: z.string() }),
  origin: z.enum(['saved', 'rolled_back', 'imported']),
  rolledBackTo: z.int().nullable(),
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
});
export type MappingVersion = z.output<typeof MappingVersion>;

/** What is taken from one org to another. Labels and types are those of the org it comes from. */
export const MappingFile = z.object({
  format: z.literal('care-mapping'),
  formatVersion: z.literal(1),
  exportedAt: Instant,
  from: z.object({ orgName: z.string(), environment: z.enum(['production', 'sandbox']) }),
  mappings: z
    .array(
      z.object({
        object: ApiName,
        recordType: RecordTypeName,
        fields: z
          .array(
            MappedFieldInput.extend({
              label: z.string().max(255),
              type: z.string().max(40),
              length: z.int(),
            }),
          )
          .max(1_000),
      }),
    )
    .max(200),
});
export type MappingFile = z.output<typeof MappingFile>;

export const MappingImport = z.object({
  mappings: z.array(
    z.object({
      object: ApiName,
      recordType: RecordTypeName,
      label: z.string().describe('`Case, Social Support`'),
      missing: z.string().nullable().describe('Why none of it fits: the object or record type is not there'),
      fitting: z.array(
        z.object({ field: ApiName, label: z.string(), change: FieldChange.shape.change.nullable() }),
      ),
      problems: z.array(FieldProblem).describe('Refusals: left out. Warnings: taken, and to be looked at'),
      version: z.int().nullable().describe('What it was saved as; null: nothing was saved'),
    }),
  ),
});
export type MappingImport = z.output<typeof MappingImport>;

export const MappingSuggestion = z.object({
  field: ApiName,
  source: FieldSourceShape,
  words: z.string().describe('The source in words: `Customer’s e-mail`'),
  confidence: z.int().min(0).max(100),
  why: z.string(),
});
export type MappingSuggestion = z.output<typeof MappingSuggestion>;

const MappingInput = z.object({ fields: z.array(MappedFieldInput).max(1_000) });

const connection = z.object({ connectionId: ConnectionId });
const target = connection.extend({ object: ApiName, recordType: RecordTypeName });
const version = target.extend({ version: z.coerce.number().int().min(0).max(1_000_000) });
const common = {
  tag: 'salesforce',
  access: ['session'],
  permission: 'edit_salesforce_field_mapping',
  module: 'care',
} as const;
const ASKS_ORG = [
  'NOT_FOUND',
  'SALESFORCE_RECONNECT_NEEDED',
  'SALESFORCE_REFUSED',
  'SALESFORCE_UNAVAILABLE',
] as const;
const MAPPINGS = '/v1/salesforce/connections/:connectionId/mappings';

export const listMappings = endpoint({
  ...common,
  method: 'GET',
  path: MAPPINGS,
  summary: 'Objects and record types that can be mapped, as the holder of the default token sees them',
  params: connection,
  query: z.object({ again: z.literal('true').optional().describe('Reads the org anew') }),
  answers: {
    200: z.object({
      reading: Reading.nullable(),
      objects: z.array(MappableObject),
      unavailable: z
        .object({ code: z.string(), fact: z.string(), remedy: z.string() })
        .nullable()
        .describe('Why nothing is shown: the connection has expired, or the org cannot be asked'),
    }),
  },
  problems: ['NOT_FOUND'],
});

export const getMapping = endpoint({
  ...common,
  method: 'GET',
  path: `${MAPPINGS}/:object/:recordType`,
  summary: 'A mapping and all that is needed to edit it',
  params: target,
  answers: { 200: MappingEditor },
  problems: ASKS_ORG,
});

export const previewMapping = endpoint({
  ...common,
  module: 'care',
  method: 'POST',
  path: `${MAPPINGS}/:object/:recordType/preview`,
  summary:
    'The record that a draft would make of a Care case; nothing is saved or sent. It takes *Manage cases*, too',
  params: target,
  body: MappingInput.extend({
    caseId: CaseId,
    recent: z.boolean().default(false).describe('Whether the latest 200 cases are tried as well'),
  }),
  answers: { 200: MappingPreview },
  problems: ASKS_ORG,
});

export const saveMapping = endpoint({
  ...common,
  method: 'PUT',
  path: `${MAPPINGS}/:object/:recordType`,
  summary: 'Save a new version of a mapping',
  params: target,
  body: MappingInput.extend({ base: z.int().min(0).describe('The version the draft was made from') }),
  answers: {
    200: z.object({ saved: Saved, fields: z.array(MappedFieldInput), problems: z.array(FieldProblem) }),
  },
  problems: [...ASKS_ORG, 'MAPPING_CHANGED', 'MAPPING_DOES_NOT_FIT'],
});

export const setRecordTypeForNew = endpoint({
  ...common,
  method: 'PUT',
  path: `${MAPPINGS}/:object`,
  summary: 'Choose the record type of new records when nobody chooses one; it has a saved mapping',
  params: connection.extend({ object: ApiName }),
  body: z.object({ recordType: RecordTypeName }),
  answers: { 204: null },
  problems: ['NOT_FOUND'],
});

export const setMessageObject = endpoint({
  ...common,
  method: 'PUT',
  path: '/v1/salesforce/connections/:connectionId/message-object',
  summary: 'Choose where messages are written from now on; what is written already stays where it is',
  params: connection,
  body: z.object({
    chosen: z
      .object({
        object: ApiName,
        key: ApiName.describe('A text that is an external id and unique'),
        parent: ApiName.describe('Its lookup to Case'),
      })
      .nullable()
      .describe('Null: Care’s own object'),
  }),
  answers: { 204: null },
  problems: [...ASKS_ORG, 'MAPPING_DOES_NOT_FIT'],
});

export const listMappingVersions = endpoint({
  ...common,
  method: 'GET',
  path: `${MAPPINGS}/:object/:recordType/versions`,
  summary: 'Saved versions, newest first',
  params: target,
  answers: { 200: z.object({ versions: z.array(MappingVersion) }) },
  problems: ['NOT_FOUND'],
});

export const getMappingVersion = endpoint({
  ...common,
  method: 'GET',
  path: `${MAPPINGS}/:object/:recordType/versions/:version`,
  summary: 'A version, and what differs from another: the one before it, or the one asked for',
  params: version,
  query: z.object({ against: z.coerce.number().int().min(0).optional() }),
  answers: {
    200: z.object({
      version: z.int(),
      against: z.int(),
      fields: z.array(MappedFieldInput),
      changes: z.array(FieldChange),
    }),
  },
  problems: ['NOT_FOUND'],
});

export const rollBackMapping = endpoint({
  ...common,
  method: 'POST',
  path: `${MAPPINGS}/:object/:recordType/versions/:version/roll-back`,
  summary: 'Save an earlier version again, as a new one; 0 is Care’s own start',
  params: version,
  body: z.object({ base: z.int().min(0).describe('The version that is in use as far as you know') }),
  answers: { 200: z.object({ saved: Saved, fields: z.array(MappedFieldInput) }) },
  problems: ['NOT_FOUND', 'MAPPING_CHANGED'],
});

export const suggestMapping = endpoint({
  ...common,
  method: 'GET',
  path: `${MAPPINGS}/:object/:recordType/suggestion`,
  summary: 'What would fit the fields of the org by their names and labels; nothing is saved',
  params: target,
  answers: { 200: z.object({ suggestions: z.array(MappingSuggestion) }) },
  problems: ASKS_ORG,
});

export const listExternalIds = endpoint({
  ...common,
  method: 'GET',
  path: '/v1/salesforce/connections/:connectionId/external-ids/:object',
  summary: 'Fields by which a lookup can find a record of this object',
  params: connection.extend({ object: ApiName }),
  answers: { 200: z.object({ fields: z.array(z.object({ name: ApiName, label: z.string() })) }) },
  problems: ASKS_ORG,
});

export const exportMappings = endpoint({
  ...common,
  method: 'GET',
  path: '/v1/salesforce/connections/:connectionId/mapping-file',
  summary: 'All saved mappings of the org, to take to another',
  params: connection,
  answers: { 200: MappingFile },
  problems: ['NOT_FOUND'],
});

export const importMappings = endpoint({
  ...common,
  method: 'POST',
  path: '/v1/salesforce/connections/:connectionId/mapping-file',
  summary: 'What of a file fits this org, and with `save` new versions of that',
  params: connection,
  body: z.object({ file: MappingFile, save: z.boolean().default(false) }),
  answers: { 200: MappingImport },
  problems: ASKS_ORG,
});
