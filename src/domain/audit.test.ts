import { expect, test } from 'vitest';
import { AUDIT_KINDS, describeAudit } from './audit.ts';

test('says who did what, and what else there is to know', () => {
  expect(describeAudit('Ines Okafor', { kind: 'org.connected', subject: 'ACME', detail: null })).toBe(
    'Ines Okafor connected ACME',
  );
  expect(
    describeAudit('Ines Okafor', {
      kind: 'person.changed',
      subject: 'Jonas Lind',
      detail: 'role Supervisor',
    }),
  ).toBe('Ines Okafor changed Jonas Lind: role Supervisor');
});

test.each(AUDIT_KINDS)('has a sentence for %s', (kind) => {
  expect(describeAudit('Care', { kind, subject: 'ACME', detail: null })).toMatch(/^Care [a-z]/);
});
