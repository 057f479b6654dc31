import type { SalesforceOutcome } from '../sync/ports.ts';

/** Refusals of a write that come of fields, values, rules and rights: the schema may be another than Care knows. */
const SCHEMA_SHAPED: ReadonlySet<string> = new Set([
  'INVALID_FIELD',
  'INVALID_FIELD_FOR_INSERT_UPDATE',
  'INVALID_TYPE',
  'REQUIRED_FIELD_MISSING',
  'STRING_TOO_LONG',
  'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
  'FIELD_CUSTOM_VALIDATION_EXCEPTION',
  'FIELD_INTEGRITY_EXCEPTION',
  'INVALID_CROSS_REFERENCE_KEY',
  'INSUFFICIENT_ACCESS_OR_READONLY',
  'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
]);
/** Arrays of rows, their errors, and the answers inside a composite one. */
const DEPTH = 6;

/** Whether a write was refused, in whole or in one of its rows, by something that a changed schema explains. */
export function isSchemaShaped(outcome: SalesforceOutcome): boolean {
  if (outcome.kind === 'refused') return outcome.errors.some(isShaped);
  return outcome.kind === 'answered' && hasShaped(outcome.body, DEPTH);
}

const isShaped = ({ code, message }: { code: string; message: string }): boolean =>
  SCHEMA_SHAPED.has(code) && !message.startsWith('CARE-FENCE');

function hasShaped(body: unknown, depth: number): boolean {
  if (depth === 0 || typeof body !== 'object' || body === null) return false;
  if (Array.isArray(body)) return body.some((each) => hasShaped(each, depth - 1));
  const { errorCode, statusCode, message } = body as Record<string, unknown>;
  const code = errorCode ?? statusCode;
  if (typeof code === 'string') return isShaped({ code, message: String(message ?? '') });
  return Object.values(body).some((each) => hasShaped(each, depth - 1));
}
