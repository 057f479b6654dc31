import type { FieldProblem, MappedFieldInput, MappingEditor } from '../../../../api/mappings.ts';
import { bookOf } from '../../../../domain/mapping/care-datum.ts';
import { checkMapping } from '../../../../domain/mapping/check.ts';
import { asMapped, asSchema } from './as-schema.ts';
import type { DraftState } from './draft-store.ts';

/** What stands beside each field, by its name. */
export type FieldProblems = ReadonlyMap<string, readonly FieldProblem[]>;

/**
 * What is wrong with the draft whatever the case, found out here and at once. Of fields that are as they were saved the
 * service knows more: what they were before.
 */
export function problemsOf(
  editor: Pick<MappingEditor, 'schema' | 'readAs' | 'careData'>,
  {
    fields,
    savedFields,
    savedProblems,
    refused,
    found,
  }: Pick<DraftState, 'fields' | 'savedFields' | 'savedProblems' | 'refused' | 'found'>,
): FieldProblems {
  const schema = asSchema(editor.schema);
  const asSaved = new Set(savedFields.filter((each) => fields.includes(each)).map(({ field }) => field));
  const all = [
    ...checkMapping(asMapped(fields, schema), schema.fields, editor.readAs.name, bookOf(editor.careData)).map(
      (problem) =>
        problem.code === 'FIELD_NOT_WRITABLE'
          ? { ...problem, fact: schema.unwritable.get(problem.field) ?? problem.fact }
          : problem,
    ),
    ...savedProblems.filter(({ field, code }) => code === 'TYPE_CHANGED' && asSaved.has(field)),
    ...unfinished(fields),
  ];
  const byField = new Map<string, FieldProblem[]>();
  for (const problem of all) byField.set(problem.field, [...(byField.get(problem.field) ?? []), problem]);
  const begun = new Set(unfinished(fields).map(({ field }) => field));
  for (const problem of found) {
    // That it is empty is said already.
    if (begun.has(problem.field)) continue;
    const said = byField.get(problem.field) ?? [];
    if (!said.some(({ code }) => code === problem.code)) byField.set(problem.field, [...said, problem]);
  }
  for (const [field, fact] of refused) {
    // It was said already, in other words at most.
    if (!byField.has(field)) byField.set(field, [refusal(field, fact)]);
  }
  return byField;
}

const refusal = (field: string, fact: string): FieldProblem => ({
  field,
  code: 'SOURCE_DOES_NOT_FIT',
  severity: 'refusal',
  fact,
  remedy: '',
});

/** What has a kind and nothing in it yet cannot be saved. */
export const unfinished = (fields: readonly MappedFieldInput[]): FieldProblem[] =>
  fields.flatMap(({ field, source }) => {
    if (source.kind === 'template' && source.template.trim() === '')
      return { ...refusal(field, 'The template is empty.'), remedy: 'Write it, or remove the mapping.' };
    if (source.kind === 'fixed' && source.value.trim() === '')
      return { ...refusal(field, 'No value is given yet.'), remedy: 'Give one, or remove the mapping.' };
    return [];
  });
