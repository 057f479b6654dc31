// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import './menu.ts';
import type { CareMenu } from './menu.ts';
import './status-menu.ts';
import { allInside, drawn, hear, inside, mount, press, words } from './testing/mount.ts';

const ITEMS = [
  { value: 'copy', label: 'Copy the link' },
  { value: 'leave', label: 'Leave', disabled: true },
  { value: 'open', label: 'Open in Care' },
];
const button = (menu: CareMenu) => inside(menu, 'button.button');
const rows = (menu: CareMenu) => allInside(menu, '.item');
const focused = (menu: CareMenu) => words(menu.shadowRoot!.activeElement);

async function open(properties: Partial<CareMenu> = {}) {
  const menu = await mount('care-menu', { items: ITEMS, label: 'More', ...properties });
  button(menu).click();
  await drawn(menu);
  return menu;
}

describe('care-menu', () => {
  it('opens at the choice in force and says so', async () => {
    const menu = await open({ value: 'open' });
    expect(button(menu).getAttribute('aria-expanded')).toBe('true');
    expect(focused(menu)).toBe('Open in Care');
    expect(rows(menu).map((row) => row.getAttribute('aria-checked'))).toEqual(['false', 'false', 'true']);
  });

  it('opens by an arrow, and moves by arrows, Home, End and first letters', async () => {
    const menu = await mount('care-menu', { items: ITEMS, label: 'More' });
    press(button(menu), 'ArrowDown');
    await drawn(menu);
    const list = inside(menu, '.menu');
    press(list, 'ArrowUp');
    expect(focused(menu)).toBe('Open in Care');
    press(list, 'ArrowDown');
    expect(focused(menu)).toBe('Copy the link');
    press(list, 'End');
    expect(focused(menu)).toBe('Open in Care');
    press(list, 'Home');
    expect(focused(menu)).toBe('Copy the link');
    press(list, 'o');
    expect(focused(menu)).toBe('Open in Care');
  });

  it('tells the choice, closes and gives the focus back', async () => {
    const menu = await open();
    const chosen = hear('care-select');
    rows(menu)[0]!.click();
    await drawn(menu);
    expect(chosen).toEqual([{ value: 'copy' }]);
    expect(rows(menu)).toEqual([]);
    expect(menu.shadowRoot!.activeElement).toBe(button(menu));
  });

  it('does not choose what cannot be chosen', async () => {
    const menu = await open();
    const chosen = hear('care-select');
    rows(menu)[1]!.click();
    expect(chosen).toEqual([]);
    expect(rows(menu)[1]!.getAttribute('aria-disabled')).toBe('true');
  });

  it('closes by Escape with the focus on its button, and lets nobody else hear it', async () => {
    const menu = await open();
    const heard = hear('keydown');
    press(inside(menu, '.menu'), 'Escape');
    await drawn(menu);
    expect(rows(menu)).toEqual([]);
    expect(menu.shadowRoot!.activeElement).toBe(button(menu));
    expect(heard).toEqual([]);
  });

  it('closes when the focus goes elsewhere, and a press on its own button does not open it again', async () => {
    const menu = await open();
    button(menu).dispatchEvent(new Event('pointerdown'));
    inside(menu, '.menu').dispatchEvent(new FocusEvent('focusout', { relatedTarget: null }));
    await drawn(menu);
    button(menu).click();
    await drawn(menu);
    expect(rows(menu)).toEqual([]);
  });

  it('keeps its choices while it is open, whatever comes in', async () => {
    const menu = await open();
    menu.items = [{ value: 'new', label: 'New on top' }, ...ITEMS];
    await drawn(menu);
    expect(rows(menu).map(words)).toEqual(ITEMS.map((item) => item.label));
  });
});

describe('care-status-menu', () => {
  const choose = async (word: string, properties: Partial<HTMLElementTagNameMap['care-status-menu']>) => {
    const element = await mount('care-status-menu', properties);
    const menu = inside<CareMenu>(element, 'care-menu');
    button(menu).click();
    await drawn(menu);
    rows(menu)
      .find((row) => words(row).startsWith(word))!
      .click();
  };

  it('tells another status, and nothing when it stays', async () => {
    const changed = hear('care-status-change');
    await choose('Done', { status: 'open' });
    await choose('Open', { status: 'open' });
    expect(changed).toEqual([{ status: 'done' }]);
  });

  it('can be left alone, where that is offered', async () => {
    const changed = hear('care-status-change');
    await choose('No change', { status: 'pending', keep: 'No change' });
    expect(changed).toEqual([{ status: null }]);
  });
});
