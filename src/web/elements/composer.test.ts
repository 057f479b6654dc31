// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import './composer.ts';
import type { CareComposer } from './composer.ts';
import { allInside, drawn, hear, inside, mount, press, words } from './testing/mount.ts';

const area = (composer: CareComposer) => inside<HTMLTextAreaElement>(composer, 'textarea');
const send = (composer: CareComposer) => inside<HTMLButtonElement>(composer, '.bar > button');
const modes = (composer: CareComposer) =>
  allInside(composer, '.modes button').map((button) => button.getAttribute('aria-label'));

async function type(composer: CareComposer, text: string) {
  area(composer).value = text;
  area(composer).dispatchEvent(new Event('input', { bubbles: true }));
  await drawn(composer);
}

const TARGET = { id: 'msg_7', author: 'Maya', text: 'When?' };

describe('care-composer', () => {
  it('offers the kinds the platform has, and the note', async () => {
    expect(modes(await mount('care-composer', { platform: 'instagram' }))).toEqual([
      'Public reply',
      'Comment',
      'Direct message',
      'Note',
    ]);
    expect(modes(await mount('care-composer', { platform: 'whatsapp', mode: 'direct_message' }))).toEqual([
      'Direct message',
      'Note',
    ]);
    expect(modes(await mount('care-composer', { kinds: ['public_reply'], noNotes: true }))).toEqual([
      'Public reply',
    ]);
  });

  it.each([
    ['public_reply', 'public', 'Reply publicly', 'Everyone can read it.'],
    ['comment', 'public', 'Comment publicly', 'Everyone can read it.'],
    ['direct_message', 'private', 'Send DM', 'Only they can read it.'],
    ['note', 'note', 'Add note', 'Your team and Salesforce users with Care can read it.'],
  ] as const)(
    'says of %s who can read it, by colour, word and button',
    async (mode, tone, button, audience) => {
      const composer = await mount('care-composer', {
        platform: 'instagram',
        mode,
        from: 'Fjellvind',
        to: '@maya',
      });
      expect(inside(composer, '.box').classList.contains(tone)).toBe(true);
      expect(words(send(composer))).toBe(button);
      expect(words(inside(composer, '.who'))).toContain(audience);
    },
  );

  it('tells each change as a draft', async () => {
    const composer = await mount('care-composer', {
      platform: 'instagram',
      mode: 'public_reply',
      target: TARGET,
    });
    const drafts = hear('care-draft');
    await type(composer, 'Soon');
    allInside(composer, '.modes button')[2]!.click();
    await drawn(composer);
    expect(drafts).toEqual([
      { mode: 'public_reply', text: 'Soon', targetId: 'msg_7' },
      { mode: 'direct_message', text: 'Soon', targetId: null },
    ]);
    expect(area(composer).value).toBe('Soon');
  });

  it('answers the conversation once the chosen message is dropped', async () => {
    const composer = await mount('care-composer', { platform: 'instagram', target: TARGET, text: 'Soon' });
    const drafts = hear('care-draft');
    inside(composer, '.target button').click();
    await drawn(composer);
    expect(drafts).toEqual([{ mode: 'public_reply', text: 'Soon', targetId: null }]);
    expect(allInside(composer, '.target')).toEqual([]);
  });

  it('sends by button and by Ctrl Enter, with the status to set', async () => {
    const composer = await mount('care-composer', {
      platform: 'instagram',
      mode: 'direct_message',
      text: 'Sent today',
      thenStatus: 'pending',
    });
    const sent = hear('care-send');
    send(composer).click();
    press(area(composer), 'Enter', { ctrlKey: true });
    press(area(composer), 'Enter', { metaKey: true });
    press(area(composer), 'Enter', { ctrlKey: true, shiftKey: true });
    press(area(composer), 'Enter');
    const draft = { mode: 'direct_message', text: 'Sent today', targetId: null };
    expect(sent).toEqual([
      { ...draft, thenStatus: 'pending' },
      { ...draft, thenStatus: 'pending' },
      { ...draft, thenStatus: 'pending' },
      { ...draft, thenStatus: null },
    ]);
  });

  it('sends nothing while there is nothing, while one is on its way, or in the midst of composing a character', async () => {
    const composer = await mount('care-composer', { platform: 'instagram', text: '  \n ' });
    const sent = hear('care-send');
    send(composer).click();
    composer.text = 'Here';
    composer.sending = true;
    await drawn(composer);
    send(composer).click();
    composer.sending = false;
    await drawn(composer);
    press(area(composer), 'Enter', { ctrlKey: true, isComposing: true });
    expect(sent).toEqual([]);
  });

  it('never sets a status with a note', async () => {
    const composer = await mount('care-composer', { mode: 'note', text: 'For us', thenStatus: 'done' });
    const sent = hear('care-send');
    send(composer).click();
    expect(sent).toEqual([{ mode: 'note', text: 'For us', targetId: null, thenStatus: null }]);
    expect(allInside(composer, 'care-status-menu')).toEqual([]);
  });

  it('counts from 80 % of the limit on, in characters as a reader counts them', async () => {
    const composer = await mount('care-composer', { platform: 'x', text: '🙂'.repeat(223) });
    expect(allInside(composer, '.count')).toEqual([]);
    await type(composer, '🙂'.repeat(224));
    expect(words(inside(composer, '.count'))).toBe('224 / 280 characters');
  });

  it('says by how much it is too long, and holds it back', async () => {
    const composer = await mount('care-composer', { platform: 'x', text: 'a'.repeat(298) });
    const sent = hear('care-send');
    expect(words(inside(composer, '.problem'))).toBe('18 characters too long for X. Shorten it.');
    expect(send(composer).getAttribute('aria-disabled')).toBe('true');
    send(composer).click();
    press(area(composer), 'Enter', { ctrlKey: true });
    expect(sent).toEqual([]);
    composer.mode = 'note';
    await drawn(composer);
    expect(allInside(composer, '.problem, .count')).toEqual([]);
  });

  it('is locked for replies, keeps what was written, and leaves the note open', async () => {
    const composer = await mount('care-composer', {
      text: 'half a reply',
      lock: { text: 'Another person has been assigned to the case.', remedy: 'assign' },
    });
    const [assigned, drafts] = [hear('care-assign-me'), hear('care-draft')];
    expect(allInside(composer, 'textarea')).toEqual([]);
    expect(words(composer.shadowRoot)).toContain('What you wrote is kept.');
    const [assign, addNote] = allInside(composer, 'button');
    assign!.click();
    expect(assigned).toHaveLength(1);
    addNote!.click();
    await drawn(composer);
    expect(drafts).toEqual([{ mode: 'note', text: 'half a reply', targetId: null }]);
    expect(words(send(composer))).toBe('Add note');
  });

  it('offers to reopen where that is the remedy', async () => {
    const composer = await mount('care-composer', {
      lock: { text: 'This case is done.', remedy: 'reopen' },
      noNotes: true,
    });
    const reopened = hear('care-reopen');
    expect(allInside(composer, 'button').map(words)).toEqual(['Reopen']);
    inside(composer, 'button').click();
    expect(reopened).toHaveLength(1);
  });

  it('leaves the text by Escape', async () => {
    const composer = await mount('care-composer', {});
    const left = hear('care-leave');
    composer.focus();
    expect(composer.shadowRoot!.activeElement).toBe(area(composer));
    press(area(composer), 'Escape');
    expect(composer.shadowRoot!.activeElement).toBeNull();
    expect(left).toHaveLength(1);
  });
});
