import { describe, expect, it } from 'vitest';
import { COMMUNITY_MAPPING, type CommunityFacts } from './community-mapping.ts';

const facts: CommunityFacts = {
  platform: 'x',
  author: { name: 'Mara Anna Lindqvist', handle: '@mara' },
  text: 'My order\nhas not arrived',
  permalink: 'https://x.example/mara/1',
  sentAt: '2026-11-20T09:00:00.000Z',
};
const valuesOf = (object: 'Case' | 'Lead', more: Partial<CommunityFacts> = {}) =>
  Object.fromEntries(
    COMMUNITY_MAPPING[object].map(({ field, value }) => [field, value({ ...facts, ...more })]),
  );

describe('a case', () => {
  it('tells who wrote what, where and when', () => {
    expect(valuesOf('Case')).toEqual({
      Subject: 'X: Mara Anna Lindqvist: My order has not arrived',
      Description:
        'My order\nhas not arrived\n\nMara Anna Lindqvist (@mara) on X, 2026-11-20 09:00 UTC\nhttps://x.example/mara/1',
      Origin: 'Social',
      SuppliedName: 'Mara Anna Lindqvist',
    });
  });

  it('makes do with the handle, without words and without a link', () => {
    const nothing = { author: { name: '', handle: '@mara' }, text: '', permalink: null };
    expect(valuesOf('Case', nothing)).toMatchObject({
      Subject: 'X: @mara',
      Description: '@mara on X, 2026-11-20 09:00 UTC',
      SuppliedName: '@mara',
    });
  });

  it('cuts a long message in its subject, and nowhere else', () => {
    const text = '😞'.repeat(200);
    const { Subject, Description } = valuesOf('Case', { text });
    expect(Subject).toBe(`X: Mara Anna Lindqvist: ${'😞'.repeat(79)}…`);
    expect(Description).toContain(text);
  });
});

describe('a lead', () => {
  it('is named after the author and asks for a company', () => {
    expect(valuesOf('Lead')).toMatchObject({
      Company: null,
      FirstName: 'Mara Anna',
      LastName: 'Lindqvist',
      LeadSource: 'Social',
    });
  });

  it('keeps the subject in its description, having no field for it', () => {
    const { Subject, Description } = valuesOf('Case');
    expect(valuesOf('Lead').Description).toBe(`${Subject}\n\n${Description}`);
  });
});

it.each([
  ['Mara Lindqvist', '@mara', 'Mara', 'Lindqvist'],
  ['Mara', '@m', null, 'Mara'],
  ['', '@mara', null, 'mara'],
  ['', '', null, null],
])('names the lead of “%s”, %s, by %s and %s', (name, handle, FirstName, LastName) => {
  expect(valuesOf('Lead', { author: { name, handle } })).toMatchObject({ FirstName, LastName });
});
