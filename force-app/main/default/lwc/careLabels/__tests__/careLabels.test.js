import { fill, LABELS } from 'c/careLabels';

describe('c-care-labels', () => {
  it('has a text for every label', () => {
    for (const text of Object.values(LABELS)) expect(text).toEqual(expect.stringMatching(/\S/));
  });

  it('fills what is known and leaves the rest as it stands', () => {
    expect(fill('({0}) {1}, {2}', 3, '00001026')).toBe('(3) 00001026, {2}');
    expect(fill('{0}', null)).toBe('{0}');
    expect(fill('nothing to fill', 'x')).toBe('nothing to fill');
  });
});
