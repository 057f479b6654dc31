import { expect, it } from 'vitest';
import type { SchemaNoticeFacts } from '../storage/schema-notice.ts';
import { eventOf, letterOf, linkOf } from './notice-words.ts';

const facts: SchemaNoticeFacts = {
  connectionId: 'conn_1',
  orgName: 'Acme',
  environment: 'production',
  changes: [
    {
      target: 'Case, Social Support',
      label: 'Product',
      fact: 'Salesforce requires it now, and nothing is mapped to it.',
      remedy: 'Map it.',
      object: 'Case',
      recordType: 'Social_Support',
      kind: 'field_required',
      severity: 'refusal',
    },
  ],
  at: '2026-11-22T09:31:00.000Z',
};

it('tells of a changed schema what breaks by it and leads to the mapping', () => {
  const link = linkOf('https://care.example', facts);
  expect(link).toBe('https://care.example/settings/integrations/salesforce/conn_1/mapping');
  expect(eventOf(facts)).toBe('salesforce.schema_changed');
  const { subject, text } = letterOf(facts, link);
  expect(subject).toBe('Acme: Salesforce changed under a mapping');
  expect(text.split('\n\n')).toEqual([
    'Acme, production:',
    'Salesforce would refuse records that Care makes.',
    'Case, Social Support, Product: Salesforce requires it now, and nothing is mapped to it. Map it.',
    link,
  ]);
});
