import type { FastifyInstance } from 'fastify';
import type { DuplicateRule } from '../duplicates/duplicate-rule.ts';
import type { Org } from '../org.ts';
import type { FieldDefinition, FieldEdit } from '../schema/field-definition.ts';
import type { RecordTypeEdit, RightsEdit, RuleEdit } from './schema-contract.ts';

type Named = { Params: { object: string; name: string } };

/** `/__simulator/schema/…`: what an admin does to objects, rules and rights. */
export function registerSchemaControl(app: FastifyInstance, { schemaSetup }: Org): void {
  const at = '/__simulator/schema';
  app.post<{ Body: { name: string; label?: string } }>(`${at}/objects`, async ({ body }, reply) => {
    await schemaSetup.addObject(body.name, body.label);
    return reply.code(204).send();
  });
  app.post<{ Params: { object: string }; Body: FieldDefinition | FieldDefinition[] }>(
    `${at}/:object/fields`,
    async ({ params, body }, reply) => {
      await schemaSetup.addFields(params.object, Array.isArray(body) ? body : [body]);
      return reply.code(204).send();
    },
  );
  app.patch<Named & { Body: FieldEdit }>(`${at}/:object/fields/:name`, async ({ params, body }, reply) => {
    await schemaSetup.editField(params.object, params.name, body);
    return reply.code(204).send();
  });
  app.delete<Named>(`${at}/:object/fields/:name`, async ({ params }, reply) => {
    await schemaSetup.removeField(params.object, params.name);
    return reply.code(204).send();
  });
  app.put<Named & { Body: RuleEdit }>(
    `${at}/:object/validation-rules/:name`,
    async ({ params, body }, reply) => {
      await schemaSetup.setRule(params.object, params.name, body);
      return reply.code(204).send();
    },
  );
  app.put<Named & { Body: RecordTypeEdit }>(`${at}/:object/record-types/:name`, async ({ params, body }) => ({
    id: await schemaSetup.setRecordType(params.object, params.name, body),
  }));
  app.post(`${at}/person-accounts`, async (_request, reply) => {
    await schemaSetup.enablePersonAccounts();
    return reply.code(204).send();
  });
  app.patch<{ Params: { who: string }; Body: RightsEdit }>(
    '/__simulator/rights/:who',
    async ({ params, body }, reply) => {
      await schemaSetup.setRights(params.who, body);
      return reply.code(204).send();
    },
  );

  app.get('/__simulator/duplicate-rules', async () => schemaSetup.duplicateRules());
  app.put<{ Params: { name: string }; Body: DuplicateRuleInput }>(
    '/__simulator/duplicate-rules/:name',
    async ({ params, body }, reply) => {
      await schemaSetup.setDuplicateRule(params.name, completed(params.name, body));
      return reply.code(204).send();
    },
  );
  app.delete<{ Params: { name: string } }>(
    '/__simulator/duplicate-rules/:name',
    async ({ params }, reply) => {
      await schemaSetup.setDuplicateRule(params.name, null);
      return reply.code(204).send();
    },
  );
}

/** A rule in full, or in short: the fields any one of which, being equal, makes a duplicate. */
type DuplicateRuleInput = Partial<Omit<DuplicateRule, 'name' | 'object'>> & {
  readonly object: string;
  readonly matchOn?: readonly string[];
};

function completed(name: string, { object, matchOn = [], ...given }: DuplicateRuleInput) {
  return {
    active: true,
    actionOnInsert: 'Allow' as const,
    actionOnUpdate: 'Allow' as const,
    alert: true,
    alertText: 'Use one of these records?',
    matchRules: [
      {
        name: `${name}_Match`,
        object,
        groups: matchOn.map((field) => [{ field, method: 'Exact' as const }]),
      },
    ],
    ...given,
    object,
  };
}
