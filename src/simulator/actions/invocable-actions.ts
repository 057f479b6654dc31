import { INVOCABLE_METHODS, type InvocableInput, type InvocableMethod } from '../apex/care-actions.ts';
import type { OrgCore, OrgUser } from '../core.ts';
import { notFound, SalesforceError } from '../salesforce-error.ts';
import { parseRecordId } from '../schema/record-id.ts';
import { type Action, type ApiReply, objectBody, param } from './action.ts';

const PATH = '/actions/custom/apex';

/** `GET /actions/custom/apex` (Actions Developer Guide, "Apex Actions"). */
export const listApexActions: Action = {
  operation: 'apex-actions',
  method: 'GET',
  path: PATH,
  handle: ({ version, user }) => ({
    status: 200,
    body: {
      actions: Object.entries(INVOCABLE_METHODS)
        .filter(([name]) => user.rights.apexClass(name))
        .map(([name, { label }]) => ({
          label,
          name,
          type: 'apex',
          url: `/services/data/v${version}${PATH}/${name}`,
        })),
    },
  }),
};

/** `POST /actions/custom/apex/{class}` with `{inputs: […]}`: one entry for each input, in order. */
export const invokeApex: Action = {
  operation: 'apex-action',
  method: 'POST',
  path: `${PATH}/:class`,
  records: ({ body }) => {
    const { inputs } = (body ?? {}) as { inputs?: unknown };
    return Array.isArray(inputs) ? inputs.length : 0;
  },
  handle() {
    throw new SalesforceError(
      400,
      'INVALID_REQUEST',
      'Apex actions within a composite request are not simulated.',
    );
  },
  callOut: (call) => invoke(call.org, call.user, param(call, 'class'), objectBody(call).inputs),
};

/** Runs an invocable method as one user. @throws SalesforceError when the call as a whole is refused */
export async function invoke(
  org: OrgCore,
  user: OrgUser,
  className: string,
  inputs: unknown,
): Promise<ApiReply> {
  const method = Object.hasOwn(INVOCABLE_METHODS, className) ? INVOCABLE_METHODS[className] : undefined;
  if (!method) throw notFound();
  if (!user.rights.apexClass(className)) {
    throw new SalesforceError(
      403,
      'FORBIDDEN',
      `You do not have access to the Apex class named: ${className}`,
    );
  }
  if (!Array.isArray(inputs))
    throw new SalesforceError(400, 'INVALID_INPUT', 'The request body must have a list named inputs.');
  const read = inputs.map((input) => readInput(method, input));
  const refused = read.some(({ error }) => error !== null);
  if (refused) {
    const body = read.map(({ error }) => entry(className, false, null, error === null ? [] : [error]));
    return { status: 400, body };
  }
  const outputs = await method.run(
    org,
    user,
    read.map(({ values }) => values),
  );
  return { status: 200, body: outputs.map((output) => entry(className, true, output, null)) };
}

interface InputError {
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

interface ReadInput {
  readonly values: InvocableInput;
  readonly error: InputError | null;
}

function readInput(method: InvocableMethod, input: unknown): ReadInput {
  const given = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
  const values: Record<string, string | null> = {};
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(method.inputs, name));
  if (unknown) return refusal('INVALID_API_INPUT', `Unknown input parameter: ${unknown}`);
  for (const [name, { required, type }] of Object.entries(method.inputs)) {
    const value = given[name] ?? null;
    if (value === null && required)
      return refusal('REQUIRED_FIELD_MISSING', `Missing required input parameter: ${name}`);
    if (value !== null && typeof value !== 'string')
      return refusal('INVALID_API_INPUT', `Invalid value for input parameter ${name}`);
    const id = value !== null && type === 'id' ? parseRecordId(value) : value;
    if (value !== null && id === null) return refusal('INVALID_ID_FIELD', `Invalid id: ${value}`);
    values[name] = id;
  }
  return { values, error: null };
}

const refusal = (statusCode: string, message: string): ReadInput => ({
  values: {},
  error: { statusCode, message, fields: [] },
});

function entry(
  actionName: string,
  isSuccess: boolean,
  outputValues: object | null,
  errors: readonly InputError[] | null,
): object {
  return { actionName, errors, invocationId: null, isSuccess, outputValues, sortOrder: -1, version: 1 };
}
