// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import './banner.ts';
import './button.ts';
import './choice.ts';
import './inbox-row.ts';
import './links.ts';
import './tabs.ts';
import { allInside, drawn, hear, inside, mount, press, words } from './testing/mount.ts';

describe('care-button', () => {
  it('is a native button whose click is heard outside', async () => {
    const button = await mount('care-button');
    const clicks = hear('click');
    inside(button, 'button').click();
    expect(clicks).toHaveLength(1);
  });

  it('submits the form around it', async () => {
    const form = document.createElement('form');
    form.innerHTML = '<care-button type="submit">Save</care-button>';
    document.body.replaceChildren(form);
    const submitted = vi.fn((event: Event) => event.preventDefault());
    form.addEventListener('submit', submitted);
    const button = form.querySelector('care-button')!;
    await drawn(button);
    inside(button, 'button').click();
    expect(submitted).toHaveBeenCalledOnce();
  });

  it('hears a press that comes too early, where it may', async () => {
    const button = await mount('care-button', { softDisabled: true });
    const clicks = hear('click');
    inside(button, 'button').click();
    expect(inside(button, 'button').getAttribute('aria-disabled')).toBe('true');
    expect(clicks).toHaveLength(1);
  });

  it('says why it is refused, keeps the focus, and tells nobody of a press', async () => {
    const button = await mount('care-button', {
      refused: 'Your role may not.',
      href: 'https://example.com/',
    });
    const clicks = hear('click');
    const native = inside<HTMLButtonElement>(button, 'button');
    native.click();
    expect(clicks).toEqual([]);
    expect(native.disabled).toBe(false);
    expect(native.getAttribute('aria-disabled')).toBe('true');
    expect(words(inside(button, `#${native.getAttribute('aria-describedby')}`))).toBe('Your role may not.');
  });

  it('follows no address but of the web', async () => {
    const at = async (href: string) => inside(await mount('care-button', { href, external: true }), 'a');
    expect((await at('javascript:alert(1)')).hasAttribute('href')).toBe(false);
    expect((await at('https://example.com/x')).getAttribute('href')).toBe('https://example.com/x');
    expect((await at('https://example.com/x')).getAttribute('rel')).toBe('noopener noreferrer');
  });
});

describe('care-choice', () => {
  const choices = [
    { value: 'none', label: 'None', hint: 'By hand.' },
    { value: 'both', label: 'Both', hint: 'By itself.' },
    { value: 'rules', label: 'Rules', hint: 'As you say.', refused: 'Not here yet.' },
  ];

  it('asks for another choice and shows it when the app has made it so', async () => {
    const choice = await mount('care-choice', { label: 'Sync', value: 'none', choices });
    const chosen = hear('care-choose');
    const [none, both] = allInside(choice, 'input') as HTMLInputElement[];
    both!.click();
    await drawn(choice);
    expect(chosen).toEqual([{ value: 'both' }]);
    expect(none!.checked).toBe(true);
    choice.value = 'both';
    await drawn(choice);
    expect(both!.checked).toBe(true);
  });

  it('says why a choice is refused, and does not ask for it', async () => {
    const choice = await mount('care-choice', { label: 'Sync', value: 'none', choices });
    const chosen = hear('care-choose');
    const refused = inside<HTMLInputElement>(choice, 'input[value="rules"]');
    refused.click();
    expect(chosen).toEqual([]);
    const said = refused.getAttribute('aria-describedby')!.split(' ');
    expect(said.map((id) => words(inside(choice, `#${id}`)))).toEqual(['As you say.', 'Not here yet.']);
  });
});

describe('care-links', () => {
  it('follows no address but of the web', async () => {
    const links = await mount('care-links', {
      items: [
        { href: 'javascript:alert(1)', label: 'a' },
        { href: 'https://example.com/', label: 'b', external: true },
      ],
    });
    expect(allInside(links, 'a').map((link) => link.getAttribute('href'))).toEqual([
      null,
      'https://example.com/',
    ]);
  });
});

describe('care-tabs', () => {
  const TABS = ['case', 'customer', 'salesforce'].map((id) => ({ id, label: id }));

  it('chooses by click and by arrows, round the ends, and takes the focus along', async () => {
    const tabs = await mount('care-tabs', { tabs: TABS, selected: 'case' });
    const changed = hear('care-tab-change');
    const list = inside(tabs, '[role="tablist"]');
    press(list, 'ArrowLeft');
    await drawn(tabs);
    press(list, 'ArrowRight');
    await drawn(tabs);
    press(list, 'End');
    await drawn(tabs);
    expect(tabs.shadowRoot!.activeElement?.id).toBe('tab-salesforce');
    inside(tabs, '#tab-customer').click();
    inside(tabs, '#tab-customer').click();
    expect(changed).toEqual(['salesforce', 'case', 'salesforce', 'customer'].map((id) => ({ id })));
  });

  it('leaves one tab in the tab order, and names the panel after it', async () => {
    const tabs = await mount('care-tabs', { tabs: TABS, selected: 'customer' });
    expect(allInside(tabs, '[role="tab"][tabindex="0"]').map((tab) => tab.id)).toEqual(['tab-customer']);
    expect(inside(tabs, '[role="tabpanel"]').getAttribute('aria-labelledby')).toBe('tab-customer');
  });
});

describe('care-inbox-row', () => {
  const row = {
    caseId: 'case_1',
    customerName: 'Jonas Brandt',
    platform: 'x',
    status: 'new',
    owner: '',
    preview: 'is it open?',
    at: '2026-11-20T18:42:00.000Z',
    unread: true,
    priority: 'urgent',
  } as const;

  it('says that it is unread and urgent, and opens its case', async () => {
    const element = await mount('care-inbox-row', { row, current: true });
    const opened = hear('care-open-case');
    expect(words(element.shadowRoot)).toMatch(/Jonas Brandt, unread .*is it open\? Urgent/);
    expect(inside(element, 'button').getAttribute('aria-current')).toBe('true');
    inside(element, 'button').click();
    expect(opened).toEqual([{ caseId: 'case_1' }]);
  });
});

describe('care-banner', () => {
  it('calls out trouble, tells the rest quietly, and folds the details away', async () => {
    const banner = await mount('care-banner', {
      tone: 'danger',
      fact: 'It expired',
      action: 'Reconnect',
      details: 'CODE',
    });
    const pressed = hear('care-banner-action');
    expect(inside(banner, '.banner').getAttribute('role')).toBe('alert');
    expect(inside<HTMLDetailsElement>(banner, 'details').open).toBe(false);
    inside(banner, '.button').click();
    expect(pressed).toHaveLength(1);
    expect(inside(await mount('care-banner', { tone: 'info' }), '.banner').getAttribute('role')).toBe(
      'status',
    );
  });
});
