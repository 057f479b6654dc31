import type { FieldSchema, ObjectSchema, OrgRecord, QueryRow } from '../core.ts';
import { SalesforceError } from '../salesforce-error.ts';
import { isSearchable } from '../schema/describe.ts';
import { runQuery } from '../soql/run-query.ts';
import { type Action, type ApiCall, objectBody } from './action.ts';

/** Which fields a search looks into. */
type Scope = 'ALL' | 'NAME' | 'EMAIL' | 'PHONE' | 'SIDEBAR';

/** One object a search answers from: fields to show, and WHERE, ORDER BY and LIMIT as SOQL has them. */
interface Target {
  readonly object: string;
  readonly fields: readonly string[];
  readonly where?: string | undefined;
  readonly orderBy?: string | undefined;
  readonly limit: number;
}

const MAX_RESULTS = 2000;
const SOSL =
  /^\s*FIND\s*\{((?:[^}\\]|\\.)*)\}(?:\s+IN\s+(ALL|NAME|EMAIL|PHONE|SIDEBAR)\s+FIELDS)?(?:\s+RETURNING\s+([\s\S]+?))?(?:\s+LIMIT\s+(\d+))?\s*$/i;
const RETURNING = /(\w+)\s*(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\))?\s*(?:,|$)/g;
const PARTS =
  /^\s*([\w\s.,]*?)(?:\s+WHERE\s+([\s\S]+?))?(?:\s+ORDER\s+BY\s+([\s\S]+?))?(?:\s+LIMIT\s+(\d+))?\s*$/i;

/** `GET /search?q=FIND {…} IN … FIELDS RETURNING …` (SOQL and SOSL Reference). */
export const search: Action = {
  operation: 'search',
  method: 'GET',
  path: '/search',
  handle(call) {
    const [, text, scope = 'ALL', returning, limit] = SOSL.exec(call.query.get('q') ?? '') ?? [];
    if (text === undefined)
      throw malformed('No search term found. The search term must be enclosed in braces.');
    const targets =
      returning === undefined ? everything(call) : [...returning.matchAll(RETURNING)].map(toTarget);
    const rows = find(call, text.replace(/\\(.)/g, '$1'), scope.toUpperCase() as Scope, targets);
    return { status: 200, body: { searchRecords: rows.slice(0, Number(limit ?? MAX_RESULTS)) } };
  },
};

/** `GET /parameterizedSearch?q=…&sobject=Contact&Contact.fields=Id,Name&Contact.limit=5`. */
export const parameterizedSearch: Action = {
  operation: 'parameterized-search',
  method: 'GET',
  path: '/parameterizedSearch',
  handle(call) {
    const { query } = call;
    const shared = query.get('fields');
    const targets = query.getAll('sobject').map(
      (object): Target => ({
        object,
        fields: (query.get(`${object}.fields`) ?? shared ?? 'Id').split(','),
        where: query.get(`${object}.where`) ?? undefined,
        limit: Number(query.get(`${object}.limit`) ?? query.get('defaultLimit') ?? MAX_RESULTS),
      }),
    );
    return answer(call, query.get('q'), query.get('in'), targets, query.get('overallLimit'));
  },
};

/** `POST /parameterizedSearch` with `{q, in, fields, sobjects: [{name, fields, where, limit}], overallLimit}`. */
export const parameterizedSearchByBody: Action = {
  operation: 'parameterized-search',
  method: 'POST',
  path: '/parameterizedSearch',
  handle(call) {
    const body = objectBody(call) as {
      q?: string;
      in?: string;
      fields?: string[];
      sobjects?: { name: string; fields?: string[]; where?: string; limit?: number }[];
      defaultLimit?: number;
      overallLimit?: number;
    };
    const targets = (body.sobjects ?? []).map(
      ({ name, fields, where, limit }): Target => ({
        object: name,
        fields: fields ?? body.fields ?? ['Id'],
        where,
        limit: Number(limit ?? body.defaultLimit ?? MAX_RESULTS),
      }),
    );
    return answer(call, body.q ?? null, body.in ?? null, targets, String(body.overallLimit ?? MAX_RESULTS));
  },
};

