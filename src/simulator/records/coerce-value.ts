import type { FieldSchema, FieldValue } from '../core.ts';
import { SalesforceError } from '../salesforce-error.ts';
import { parseRecordId } from '../schema/record-id.ts';
import { parseInstant } from './instant.ts';

/**
 * Turns a JSON value into what the field stores, or refuses it as the platform words it.
 * Text loses outer white space and an empty text is no value (observed platform behaviour, not documented).
 */
export function coerceValue(field: FieldSchema, value: unknown): FieldValue {
  if (value === null || value === undefined) return field.type === 'boolean' ? false : null;
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : coerceFlag(field, value);
    case 'double':
    case 'int':
    case 'currency':
    case 'percent':
      return coerceNumber(field, value);
    case 'datetime':
    case 'date':
      return coerceTime(field, value);
    case 'reference':
    case 'id':
      return coerceReference(field, value);
    default:
      return coerceText(field, value);
  }
}

function unreadable(field: FieldSchema, value: unknown): SalesforceError {
  const kind =
    typeof value === 'object'
      ? 'START_OBJECT'
      : `VALUE_${typeof value === 'number' ? 'NUMBER' : typeof value === 'boolean' ? 'TRUE' : 'STRING'}`;
  const shown = typeof value === 'object' ? '' : ` value ${String(value)}`;
  return new SalesforceError(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${field.type} from ${kind}${shown}`,
    [field.name],
  );
}

function coerceFlag(field: FieldSchema, value: unknown): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw unreadable(field, value);
}

function coerceNumber(field: FieldSchema, value: unknown): number | null {
  if (value === '') return null;
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) throw unreadable(field, value);
  const digits = field.precision - field.scale;
  if (field.precision > 0 && Math.abs(number) >= 10 ** digits) {
    throw new SalesforceError(
      400,
      'NUMBER_OUTSIDE_VALID_RANGE',
      `${field.label}: value outside of valid range on numeric field: ${number}`,
      [field.name],
    );
  }
  return number;
}

function coerceTime(field: FieldSchema, value: unknown): string | null {
  if (value === '') return null;
  const instant = typeof value === 'string' ? parseInstant(value, field.type === 'date') : null;
  if (!instant) throw unreadable(field, value);
  return instant;
}

function coerceReference(field: FieldSchema, value: unknown): string | null {
  if (value === '') return null;
  const id = parseRecordId(value);
  if (id) return id;
  throw new SalesforceError(
    400,
    'MALFORMED_ID',
    `${field.label}: id value of incorrect type: ${String(value)}`,
    [field.name],
  );
}

function coerceText(field: FieldSchema, value: unknown): string | null {
  if (typeof value === 'object') throw unreadable(field, value);
  const text = String(value).trim();
  if (text === '') return null;
  if (field.length > 0 && text.length > field.length) {
    throw new SalesforceError(
      400,
      'STRING_TOO_LONG',
      `${field.label}: data value too large: ${text.slice(0, 255)} (max length=${field.length})`,
      [field.name],
    );
  }
  if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) {
    throw new SalesforceError(
      400,
      'INVALID_EMAIL_ADDRESS',
      `${field.label}: invalid email address: ${text}`,
      [field.name],
    );
  }
  return text;
}
