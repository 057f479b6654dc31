import type {
  CareDatumShape,
  FitRule,
  MappedFieldInput,
  SchemaFieldShape,
} from '../../../../api/mappings.ts';
import { SOURCE_KINDS, type SourceKind } from '../../../../domain/mapping/mapped-field.ts';

export type Source = MappedFieldInput['source'];

export const KIND_LABELS: Readonly<Record<SourceKind, string>> = {
  dynamic: 'Dynamic',
  internal: 'Internal',
  variable: 'Variable',
  fixed: 'Fixed value',
  template: 'Template',
};

export const KIND_HINTS: Readonly<Record<SourceKind, string>> = {
  dynamic: 'Differs from case to case: author, time, messages',
  internal: 'What Care knows of the escalation',
  variable: 'One of a known set, value by value',
  fixed: 'Always the same',
  template: 'Text with Care data in it',
};

/** One that can be chosen, or why it cannot. */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
  /** '': it can. */
  readonly refused: string;
}
export interface OptionGroup {
  readonly label: string;
  readonly options: readonly Option[];
}

export const kindOptions = ({ kinds }: FitRule): OptionGroup[] => [
  {
    label: '',
    options: SOURCE_KINDS.map((kind) => ({
      value: kind,
      label: KIND_LABELS[kind],
      hint: KIND_HINTS[kind],
      refused: kinds[kind] ?? '',
    })),
  },
];

/** The kind a field that is not mapped yet begins with: a lookup to Contact with the linked one. Null: it takes none. */
export const firstKind = ({ rule }: SchemaFieldShape, { kinds }: FitRule): SourceKind | null =>
  rule === 'contact'
    ? 'internal'
    : ((['dynamic', 'variable', 'internal', 'fixed', 'template'] as const).find(
        (kind) => kinds[kind] === null,
      ) ?? null);

const DATA_KINDS = ['dynamic', 'internal', 'variable'] as const;

/** Care data by kind, those of `first` on top; what does not fit stands last, below the sentence that says why. */
export function dataOptions(
  careData: readonly CareDatumShape[],
  { data }: FitRule,
  first: SourceKind | null,
): OptionGroup[] {
  const option = ({ key, label, example }: CareDatumShape): Option => ({
    value: key,
    label,
    hint: example,
    refused: data[key] ?? '',
  });
  const kinds = [...DATA_KINDS].sort((one, other) => Number(other === first) - Number(one === first));
  const fitting = kinds.map((kind) => ({
    label: KIND_LABELS[kind],
    options: careData.filter((each) => each.kind === kind && !data[each.key]).map(option),
  }));
  const reasons = [...new Set(careData.flatMap(({ key }) => data[key] ?? []))];
  const refused = reasons.map((why) => ({
    label: `Does not fit. ${why}`,
    options: careData.filter(({ key }) => data[key] === why).map(option),
  }));
  return [...fitting, ...refused].filter(({ options }) => options.length > 0);
}

/** What a template can name. A contact is a record, not a word. */
export const templateOptions = (careData: readonly CareDatumShape[]): OptionGroup[] =>
  DATA_KINDS.map((kind) => ({
    label: KIND_LABELS[kind],
    options: careData
      .filter((each) => each.kind === kind && each.type !== 'contact')
      .map(({ key, label, example }) => ({ value: key, label, hint: `{${key}} ${example}`, refused: '' })),
  }));

/** A source of this Care data, as good as can be guessed: of a variable each value's namesake in the org. */
export function sourceOf(datum: CareDatumShape, field: SchemaFieldShape): Source {
  if (datum.kind !== 'variable') return { kind: datum.kind, data: datum.key };
  const values: Record<string, string> = {};
  for (const { value, label } of datum.options) {
    const found = namesake(field, value, label);
    if (found !== undefined) values[value] = found;
  }
  return { kind: 'variable', data: datum.key, values, otherwise: null };
}

function namesake({ options, rule }: SchemaFieldShape, value: string, label: string): string | undefined {
  if (options.length > 0) {
    const sought = [value.toLowerCase(), label.toLowerCase()];
    return options.find(
      (each) => sought.includes(each.value.toLowerCase()) || sought.includes(each.label.toLowerCase()),
    )?.value;
  }
  return rule === 'text' ? label : undefined;
}

/** What a field is mapped to when it is mapped first. */
export const newlyMapped = (field: string, source: Source): MappedFieldInput => ({
  field,
  source,
  by: null,
  editable: true,
  shorten: true,
});

const MOST_NAMED = 3;

/** What becomes of the values of Care that have no word of their own. Null: all have one. */
export function unmappedWords(
  { values, otherwise }: Extract<Source, { kind: 'variable' }>,
  { options }: CareDatumShape,
  { defaultValue, options: there }: SchemaFieldShape,
): { text: string; warns: boolean } | null {
  const open = options.filter(({ value }) => !Object.hasOwn(values, value)).map(({ label }) => label);
  if (open.length === 0) return null;
  const rest = open.length - MOST_NAMED;
  const named = rest > 0 ? `${open.slice(0, MOST_NAMED).join(', ')} and ${rest} more` : open.join(', ');
  if (otherwise !== null) return { text: `${named}: “${otherwise}”`, warns: false };
  const byItself = there.find(({ value }) => value === defaultValue);
  return byItself
    ? { text: `${named}: Salesforce’s default, ${byItself.label}`, warns: false }
    : { text: `Nothing is written for ${named}`, warns: true };
}

/** "Platform: 6 of 7, else “Web”": how much of a variable is mapped. */
export function variableWords(
  source: Extract<Source, { kind: 'variable' }>,
  datum: CareDatumShape | undefined,
): string {
  if (!datum) return source.data;
  const mapped = datum.options.filter(({ value }) => Object.hasOwn(source.values, value)).length;
  const rest = source.otherwise === null ? '' : `, else “${source.otherwise}”`;
  return `${datum.label}: ${mapped} of ${datum.options.length}${rest}`;
}
