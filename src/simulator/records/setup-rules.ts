import { SalesforceError } from '../salesforce-error.ts';
import type { FieldValues } from './field-input.ts';
import type { Transaction } from './transaction.ts';

/** What setup objects ask for beyond their fields (Object Reference, each object's usage); the words are our reading. */
export function checkSetup(
  transaction: Transaction,
  object: string,
  values: Readonly<FieldValues>,
  id: string,
): void {
  if (object === 'PermissionSetAssignment') checkAssignment(transaction, values, id);
  if (object === 'CspTrustedSite') checkTrustedUrl(values);
}

/** A permission set or a group, and each only once to a person. */
function checkAssignment(transaction: Transaction, values: Readonly<FieldValues>, id: string): void {
  const { PermissionSetId = null, PermissionSetGroupId = null, AssigneeId } = values;
  if (PermissionSetId === null && PermissionSetGroupId === null) {
    throw new SalesforceError(
      400,
      'REQUIRED_FIELD_MISSING',
      'Required fields are missing: [PermissionSetId]',
      ['PermissionSetId'],
    );
  }
  for (const other of transaction.rows('PermissionSetAssignment')) {
    if (other.id === id || other.deleted || other.fields.AssigneeId !== AssigneeId) continue;
    const { fields } = other;
    const same =
      PermissionSetGroupId === null
        ? fields.PermissionSetId === PermissionSetId && (fields.PermissionSetGroupId ?? null) === null
        : fields.PermissionSetGroupId === PermissionSetGroupId;
    if (same)
      throw new SalesforceError(
        400,
        'DUPLICATE_VALUE',
        `Duplicate PermissionSetAssignment. Assignee: ${String(AssigneeId)}, Permission Set: ${String(PermissionSetGroupId ?? PermissionSetId)}`,
      );
  }
}

function checkTrustedUrl({ EndpointUrl }: Readonly<FieldValues>): void {
  const text = String(EndpointUrl);
  if (URL.canParse(text) && /^(https?|wss?):$/.test(new URL(text).protocol)) return;
  throw new SalesforceError(400, 'FIELD_INTEGRITY_EXCEPTION', `Invalid URL: ${text}`, ['EndpointUrl']);
}
