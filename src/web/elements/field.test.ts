// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import './checkbox.ts';
import './field.ts';
import './search.ts';
import { allInside, drawn, hear, inside, mount, press, words } from './testing/mount.ts';

describe('care-field', () => {
  it('ties label, hint and problem to its control', async () => {
    const field = await mount('care-field', { label: 'Subject', hint: 'Up to 255' });
    expect(inside(field, 'label').getAttribute('for')).toBe(inside(field, 'input').id);
    expect(inside(field, 'input').getAttribute('aria-describedby')).toBe('hint');
    field.problem = 'Too long.';
    await drawn(field);
    expect(inside(field, 'input').getAttribute('aria-describedby')).toBe('problem');
    expect(inside(field, 'input').getAttribute('aria-invalid')).toBe('true');
    expect(allInside(field, '#hint')).toEqual([]);
  });

  it.each(['text', 'textarea'] as const)('tells what is typed into a %s', async (type) => {
    const field = await mount('care-field', { type });
    const heard = hear('care-change');
    const control = inside<HTMLInputElement>(field, '.control');
    control.value = 'seam';
    control.dispatchEvent(new Event('input'));
    expect(heard).toEqual([{ value: 'seam' }]);
    expect(field.value).toBe('seam');
  });

  it('shows and tells the choice of a select', async () => {
    const options = ['a', 'b'].map((value) => ({ value, label: value.toUpperCase() }));
    const field = await mount('care-field', { type: 'select', options, value: 'b', emptyOption: 'Pick one' });
    const heard = hear('care-change');
    const select = inside<HTMLSelectElement>(field, 'select');
    expect(select.value).toBe('b');
    select.value = 'a';
    select.dispatchEvent(new Event('change'));
    expect(heard).toEqual([{ value: 'a' }]);
  });

  it('lets too long a value stand, and says so', async () => {
    const field = await mount('care-field', { value: '🙂🙂🙂', limit: 2 });
    expect(words(inside(field, '.count'))).toBe('3 / 2');
    expect(inside(field, 'input').getAttribute('aria-invalid')).toBe('true');
  });

  it('offers the remedy as a button', async () => {
    const field = await mount('care-field', { problem: 'No such value.', fix: 'Use Workmanship' });
    const fixed = hear('care-fix');
    inside(field, '.remedy button').click();
    expect(fixed).toHaveLength(1);
  });
});

describe('care-search', () => {
  it('searches by Enter and empties by Escape, which is then nobody else’s', async () => {
    const search = await mount('care-search', { value: 'Lind' });
    const [searched, changed] = [hear('care-search'), hear('care-change')];
    press(inside(search, 'input'), 'Enter');
    expect(press(inside(search, 'input'), 'Escape')).toBe(false);
    await drawn(search);
    expect(press(inside(search, 'input'), 'Escape')).toBe(true);
    expect(searched).toEqual([{ value: 'Lind' }]);
    expect(changed).toEqual([{ value: '' }]);
  });
});

describe('care-checkbox', () => {
  it('tells each change', async () => {
    const box = await mount('care-checkbox', { label: 'Only mine', switch: true });
    const toggled = hear('care-toggle');
    inside(box, 'input').click();
    inside(box, 'input').click();
    expect(toggled).toEqual([{ checked: true }, { checked: false }]);
    expect(inside(box, 'input').getAttribute('role')).toBe('switch');
  });
});
