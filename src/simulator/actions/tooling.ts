import type { QueryRow } from '../core.ts';
import { notFound, SalesforceError } from '../salesforce-error.ts';
import { parseRecordId } from '../schema/record-id.ts';
import { runQuery } from '../soql/run-query.ts';
import { type Action, type ApiCall, type ApiReply, objectBody, param } from './action.ts';

/** `GET /tooling/query` (Tooling API, "REST Resources"): setup objects beside the org's own. */
export const toolingQuery: Action = {
  operation: 'tooling-query',
  method: 'GET',
  path: '/tooling/query',
  handle(call) {
    const soql = call.query.get('q');
    if (soql === null)
      throw new SalesforceError(400, 'MALFORMED_QUERY', 'A query string has to be specified');
    const reader = call.org.reader(call.user, false, call.transaction, true);
    const { records: rows, totalSize } = runQuery(reader, soql);
    const records = withMetadata(rows);
    const [first] = records;
    const { type = null } = (first?.attributes ?? {}) as { type?: string };
    return {
      status: 200,
      body: {
        size: records.length,
        totalSize,
        done: true,
        queryLocator: null,
        entityTypeName: type,
        records,
      },
    };
  },
};

/** `GET /tooling/sobjects/ValidationRule/{id}`: the whole rule. */
export const getValidationRule: Action = {
  operation: 'tooling-retrieve',
  method: 'GET',
  path: '/tooling/sobjects/ValidationRule/:id',
  handle(call) {
    const id = parseRecordId(param(call, 'id'));
    const reader = call.org.reader(call.user, false, call.transaction, true);
    if (!id) throw notFound();
    const { records } = runQuery(
      reader,
      `SELECT Id, EntityDefinitionId, ValidationName, Active, Description, ErrorDisplayField, ErrorMessage, NamespacePrefix, FullName, Metadata FROM ValidationRule WHERE Id = '${id}'`,
    );
    const [rule] = withMetadata(records);
    if (!rule) throw notFound();
    return { status: 200, body: rule };
  },
};

/** Metadata and FullName are read one row at a time (Tooling API, each object's `Metadata`). */
function withMetadata(rows: readonly QueryRow[]): QueryRow[] {
  const isAsked = rows.some((row) => 'Metadata' in row || 'FullName' in row);
  if (isAsked && rows.length > 1)
    throw new SalesforceError(
      400,
      'MALFORMED_QUERY',
      `When retrieving results with Metadata or FullName fields, the query qualifications must specify no more than one row for retrieval. Result size: ${rows.length}`,
    );
  return rows.map((row) =>
    typeof row.Metadata === 'string' ? { ...row, Metadata: JSON.parse(row.Metadata) as unknown } : row,
  );
}

/** `POST /tooling/sobjects/…` with `FullName` and `Metadata` (Change Data Capture guide, "Add a Filter with Tooling API"). */
export const createWithTooling: Action = {
  operation: 'tooling-create',
  method: 'POST',
  path: '/tooling/sobjects/:object',
  handle(call) {
    const create = CREATORS[param(call, 'object').toLowerCase()];
    if (!create) throw notFound();
    requireCustomize(call);
    const { FullName, Metadata } = objectBody(call);
    if (typeof FullName !== 'string' || typeof Metadata !== 'object' || Metadata === null)
      throw new SalesforceError(
        400,
        'REQUIRED_FIELD_MISSING',
        'Required fields are missing: [FullName, Metadata]',
        ['FullName', 'Metadata'],
      );
    const id = create(call, FullName, Metadata as Readonly<Record<string, unknown>>);
    return { status: 201, body: { id, success: true, errors: [], warnings: [], infos: [] } };
  },
};

/** `DELETE /tooling/sobjects/PlatformEventChannelMember/{id}`. */
export const deleteChannelMember: Action = {
  operation: 'tooling-delete',
  method: 'DELETE',
  path: '/tooling/sobjects/PlatformEventChannelMember/:id',
  handle(call): ApiReply {
    requireCustomize(call);
    if (!call.org.eventChannels.removeMember(param(call, 'id'))) throw notFound();
    return { status: 204 };
  },
};

type Creator = (call: ApiCall, fullName: string, metadata: Readonly<Record<string, unknown>>) => string;

const CREATORS: Readonly<Record<string, Creator>> = {
  platformeventchannel: ({ org }, fullName, { channelType, label }) => {
    if (channelType !== 'data')
      throw new SalesforceError(
        400,
        'FIELD_INTEGRITY_EXCEPTION',
        'Only channels of change events exist here.',
      );
    return org.eventChannels.addChannel(fullName, textOr(label, fullName));
  },
  platformeventchannelmember: ({ org }, fullName, metadata) =>
    org.eventChannels.addMember({
      name: fullName,
      channel: textOr(metadata.eventChannel, ''),
      event: textOr(metadata.selectedEntity, ''),
      filterExpression: textOr(metadata.filterExpression, '') || null,
      enrichedFields: Array.isArray(metadata.enrichedFields)
        ? metadata.enrichedFields.map((one: { name?: unknown } | null) => textOr(one?.name, ''))
        : [],
    }),
};

const textOr = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise);

function requireCustomize({ user }: ApiCall): void {
  if (user.rights.customizeApplication) return;
  throw new SalesforceError(403, 'INSUFFICIENT_ACCESS', 'You need Customize Application.');
}
