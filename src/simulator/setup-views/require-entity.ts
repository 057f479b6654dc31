import { SalesforceError } from '../salesforce-error.ts';
import type { Test } from '../soql/condition.ts';

const NAMES: ReadonlySet<string> = new Set([
  'entitydefinitionid',
  'entitydefinition.qualifiedapiname',
  'entitydefinition.developername',
  'durableid',
]);

/** FieldDefinition answers only for objects that the query names (Object Reference); the words are our reading. */
export function requireEntity(test: Test | null): void {
  const parts = test?.kind === 'all' ? test.parts : test ? [test] : [];
  const isNamed = parts.some(
    (part) =>
      part.kind === 'compare' && ['=', 'IN'].includes(part.operator) && NAMES.has(part.path.toLowerCase()),
  );
  if (isNamed) return;
  throw new SalesforceError(
    400,
    'EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION',
    'The requested operation is not yet supported by this SObject storage type, contact salesforce.com support for more information.',
  );
}
