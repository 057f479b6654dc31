import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_MESSAGE_MAPPING, type MessageFacts } from './default-message-mapping.ts';
import { mapMessage, splitText } from './map-message.ts';
import { salesforceLength } from './salesforce-text.ts';

const facts: MessageFacts = {
  seq: 7,
  direction: 'outgoing',
  kind: 'public_reply',
  authorName: 'Acme Care',
  authorHandle: 'acme_care',
  text: 'We are on it.',
  attachments: [{ url: 'https://files.example/a.png', name: 'a.png', type: 'image/png', size: 1_024 }],
  platform: 'x',
  profileName: 'Acme Care',
  permalink: 'https://x.example/1',
  sentAt: '2026-01-01T10:00:00.000Z',
  actedBy: 'Jonas Lind',
};
const rowsOf = (over: Partial<MessageFacts>) => mapMessage({ ...facts, ...over }, DEFAULT_MESSAGE_MAPPING);

test('a message becomes a row with every field of the mapping', () => {
  expect(rowsOf({})).toEqual([
    {
      Care_Version__c: 1,
      Sequence__c: 7,
      Direction__c: 'outgoing',
      Kind__c: 'public_reply',
      Author_Name__c: 'Acme Care',
      Author_Handle__c: 'acme_care',
      Body__c: 'We are on it.',
      Attachments__c: 'a.png · image/png · 1024 bytes · https://files.example/a.png',
      Sent_At__c: '2026-01-01T10:00:00.000Z',
      Platform__c: 'x',
      Profile__c: 'Acme Care',
      Permalink__c: 'https://x.example/1',
      Care_Acted_By__c: 'Jonas Lind',
    },
  ]);
});

test('a message without text, files or address has empty fields', () => {
  const [row] = rowsOf({ text: '', attachments: [], permalink: null, actedBy: null });
  expect(row).toMatchObject({
    Body__c: null,
    Attachments__c: null,
    Permalink__c: null,
    Care_Acted_By__c: null,
  });
});

test.each([
  ['emoji and joined families', '👩‍👩‍👧‍👦 🇩🇪 e\u0301 ❤️‍🔥'],
  ['right to left, with its marks', '\u202Eשלום\u202C مرحبا'],
  ['markup and formulas', '<script>alert(1)</script> =cmd|"/c calc" {!$User.Id}'],
  ['odd spaces and line breaks', '  a\u00A0b\u200B\n\n\tc  '],
  ['quotes and backslashes', `'"\\' \\n`],
])('%s arrive as they were written', (_what, text) => {
  expect(rowsOf({ text })).toHaveLength(1);
  expect(rowsOf({ text })[0]?.Body__c).toBe(text);
});

test('a name too long for its field ends with a sign that it was cut', () => {
  const [row] = rowsOf({ authorName: '👩‍👩‍👧‍👦'.repeat(40) });
  const name = String(row?.Author_Name__c);
  expect(name.length).toBeLessThanOrEqual(255);
  expect(name.endsWith('👦…')).toBe(true);
});

test('a line break counts twice', () => {
  expect(salesforceLength('a\nb')).toBe(4);
  expect(salesforceLength('a\r\nb')).toBe(4);
});

test('a text one over the limit continues in a second row', () => {
  expect(rowsOf({ text: 'x'.repeat(32_768) })).toHaveLength(1);
  const rows = rowsOf({ text: 'x'.repeat(32_769) });
  expect(rows.map((row) => String(row.Body__c).slice(0, 14))).toEqual(['[part 1 of 2]\n', '[part 2 of 2]\n']);
  expect(rows.map((row) => row.Sequence__c)).toEqual([7, 7]);
});

describe('whatever was written', () => {
  const text = fc
    .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\n', '👩‍👩‍👧‍👦', '🇩🇪', 'e\u0301')), {
      maxLength: 300,
    })
    .map((pieces) => pieces.join(''));

  test('the parts are within the limit, well formed, and joined they are the text', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 80, max: 200 }), (drawn, limit) => {
        const parts = splitText(drawn, limit);
        for (const part of parts) {
          expect(salesforceLength(part)).toBeLessThanOrEqual(limit);
          expect(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(part)).toBe(false);
        }
        const joined = parts.map((part) => part.slice(part.indexOf('\n') + 1)).join('');
        expect(joined).toBe(drawn);
      }),
    );
  });
});
