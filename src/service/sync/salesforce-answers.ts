import { z } from 'zod';
import { classifySalesforceError } from '../../domain/classify-salesforce-error.ts';
import type { FailureClass } from '../../domain/decide-retry.ts';
import type { SyncReason } from './lane-ports.ts';
import { partNames } from './write-record.ts';

/** Answers are parsed before they are believed: a body of another shape leaves the outcome unknown. */

const CollectionRow = z.object({
  id: z.string().nullish(),
  success: z.boolean(),
  errors: z
    .array(
      z.object({
        statusCode: z.string(),
        message: z.string().default(''),
        fields: z.array(z.string()).default([]),
      }),
    )
    .default([]),
});

export type RowAnswer =
  | { kind: 'ok'; id: string | null }
  /** Written and taken back because another row of the same call failed. */
  | { kind: 'rolled_back' }
  | { kind: 'failed'; class: FailureClass; reason: SyncReason };

/** Results in request order, or null when the answer does not fit the request row by row. */
export function readCollection(body: unknown, rows: number): RowAnswer[] | null {
  const parsed = z.array(CollectionRow).length(rows).safeParse(body);
  if (!parsed.success) return null;
  return parsed.data.map((row): RowAnswer => {
    if (row.success) return { kind: 'ok', id: row.id ?? null };
    const error = row.errors[0] ?? {
      statusCode: 'UNKNOWN_EXCEPTION',
      message: 'No reason given.',
      fields: [],
    };
    if (error.statusCode === 'ALL_OR_NONE_OPERATION_ROLLED_BACK') return { kind: 'rolled_back' };
    const reason = { code: error.statusCode, message: error.message, fields: error.fields };
    return { kind: 'failed', class: classifySalesforceError(reason), reason };
  });
}

const CompositeBody = z.object({
  compositeResponse: z.array(
    z.object({ body: z.unknown(), httpStatusCode: z.number(), referenceId: z.string() }),
  ),
});
const Upserted = z.object({ id: z.string(), success: z.literal(true) });
const ErrorList = z.array(
  z.object({
    errorCode: z.string(),
    message: z.string().default(''),
    fields: z.array(z.string()).default([]),
  }),
);
const Record = z.record(z.string(), z.unknown());

export type EscalationAnswer =
  | { kind: 'created'; id: string; record: z.output<typeof Record> }
  | { kind: 'failed'; class: FailureClass; reason: SyncReason };

/**
 * The write and the reading of the same record, in one composite answer.
 *
 * @param linked the record that was written by its id; null: it was upserted, and the answer names it.
 * @param place of the record in the request.
 */
export function readEscalationAnswer(
  body: unknown,
  linked: string | null,
  place = 0,
): EscalationAnswer | null {
  const parsed = CompositeBody.safeParse(body);
  if (!parsed.success) return null;
  const part = (name: string) => parsed.data.compositeResponse.find((each) => each.referenceId === name);
  const names = partNames(place);
  const written = part(names.record);
  if (!written) return null;
  if (written.httpStatusCode >= 300) {
    const errors = ErrorList.safeParse(written.body);
    const first = (errors.success ? errors.data[0] : undefined) ?? {
      errorCode: `ERROR_HTTP_${written.httpStatusCode}`,
      message: 'No reason given.',
      fields: [],
    };
    const reason = { code: first.errorCode, message: first.message, fields: first.fields };
    return { kind: 'failed', class: classifySalesforceError(reason), reason };
  }
  const id = linked ?? Upserted.safeParse(written.body).data?.id;
  if (id === undefined) return null;
  const read = part(names.read);
  const record = read && read.httpStatusCode === 200 ? Record.safeParse(read.body) : null;
  return { kind: 'created', id, record: record?.success ? record.data : {} };
}

const QueryBody = z.object({ records: z.array(Record) });

/** Rows of a query, or null. */
export function readQuery(body: unknown): z.output<typeof Record>[] | null {
  const parsed = QueryBody.safeParse(body);
  return parsed.success ? parsed.data.records : null;
}

export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
export const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
