import { type MetadataFiles, nodesOf, textOf } from './metadata-files.ts';

/** A list view of the package: which records, and which of their fields. */
export interface ListView {
  readonly name: string;
  readonly label: string;
  /** Field API names. */
  readonly columns: readonly string[];
  /** SOQL, or null where it takes every record. */
  readonly where: string | null;
}

const OPERATORS: Readonly<Record<string, string>> = {
  equals: '=',
  notEqual: '!=',
  lessThan: '<',
  greaterThan: '>',
  lessOrEqual: '<=',
  greaterOrEqual: '>=',
};

/** Reads the list views of one object, the one called All first, as an org shows them. */
export function loadListViews(files: MetadataFiles, object: string): ListView[] {
  return files
    .read(`objects/${object}/listViews`, 'listView')
    .map(({ name, root }) => {
      const filters = nodesOf(root, 'filters').map((filter) => {
        const operator = OPERATORS[textOf(filter, 'operation') ?? ''];
        if (!operator)
          throw new Error(
            `Failed to read list view "${object}.${name}": operation "${textOf(filter, 'operation')}" is not simulated. Use one of ${Object.keys(OPERATORS).join(', ')}.`,
          );
        return `${textOf(filter, 'field')} ${operator} ${literal(textOf(filter, 'value') ?? '')}`;
      });
      return {
        name: textOf(root, 'fullName') ?? name,
        label: textOf(root, 'label') ?? name,
        columns: (root.columns ?? []).map((column) => (column === 'NAME' ? 'Name' : String(column))),
        where: filters.length > 0 ? filters.join(' AND ') : null,
      };
    })
    .sort((left, right) => Number(right.name === 'All') - Number(left.name === 'All'));
}

/** Numbers and date literals stand bare in SOQL; everything else is text. */
function literal(value: string): string {
  if (/^(-?\d+(\.\d+)?|[A-Z_]+(:\d+)?|\d{4}-\d\d-\d\dT.*)$/.test(value)) return value;
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
