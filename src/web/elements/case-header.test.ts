// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import './case-header.ts';
import { allInside, hear, inside, mount, words } from './testing/mount.ts';

const CASE = {
  caseNumber: '9463',
  customerName: 'Maya Lindqvist',
  handle: '@mayalindq',
  platform: 'instagram',
} as const;

describe('care-case-header', () => {
  it('names the customer, where they write, the number and who holds the case', async () => {
    const header = await mount('care-case-header', { ...CASE, assignee: 'Ines Okafor' });
    expect(words(inside(header, 'h2'))).toBe('Maya Lindqvist');
    expect(words(inside(header, '.name p'))).toBe('@mayalindq on Instagram');
    expect(words(inside(header, '.meta'))).toContain('#9463 Assigned to: Ines Okafor');
  });

  it('offers the case to whoever does not hold it', async () => {
    const header = await mount('care-case-header', { ...CASE, assignee: null });
    const asked = hear('care-assign-me');
    expect(words(inside(header, '.meta'))).toContain('Nobody');
    inside(header, '.meta button').click();
    expect(asked).toHaveLength(1);
    expect(
      allInside(await mount('care-case-header', { ...CASE, assignedToMe: true }), '.meta > button'),
    ).toEqual([]);
  });

  it('changes nothing for a reader', async () => {
    const header = await mount('care-case-header', { ...CASE, readonly: true });
    expect(allInside(header, '.meta > button')).toEqual([]);
    expect(
      allInside(header, 'care-menu, care-status-menu').every((menu) => menu.hasAttribute('disabled')),
    ).toBe(true);
  });

  it('tells another priority, and keeps the menus’ own events to itself', async () => {
    const header = await mount('care-case-header', {
      ...CASE,
      priority: 'high',
      more: [{ value: 'copy', label: 'Copy' }],
    });
    const [priorities, more, selects] = [
      hear('care-priority-change'),
      hear('care-more'),
      hear('care-select'),
    ];
    const choose = (selector: string, value: string) =>
      inside(header, selector).dispatchEvent(
        new CustomEvent('care-select', { detail: { value }, bubbles: true, composed: true }),
      );
    choose('.meta care-menu', 'low');
    choose('.meta care-menu', 'high');
    choose('.row care-menu', 'copy');
    expect(priorities).toEqual([{ priority: 'low' }]);
    expect(more).toEqual([{ value: 'copy' }]);
    expect(selects).toEqual([]);
  });
});
