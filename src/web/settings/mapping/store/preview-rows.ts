import type { FieldProblem, MappingPreview, SchemaFieldShape } from '../../../../api/mappings.ts';

/** A field of the record that would be made, or one that stands in its way. */
export interface PreviewRow {
  field: string;
  label: string;
  /** Whether the mapping makes a value of it; if not, it is shown for its problems. */
  isMade: boolean;
  shown: string | null;
  source: string;
  change: MappingPreview['rows'][number]['change'];
  /** What the saved mapping makes of it, where that is another value. */
  was: string | null;
  problems: FieldProblem[];
}

/** What would be refused first, then as the record has them: each field with its value and its problems. */
export function previewRows(
  { rows, problems }: Pick<MappingPreview, 'rows' | 'problems'>,
  schema: readonly Pick<SchemaFieldShape, 'name' | 'label'>[],
): PreviewRow[] {
  const ofField = (field: string) => problems.filter((problem) => problem.field === field);
  const made = rows.map(
    (row): PreviewRow => ({
      field: row.field,
      label: row.label,
      isMade: true,
      shown: row.shown ?? row.value,
      source: row.source,
      change: row.change,
      was: row.change !== null && row.was !== row.value ? row.was : null,
      problems: ofField(row.field),
    }),
  );
  const known = new Set(rows.map(({ field }) => field));
  const labels = new Map(schema.map(({ name, label }) => [name, label]));
  const beside = [...new Set(problems.map(({ field }) => field))]
    .filter((field) => !known.has(field))
    .map((field): PreviewRow => {
      const own = ofField(field);
      return {
        field,
        label: labels.get(field) ?? field,
        isMade: own.some(({ code }) => code === 'REQUIRED_NOT_MAPPED'),
        shown: null,
        source: '',
        change: null,
        was: null,
        problems: own,
      };
    });
  return [...beside, ...made].sort((one, other) => Number(isRefused(other)) - Number(isRefused(one)));
}

const isRefused = ({ problems }: PreviewRow): boolean =>
  problems.some(({ severity }) => severity === 'refusal');
