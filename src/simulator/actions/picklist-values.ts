import { notFound } from '../salesforce-error.ts';
import { controllingValues, validForIndexes } from '../schema/dependent-picklist.ts';
import { MASTER_RECORD_TYPE } from '../schema/describe.ts';
import { type Action, param, pathObject } from './action.ts';

/**
 * Every picklist of an object as a record type leaves it (UI API guide, "Get Values for All Picklist Fields of a
 * Record Type"). Fields the user may not read are absent.
 */
export const picklistValues: Action = {
  operation: 'picklist-values',
  method: 'GET',
  path: '/ui-api/object-info/:object/picklist-values/:recordTypeId',
  handle(call) {
    const object = pathObject(call);
    const { rights } = call.user;
    if (!rights.object(object.name).read) throw notFound();
    const id = param(call, 'recordTypeId');
    const recordType = object.recordTypes.find((each) => each.id === id);
    if (!recordType && id !== MASTER_RECORD_TYPE) throw notFound();
    const fields = object.fields.filter(
      ({ name, type }) => /picklist$/.test(type) && rights.canRead(object.name, name),
    );
    const picklistFieldValues = Object.fromEntries(
      fields.map((field) => {
        const narrowed = recordType?.picklists[field.name];
        const validFor = validForIndexes(object, field);
        const values = field.picklist
          .filter(({ value, active }) => active !== false && (!narrowed || narrowed.values.includes(value)))
          .map(({ value, label }) => ({
            attributes: null,
            label,
            validFor: validFor.get(value) ?? [],
            value,
          }));
        const preset = narrowed ? narrowed.default : field.picklist.find(({ isDefault }) => isDefault)?.value;
        const controllerValues = Object.fromEntries(
          controllingValues(object, field).map((value, index) => [value, index]),
        );
        return [
          field.name,
          { controllerValues, defaultValue: values.find(({ value }) => value === preset) ?? null, values },
        ];
      }),
    );
    return { status: 200, body: { picklistFieldValues } };
  },
};
