import type { FastifyInstance } from 'fastify';
import type { FieldSchema, ObjectSchema, OrgCore, OrgUser } from '../../core.ts';
import { notFound } from '../../salesforce-error.ts';
import { type ListView, loadListViews } from '../../schema/list-views.ts';
import type { MetadataFiles } from '../../schema/metadata-files.ts';
import { quote } from './quote.ts';
import { nameFieldOf } from './represent-record.ts';

const LIST_LIMIT = 200;

/** Columns of the org's own list of a standard object; what an object or a user does not have is left out. */
const STANDARD_COLUMNS = [
  'Subject',
  'Company',
  'ContactId',
  'AccountId',
  'Email',
  'Status',
  'Priority',
  'Origin',
  'OwnerId',
  'LastModifiedDate',
];

/** What a list calls a column where the describe calls it otherwise. */
const LABELS: Readonly<Record<string, string>> = {
  'Case.Origin': 'Case Origin',
  'Case.OwnerId': 'Case Owner',
  LastModifiedDate: 'Last Modified',
};

interface Column {
  readonly name: string;
  readonly label: string;
  readonly kind: 'name' | 'long' | 'time' | 'text';
  /** In SOQL: the field, or the name of its parent. */
  readonly path: string;
}

/** Lists of records, by the package's list views or, where it has none, all of an object, newest change first. */
export function registerListRoutes(
  app: FastifyInstance,
  org: OrgCore,
  files: MetadataFiles,
  userOf: (request: object) => OrgUser,
): void {
  app.get<{ Params: { object: string }; Querystring: { search?: string; view?: string } }>(
    '/ui-api/list-records/:object',
    async (request) => {
      const user = userOf(request);
      const schema = org.schema.object(request.params.object);
      if (!schema || !user.rights.object(schema.name).read) throw notFound();
      const packaged = loadListViews(files, schema.name);
      const views = packaged.length > 0 ? packaged : [allOf(schema)];
      const view = views.find(({ name }) => name === request.query.view) ?? views[0];
      if (!view) throw notFound();
      const columns = columnsOf(org, schema, view, user);
      const where = [view.where, searchFor(schema, request.query.search?.trim() ?? '')].filter(Boolean);
      const { records } = await org.records.query(
        user,
        `SELECT Id, ${columns.map(({ path }) => path).join(', ')} FROM ${schema.name} ${
          where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''
        } ORDER BY LastModifiedDate DESC LIMIT ${LIST_LIMIT}`,
      );
      return {
        views: [view, ...views.filter((one) => one !== view)].map(({ name, label }) => ({ name, label })),
        columns: columns.map(({ name, label, kind }) => ({ name, label, kind })),
        records: records.map((row) => ({
          id: row.Id,
          values: columns.map(({ path }) => valueAt(row, path)),
        })),
      };
    },
  );
}

function allOf(schema: ObjectSchema): ListView {
  return {
    name: 'All',
    label: `All ${schema.labelPlural}`,
    columns: [nameFieldOf(schema), ...STANDARD_COLUMNS],
    where: null,
  };
}

function columnsOf(org: OrgCore, schema: ObjectSchema, view: ListView, user: OrgUser): Column[] {
  return view.columns.flatMap((name): Column[] => {
    const field = schema.field(name);
    if (!field || !user.rights.canRead(schema.name, field.name)) return [];
    const label = LABELS[`${schema.name}.${name}`] ?? LABELS[name] ?? labelOf(field);
    const path = pathOf(org, field);
    if (name === nameFieldOf(schema)) return [{ name, label, kind: 'name', path }];
    const kind = name === 'Subject' ? 'long' : field.type === 'datetime' ? 'time' : 'text';
    return [{ name, label, kind, path }];
  });
}

const labelOf = (field: FieldSchema) =>
  field.type === 'reference' ? field.label.replace(/ ID$/, ' Name') : field.label;

/** A reference reads as its parent's name. */
function pathOf(org: OrgCore, field: FieldSchema): string {
  const parent = field.type === 'reference' ? org.schema.object(field.referenceTo[0] ?? '') : null;
  return parent && field.relationshipName ? `${field.relationshipName}.${nameFieldOf(parent)}` : field.name;
}

function searchFor(schema: ObjectSchema, term: string): string | null {
  if (term === '') return null;
  const pattern = `'%${quote(term.replace(/[%_]/g, '\\$&'))}%'`;
  const searched = [nameFieldOf(schema), ...(schema.field('Subject') ? ['Subject'] : [])];
  return `(${searched.map((field) => `${field} LIKE ${pattern}`).join(' OR ')})`;
}

function valueAt(row: Readonly<Record<string, unknown>>, path: string): unknown {
  let value: unknown = row;
  for (const step of path.split('.')) value = (value as Record<string, unknown> | null)?.[step] ?? null;
  return value;
}