function answer(
  call: ApiCall,
  text: string | null,
  scope: string | null,
  targets: readonly Target[],
  limit: string | null,
) {
  if (text === null) throw new SalesforceError(400, 'MISSING_ARGUMENT', 'Missing required parameter: q');
  const asked = targets.length > 0 ? targets : everything(call);
  const rows = find(call, text, (scope ?? 'ALL').toUpperCase() as Scope, asked);
  return { status: 200, body: { searchRecords: rows.slice(0, Number(limit ?? MAX_RESULTS)) } };
}

const everything = ({ org, user }: ApiCall): Target[] =>
  org.schema
    .list()
    .filter((object) => isSearchable(object) && user.rights.object(object.name).read)
    .map(({ name }) => ({ object: name, fields: ['Id'], limit: MAX_RESULTS }));

function toTarget([, object = '', inside = '']: RegExpMatchArray): Target {
  const [, fields = '', where, orderBy, limit] = PARTS.exec(inside) ?? [];
  const names = fields.split(',').map((name) => name.trim());
  return {
    object,
    fields: names.filter((name) => name !== '').length > 0 ? names : ['Id'],
    where,
    orderBy,
    limit: Number(limit ?? MAX_RESULTS),
  };
}

/** Every word of the text has to begin a word of one and the same record; a record is found the moment it is saved. */
function find(call: ApiCall, text: string, scope: Scope, targets: readonly Target[]): QueryRow[] {
  if (text.replace(/[*?\s"]/g, '').length < 2)
    throw malformed('search term must be longer than one character');
  const wanted = wordsOf(text.replace(/[*?"]/g, ' '));
  return targets.flatMap(({ object: name, fields, where, orderBy, limit }) => {
    const object = call.org.schema.object(name);
    if (!object || !isSearchable(object)) throw malformed(`sObject type '${name}' is not supported.`);
    const columns = [
      ...new Set(
        ['Id', ...fields.map((field) => field.trim())].map((one) =>
          one.toLowerCase() === 'id' ? 'Id' : one,
        ),
      ),
    ];
    const soql = `SELECT ${columns.join(', ')} FROM ${object.name}${where ? ` WHERE ${where}` : ''}${orderBy ? ` ORDER BY ${orderBy}` : ''}`;
    const reader = call.org.reader(call.user, false, call.transaction);
    const looked = object.fields.filter(
      (field) => isLookedInto(object, field, scope) && call.user.rights.canRead(object.name, field.name),
    );
    return runQuery(reader, soql)
      .records.filter((row) => matches(call.transaction.row(String(row.Id)), looked, wanted))
      .slice(0, limit);
  });
}

function isLookedInto(object: ObjectSchema, field: FieldSchema, scope: Scope): boolean {
  if (scope === 'EMAIL') return field.type === 'email';
  if (scope === 'PHONE') return field.type === 'phone';
  const isName = ['Name', 'FirstName', 'LastName', 'Subject', 'CaseNumber'].includes(field.name);
  if (scope === 'NAME') return isName && object.field(field.name) !== null;
  return ['string', 'email', 'phone', 'textarea', 'url', 'picklist'].includes(field.type);
}

function matches(
  row: OrgRecord | undefined,
  fields: readonly FieldSchema[],
  wanted: readonly string[],
): boolean {
  const words = fields.flatMap((field) => {
    const value = row?.fields[field.name];
    if (typeof value !== 'string') return [];
    return field.type === 'phone' ? [...wordsOf(value), value.replace(/\D/g, '')] : wordsOf(value);
  });
  return wanted.every((word) => words.some((one) => one.startsWith(word)));
}

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

const malformed = (message: string) => new SalesforceError(400, 'MALFORMED_SEARCH', message);
