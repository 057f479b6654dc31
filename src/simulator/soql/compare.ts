import type { FieldSchema, FieldValue } from '../core.ts';
import { SalesforceError } from '../salesforce-error.ts';
import { isNumber } from '../schema/fields.ts';
import { parseRecordId } from '../schema/record-id.ts';
import type { Literal } from './literal.ts';

/** Refuses a literal that does not fit the field, as the platform does before it reads a row. */
export function checkComparison(field: FieldSchema, operator: string, literals: readonly Literal[]): void {
  if (field.longText) {
    throw new SalesforceError(
      400,
      'INVALID_FIELD',
      `field '${field.name}' can not be filtered in a query call`,
    );
  }
  const wanted = literalKind(field);
  for (const literal of literals) {
    if (literal.kind !== 'null' && literal.kind !== wanted) {
      const quoting = wanted === 'text' ? 'should be enclosed in quotes' : 'should not be enclosed in quotes';
      throw new SalesforceError(
        400,
        'INVALID_FIELD',
        `value of filter criterion for field '${field.name}' must be of type ${field.type} and ${quoting}`,
      );
    }
    if (
      literal.kind === 'text' &&
      isReference(field) &&
      operator !== 'LIKE' &&
      !parseRecordId(literal.value)
    ) {
      throw new SalesforceError(400, 'INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${literal.value}`);
    }
  }
}

const isReference = (field: FieldSchema) => field.type === 'reference' || field.type === 'id';

function literalKind(field: FieldSchema): Literal['kind'] {
  if (field.type === 'boolean') return 'boolean';
  if (isNumber(field)) return 'number';
  return field.type === 'datetime' || field.type === 'date' ? 'time' : 'text';
}

/** Whether a stored value meets `operator literal…`. Text compares without regard to case unless the field says so. */
export function compares(
  field: FieldSchema,
  value: FieldValue,
  operator: string,
  literals: readonly Literal[],
): boolean {
  const [literal] = literals;
  if (!literal) return false;
  switch (operator) {
    case '=':
      return equals(field, value, literal);
    case '!=':
      return !equals(field, value, literal);
    case 'IN':
      return literals.some((each) => equals(field, value, each));
    case 'NOT IN':
      return !literals.some((each) => equals(field, value, each));
    case 'LIKE':
      return value !== null && literal.kind === 'text' && likePattern(literal.value).test(String(value));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(value, operator, literal);
    default:
      throw new SalesforceError(
        400,
        'MALFORMED_QUERY',
        `operator ${operator} is not supported by this simulated org`,
      );
  }
}

function equals(field: FieldSchema, value: FieldValue, literal: Literal): boolean {
  switch (literal.kind) {
    case 'null':
      return value === null;
    case 'time':
      return (
        value !== null &&
        (literal.to === null
          ? sameInstant(value, literal.from)
          : within(String(value), literal.from, literal.to))
      );
    case 'text':
      if (value === null) return literal.value === '';
      if (isReference(field)) return value === parseRecordId(literal.value);
      return field.caseSensitive
        ? value === literal.value
        : String(value).toLowerCase() === literal.value.toLowerCase();
    default:
      return value === literal.value;
  }
}

const sameInstant = (value: FieldValue, iso: string) => Date.parse(String(value)) === Date.parse(iso);
const within = (value: string, from: string, to: string) =>
  Date.parse(value) >= Date.parse(from) && Date.parse(value) < Date.parse(to);

function ordered(value: FieldValue, operator: string, literal: Literal): boolean {
  if (value === null || literal.kind === 'null' || literal.kind === 'boolean') return false;
  let order: number;
  if (literal.kind === 'time') {
    // Against a span, `<` and `>=` look at its start, `<=` and `>` at its end (SOQL reference, "Date Literals").
    const usesEnd = literal.to !== null && (operator === '>' || operator === '<=');
    const bound = Date.parse(usesEnd && literal.to ? literal.to : literal.from);
    order = Date.parse(String(value)) - bound;
    if (usesEnd) return operator === '>' ? order >= 0 : order < 0;
  } else if (literal.kind === 'number') order = Number(value) - literal.value;
  else
    order =
      String(value).toLowerCase() < literal.value.toLowerCase()
        ? -1
        : String(value).toLowerCase() === literal.value.toLowerCase()
          ? 0
          : 1;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function likePattern(text: string): RegExp {
  let source = '';
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] ?? '';
    const next = text[i + 1] ?? '';
    if (letter === '\\' && (next === '%' || next === '_')) {
      source += next;
      i++;
    } else if (letter === '%') source += '.*';
    else if (letter === '_') source += '.';
    else source += letter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  }
  return new RegExp(`^${source}$`, 'is');
}
