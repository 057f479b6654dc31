import type { FieldValue, ObjectSchema } from '../core.ts';
import { objectOf } from '../duplicates/duplicate-rule.ts';
import { findDuplicates } from '../duplicates/find-duplicates.ts';
import { duplicateRulesOf } from '../duplicates/refuse-duplicates.ts';
import { coerceValue } from '../records/coerce-value.ts';
import { isPerson } from '../records/person-accounts.ts';
import { invalidField, notFound } from '../salesforce-error.ts';
import { type Action, type ApiCall, objectBody, pathObject } from './action.ts';

/** `POST /ui-api/predupe` (User Interface API guide, "Check for Duplicate Records"): looks as the caller, writes nothing. */
export const uiPredupe: Action = {
  operation: 'ui-predupe',
  method: 'POST',
  path: '/ui-api/predupe',
  handle(call) {
    const { apiName, fields } = objectBody(call);
    const object = call.org.schema.object(String(apiName ?? ''));
    if (!object || !call.user.rights.object(object.name).read) throw notFound();
    const values = valuesOf(call, object, (fields ?? {}) as Readonly<Record<string, unknown>>);
    if (isPerson(object, values)) values.IsPersonAccount = true;
    const findings = findDuplicates({
      source: call.transaction,
      rules: duplicateRulesOf(call.transaction),
      object,
      values,
      id: null,
      reader: call.user,
    });
    const infos = findings.flatMap(({ rule, matches }) =>
      matches.map((match) => ({
        object: objectOf(match.rule.object),
        ids: match.rows.map(({ id }) => id),
        info: {
          allowSave: rule.actionOnInsert === 'Allow',
          matchResultInfo: { recordIds: match.rows.map(({ id }) => id), rule: match.rule.name },
          rule: rule.name,
        },
      })),
    );
    const objects = [...new Set(infos.map((one) => one.object))];
    return {
      status: 200,
      body: {
        allowSave: findings.every(({ rule }) => rule.actionOnInsert === 'Allow'),
        duplicateError: findings.length > 0,
        duplicateRules: findings.map(({ rule }) => rule.name),
        matches: objects.map((name) => {
          const own = infos.filter((one) => one.object === name);
          return {
            duplicateResultInfos: Object.fromEntries(own.map(({ info }) => [info.rule, info])),
            objectApiName: name,
            recordIds: [...new Set(own.flatMap(({ ids }) => ids))],
          };
        }),
      },
    };
  },
};

/** `GET /ui-api/duplicates/{object}` ("Duplicates Configuration"). */
export const uiDuplicates: Action = {
  operation: 'ui-duplicates',
  method: 'GET',
  path: '/ui-api/duplicates/:object',
  handle(call) {
    const { name } = pathObject(call);
    const rules = duplicateRulesOf(call.transaction).filter(
      (rule) => rule.active && objectOf(rule.object) === name,
    );
    const fields = rules.flatMap(({ matchRules }) =>
      matchRules.flatMap(({ groups }) => groups.flat().map(({ field }) => field)),
    );
    return {
      status: 200,
      body: {
        apiName: name,
        dedupeEnabled: rules.length > 0,
        dedupeFields: [...new Set(fields)],
        duplicateRules: rules.map(({ name: rule, active, actionOnInsert, actionOnUpdate, alert }) => ({
          actionOnInsert,
          actionOnUpdate,
          active,
          name: rule,
          operationsOnInsert: alert ? ['Alert'] : ['Report'],
          operationsOnUpdate: alert ? ['Alert'] : ['Report'],
        })),
        predupeEnabled: rules.length > 0,
      },
    };
  },
};

function valuesOf(call: ApiCall, object: ObjectSchema, given: Readonly<Record<string, unknown>>) {
  const values: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(given)) {
    const field = object.field(name);
    if (!field || !call.user.rights.canRead(object.name, field.name)) throw invalidField(object.name, name);
    values[field.name] = coerceValue(field, value);
  }
  return values;
}
