// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import './message.ts';
import { message } from './testing/items.ts';
import { allInside, hear, inside, mount, words } from './testing/mount.ts';
import type { MessageItem } from './thread-item.ts';

const ALL = ['reply', 'copy', 'open', 'edit', 'discard', 'send_again'] as const;
const draw = (change: Partial<MessageItem>) => mount('care-message', { item: message(change), actions: ALL });
const labels = (element: HTMLElement) =>
  allInside(element, 'button').map((button) => button.getAttribute('aria-label') ?? words(button));

describe('care-message', () => {
  it('is an article that says who, what and when', async () => {
    const element = await draw({ kind: 'public_reply' });
    expect(element.getAttribute('role')).toBe('article');
    expect(element.getAttribute('aria-label')).toMatch(/^Maya Lindqvist, Public comment, \d\d:\d\d$/);
  });

  it('shows markup as text, white space included', async () => {
    const text = '<img src=x onerror=alert(1)>\n  <b>bold</b>';
    const element = await draw({ text });
    expect(inside(element, '.text').textContent).toBe(text);
    expect(allInside(element, 'img, .text b')).toEqual([]);
  });

  it('opens links without giving this page away', async () => {
    const link = inside<HTMLAnchorElement>(await draw({ text: 'https://example.com' }), '.text a');
    expect(link.target).toBe('_blank');
    expect(link.rel.split(' ')).toEqual(expect.arrayContaining(['noopener', 'noreferrer']));
  });

  it('links an attachment by http and https only', async () => {
    const file = { name: 'a.html', type: 'text/html', size: 1200 };
    const element = await draw({
      attachments: [
        { ...file, url: 'javascript:alert(1)' },
        { ...file, url: '/v1/cases' },
        { ...file, url: 'https://cdn.example.com/a.html' },
      ],
    });
    expect(allInside(element, 'a.file').map((link) => link.getAttribute('href'))).toEqual([
      'https://cdn.example.com/a.html',
    ]);
    expect(allInside(element, '.file')).toHaveLength(3);
  });

  it('does not let a file name hide its ending', async () => {
    const element = await draw({
      attachments: [{ name: 'photo\u202Egpj.exe', type: '', size: null, url: 'https://cdn.example.com/1' }],
    });
    expect(words(inside(element, '.file'))).toBe('photogpj.exe');
  });

  it('tells how far a reply got', async () => {
    expect(
      words(inside(await draw({ direction: 'outgoing', delivery: 'sent', inSalesforce: true }), 'footer')),
    ).toBe('Delivered In Salesforce');
    expect(words(inside(await draw({ direction: 'outgoing', delivery: 'queued' }), 'footer'))).toBe(
      'Waiting to send',
    );
  });

  it('offers the ways out of a failure beside its reason', async () => {
    const element = await draw({
      direction: 'outgoing',
      delivery: 'failed',
      failure: 'It took too long. Send it again.',
    });
    const asked = hear('care-message-action');
    expect(words(inside(element, 'footer'))).toBe('Not sent It took too long. Send it again.');
    expect(labels(element)).toEqual(['Edit', 'Delete', 'Send again']);
    allInside(element, 'button').at(-1)!.click();
    expect(asked).toEqual([{ action: 'send_again', id: 'msg_1' }]);
  });

  it('offers only what can be done: no answer to ourselves, no opening without an address', async () => {
    expect(labels(await draw({}))).toEqual(['Reply to this message', 'Copy the text']);
    expect(
      labels(await draw({ direction: 'outgoing', delivery: 'sent', permalink: 'https://example.com' })),
    ).toEqual(['Copy the text', 'Open on the platform']);
    expect(labels(await mount('care-message', { item: message() }))).toEqual([]);
  });

  it('quotes what it answers', async () => {
    const element = await draw({ replyTo: { author: 'Jonas', text: 'When?' } });
    expect(words(inside(element, '.quote'))).toBe('In reply to Jonas When?');
  });
});
