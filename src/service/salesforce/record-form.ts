import {
  buildCaseForm,
  type CaseFormField,
  type FormEntry,
  formEntries,
  mergeCaseForm,
} from '../../domain/case-form.ts';
import { isFormField } from '../../domain/case-form-fields.ts';
import type { Connection } from '../../domain/connection.ts';
import type { CareFacts } from '../../domain/mapping/care-facts.ts';
import { evaluate } from '../../domain/mapping/evaluate.ts';
import { fitToSchema } from '../../domain/mapping/fit-to-schema.ts';
import type { SchemaField } from '../../domain/mapping/schema.ts';
import { asPersonSchema, COMPANY } from '../../domain/person-account.ts';
import { Problem } from '../problem.ts';
import { readCareFacts } from '../storage/care-facts.ts';
import type { Database, Tx } from '../storage/database.ts';
import { mappingOf, type SavedMapping } from '../storage/mapping-version.ts';
import type { ChosenRecordType } from '../sync/escalate.ts';
import type { DescribeCache } from './describe-cache.ts';
import { cutToRecordType } from './org-schema.ts';

/** What a form of a new record is filled from. */
export interface RecordDraft {
  connection: Connection;
  object: string;
  mapping: SavedMapping;
  facts: CareFacts;
}

export interface DraftingDeps {
  db: Database;
  describes: DescribeCache;
  now: () => Date;
  /** Where a case opens in Care. */
  caseUrl: (caseId: string) => string;
}

export async function draftRecord(
  tx: Tx,
  { now, caseUrl }: Pick<DraftingDeps, 'now' | 'caseUrl'>,
  {
    connection,
    object,
    caseId,
    agentId,
    recordType = null,
  }: {
    connection: Connection;
    object: string;
    caseId: string;
    agentId: string;
    /** As it was chosen; null: the one for new records. */
    recordType?: ChosenRecordType | null;
  },
): Promise<RecordDraft> {
  const of = { agentId, at: now().toISOString(), caseUrl, key: null };
  return {
    connection,
    object,
    mapping: await mappingOf(tx, connection.id, object, recordType),
    facts: (await readCareFacts(tx, [caseId], connection.id, of)).get(caseId)!,
  };
}

/** What the mapping fills of it, by API name. */
export const filledBy = ({ mapping, facts }: Pick<RecordDraft, 'mapping' | 'facts'>): string[] =>
  evaluate(mapping.fields, facts)
    .filter(({ value }) => value !== null)
    .map(({ field }) => field);

/** The fields of the object and record type, as the org describes them to whoever asks. */
export async function schemaOf(
  describes: DescribeCache,
  { connection, object, mapping }: Pick<RecordDraft, 'connection' | 'object' | 'mapping'>,
  agentId: string | null,
): Promise<SchemaField[]> {
  const described = await describes.describe(connection, agentId, object);
  const { recordTypeId } = mapping;
  const fields = await cutToRecordType(describes, connection, agentId, object, recordTypeId, described);
  // Of accounts, Care creates none but persons.
  return object === 'Account' ? asPersonSchema(fields) : fields;
}

/** The record as it would be created, field by field. */
export async function formOf(
  describes: DescribeCache,
  draft: RecordDraft,
  agentId: string | null,
): Promise<CaseFormField[]> {
  return fillForm(draft, await schemaOf(describes, draft, agentId));
}

export function fillForm(
  {
    object,
    connection,
    mapping,
    facts,
  }: Pick<RecordDraft, 'mapping' | 'facts'> & Partial<Pick<RecordDraft, 'object' | 'connection'>>,
  schema: SchemaField[],
): CaseFormField[] {
  const entries = formEntries(fitToSchema(evaluate(mapping.fields, facts), schema));
  const asked =
    object === 'Lead' && connection?.hasPersonAccounts && !entries.some(({ field }) => field === COMPANY);
  return buildCaseForm(asked ? [...entries, COMPANY_OR_NONE] : entries, null, schema);
}

const COMPANY_OR_NONE: FormEntry<null> = {
  field: COMPANY,
  source: 'If empty: a person account',
  value: () => null,
  editable: true,
};

/**
 * What the form says, over what it was prefilled with. What stands empty there is null: the mapping does not fill it again.
 *
 * @throws Problem VALIDATION_FAILED for a field that is not the form's to set.
 */
export function chosenOf(
  form: readonly CaseFormField[],
  chosen: Readonly<Record<string, string | null>>,
): Record<string, string | null> {
  const merged = mergeCaseForm(form, chosen);
  const foreign = Object.keys(chosen).filter((name) => !isFormField(name));
  const refused = 'refused' in merged ? merged.refused : foreign;
  if (refused.length > 0 || 'refused' in merged) {
    throw new Problem('VALIDATION_FAILED', 'Some fields are not part of the form.', {
      errors: refused.map((name) => ({ path: `fields.${name}`, fact: 'It is not yours to set.' })),
    });
  }
  const emptied = form.map(({ name }): [string, null] => [name, null]);
  return { ...Object.fromEntries(emptied), ...merged.fields, ...chosen };
}
