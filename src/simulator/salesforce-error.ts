/** What one refused request or row says. `fields` is left out of the answer when empty. */
export interface ErrorDetail {
  readonly errorCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/** What some refusals carry besides. */
export interface ErrorExtras {
  /** What else is wrong with the same record. */
  readonly others?: readonly ErrorDetail[];
  /** Goes into REST's answer beside code and message, e.g. `duplicateResult`; a collection's row leaves it out. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/**
 * A refusal as Salesforce words it. REST answers `[{message, errorCode, fields}]` with `status`; a collection's
 * row answers `{statusCode, message, fields}` inside a 200 (REST guide, "Status Codes and Error Responses").
 */
export class SalesforceError extends Error {
  override readonly name = 'SalesforceError';

  constructor(
    readonly status: number,
    readonly errorCode: string,
    message: string,
    readonly fields: readonly string[] = [],
    readonly extras: ErrorExtras = {},
  ) {
    super(message);
  }

  details(): readonly ErrorDetail[] {
    const { errorCode, message, fields } = this;
    return [{ errorCode, message, fields }, ...(this.extras.others ?? [])];
  }
}

export const invalidField = (object: string, field: string) =>
  new SalesforceError(400, 'INVALID_FIELD', `No such column '${field}' on sobject of type ${object}`);

export const invalidType = (object: string) =>
  new SalesforceError(
    400,
    'INVALID_TYPE',
    `sObject type '${object}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name.`,
  );

export const notFound = (message = 'The requested resource does not exist') =>
  new SalesforceError(404, 'NOT_FOUND', message);

export const entityIsDeleted = () => new SalesforceError(404, 'ENTITY_IS_DELETED', 'entity is deleted');

export const insufficientAccess = (id: string) =>
  new SalesforceError(
    403,
    'INSUFFICIENT_ACCESS_OR_READONLY',
    `insufficient access rights on object id: ${id}`,
  );
