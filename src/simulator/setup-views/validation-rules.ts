import type { ValidationRule } from '../core.ts';
import { derived, field, longText, text } from '../schema/fields.ts';
import { setupView } from './setup-view.ts';

/** What Tooling's `Metadata` says of a rule; a view's row holds it as JSON. */
const ruleMetadata = ({ active, description, errorField, formula, message }: ValidationRule) => ({
  active,
  description,
  errorConditionFormula: formula,
  errorDisplayField: errorField,
  errorMessage: message,
  shouldEvaluateOnClient: null,
  urls: null,
});

const AS_OLD_AS_THE_ORG = '2026-01-05T09:00:00.000Z';

/** ValidationRule (Tooling API), active or not; Metadata and FullName only of one row a query. */
export const validationRules = setupView({
  name: 'ValidationRule',
  keyPrefix: '03d',
  toolingOnly: true,
  fields: [
    derived('Id', 'id'),
    field('EntityDefinitionId', 'string', {
      referenceTo: ['EntityDefinition'],
      relationshipName: 'EntityDefinition',
    }),
    text('ValidationName', 80),
    field('Active', 'boolean'),
    text('Description', 255),
    text('ErrorDisplayField', 255),
    text('ErrorMessage', 255),
    text('NamespacePrefix', 15),
    text('FullName', 255),
    longText('Metadata', 131_072),
    field('LastModifiedDate', 'datetime'),
  ],
  rows: ({ schema }) =>
    schema.list().flatMap((object) =>
      object.validationRules.map((rule) => ({
        id: rule.id,
        fields: {
          EntityDefinitionId: object.name,
          ValidationName: rule.name,
          Active: rule.active,
          Description: rule.description,
          ErrorDisplayField: rule.errorField,
          ErrorMessage: rule.message,
          NamespacePrefix: null,
          FullName: `${object.name}.${rule.name}`,
          Metadata: JSON.stringify(ruleMetadata(rule)),
          LastModifiedDate: rule.changedAt ?? AS_OLD_AS_THE_ORG,
        },
      })),
    ),
});
