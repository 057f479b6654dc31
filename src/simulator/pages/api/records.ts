import type { FastifyInstance } from 'fastify';
import type { FieldValue, OrgCore, OrgUser } from '../../core.ts';
import { notFound } from '../../salesforce-error.ts';
import { describeObject } from './object-info.ts';
import { quote } from './quote.ts';
import { representRecord } from './represent-record.ts';

const RELATED_LIMIT = 25;

type UserOf = (request: object) => OrgUser;

/** The part of the UI API the pages and the data service behind `lightning/uiRecordApi` use. */
export function registerRecordRoutes(app: FastifyInstance, org: OrgCore, userOf: UserOf): void {
  app.get<{ Params: { id: string } }>('/ui-api/records/:id', async (request) => {
    const user = userOf(request);
    const record = await org.records.get(user, request.params.id);
    if (!record) throw notFound();
    return representRecord(org, user, record);
  });

  app.patch<{ Params: { id: string }; Body: { fields?: Record<string, FieldValue> } }>(
    '/ui-api/records/:id',
    async (request) => {
      const user = userOf(request);
      const { Id: _id, ...fields } = request.body?.fields ?? {};
      await org.records.update(user, request.params.id, fields);
      const record = await org.records.get(user, request.params.id);
      if (!record) throw notFound();
      return representRecord(org, user, record);
    },
  );

  app.get<{ Params: { object: string } }>('/ui-api/object-info/:object', async (request) =>
    describeObject(org, userOf(request), request.params.object),
  );

  app.get<{ Params: { id: string; list: string } }>(
    '/ui-api/related-list-records/:id/:list',
    async (request) => {
      const user = userOf(request);
      const { id, list } = request.params;
      const child = childOf(org, id, list);
      if (!child || !user.rights.object(child.object).read) throw notFound();
      const schema = org.schema.object(child.object);
      const columns = (schema?.fields ?? [])
        .filter((field) => user.rights.canRead(child.object, field.name))
        .map((field) => field.name);
      const order = columns.includes('Sequence__c') ? 'Sequence__c DESC NULLS LAST' : 'CreatedDate DESC';
      const where = `WHERE ${child.field} = '${quote(id)}'`;
      const [rows, all] = await Promise.all([
        org.records.query(
          user,
          `SELECT ${columns.join(', ')} FROM ${child.object} ${where} ORDER BY ${order} LIMIT ${RELATED_LIMIT}`,
        ),
        org.records.query(user, `SELECT COUNT() FROM ${child.object} ${where}`),
      ]);
      return { count: all.totalSize, label: schema?.labelPlural ?? list, records: rows.records };
    },
  );
}

/** The child object and field behind a related list such as `Care_Messages__r`. */
function childOf(org: OrgCore, parentId: string, list: string): { object: string; field: string } | null {
  const parent = org.schema.objectOfId(parentId)?.name;
  const name = list.replace(/__r$/, '');
  for (const object of org.schema.list()) {
    const field = object.fields.find(
      ({ childRelationshipName, referenceTo }) =>
        childRelationshipName?.replace(/__r$/, '') === name && parent && referenceTo.includes(parent),
    );
    if (field) return { object: object.name, field: field.name };
  }
  return null;
}
