// @vitest-environment happy-dom
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createApiClient } from '../clients/api-client.ts';
import { CASE_ID, type FakeCare, ORIGIN, problem, startFakeCare } from '../clients/testing/fake-care.ts';
import { addEmbed, type FakeEmbed, linkable, RECORD, RECORD_ID } from '../clients/testing/fake-embed.ts';
import type { CareInboxRow } from '../elements/inbox-row.ts';
import { words } from '../elements/testing/mount.ts';
import { type LinkingPart, openLinking } from './linking.ts';
import type { CareLinkCase } from './views/link-case-view.ts';

const ELSEWHERE = { recordId: '500000000000002AAA', object: 'Case', number: '00128431' } as const;

let care: FakeCare;
let embed: FakeEmbed;
let part: LinkingPart;
let view: CareLinkCase;
let page: { records: string[]; notices: [string, unknown][]; shown: number };

beforeEach(() => {
  care = startFakeCare();
  embed = addEmbed(care);
  page = { records: [], notices: [], shown: 0 };
});
afterEach(() => {
  part.end();
  view.remove();
});

async function start() {
  part = openLinking({
    api: createApiClient({
      token: { current: () => 'record', renew: async () => false },
      fetch: care.fetch,
      retryDelaysMs: [],
    }),
    host: {
      openRecord: async (recordId) => void page.records.push(recordId),
      notify: (name, notice) => void page.notices.push([name, notice]),
    },
    linked: async () => {
      page.shown += 1;
    },
  });
  view = document.createElement('care-link-case');
  view.store = part.linking;
  view.work = part.work;
  document.body.append(view);
  await vi.waitFor(() => expect(part.linking.getState().suggestions.status).not.toBe('loading'));
  await view.updateComplete;
}
const root = () => view.shadowRoot!;
const rows = () => [...root().querySelectorAll<CareInboxRow>('care-inbox-row')];
const dialog = () => root().querySelector('care-dialog')!;
const buttons = (place = 'care-button') => [...root().querySelectorAll<HTMLElement>(place)];
const button = (text: string) => {
  const found = buttons().find((one) => words(one) === text);
  if (!found) throw new Error(`There is no ${text} among ${buttons().map(words).join(', ')}.`);
  return found;
};
const press = async (text: string) => {
  button(text).click();
  await view.updateComplete;
};
async function key(name: string) {
  const ours = view.pressKey(new KeyboardEvent('keydown', { key: name }));
  await view.updateComplete;
  return ours;
}
async function searched(wanted: string) {
  await key('/');
  part.work.search(wanted);
  await vi.waitFor(() => expect(part.linking.getState().search.status).toMatch(/found|failed/));
  await view.updateComplete;
}

test('says that there is no case, why, and offers the one it may be', async () => {
  await start();
  expect(root().querySelector('care-empty')?.heading).toBe('No Care case belongs to this Case');
  expect(words(root().querySelector('care-empty'))).toMatch(
    /^Cases made in Salesforce have none until you link one\. Maya Lindqvist has 1 open Care case\./,
  );
  expect(buttons('care-empty care-button').map(words)).toEqual([
    'Link #9463, Instagram, open',
    'Search Care cases',
  ]);
});

test('asks first, and says what will happen', async () => {
  await start();
  await press('Link #9463, Instagram, open');
  expect(dialog()).toMatchObject({ open: true, heading: 'Link #9463 to this Case?' });
  expect(words(dialog())).toMatch(
    /^The messages of Maya Lindqvist are copied into this Case.*The status follows where status sync is on\./,
  );
  expect(care.requests('POST', '/link')).toHaveLength(0);
  await press('Cancel');
  expect(dialog().open).toBe(false);
});

test('promises no messages and no status to a Lead', async () => {
  care.use(
    http.get(`${ORIGIN}/v1/embed/linkable`, () =>
      HttpResponse.json({ suggested: [linkable()], found: [], record: { ...RECORD, object: 'Lead' } }),
    ),
  );
  await start();
  expect(words(root().querySelector('care-empty'))).toMatch(/^Leads made in Salesforce have none/);
  await press('Link #9463, Instagram, open');
  expect(words(dialog())).toMatch('Its messages and its status stay in Care.');
  expect(words(dialog())).not.toMatch('copied');
});

test('links, tells the page, and shows the case', async () => {
  await start();
  await press('Link #9463, Instagram, open');
  await press('Link #9463');
  expect(words(dialog())).toMatch('Linking…');
  await vi.waitFor(() => expect(page.shown).toBe(1));
  expect(care.requests('POST', '/link')[0]?.body).toEqual({ caseId: CASE_ID });
  expect(page.notices).toEqual([['recordChanged', { recordIds: [RECORD_ID] }]]);
});

test('tries again with the same key', async () => {
  await start();
  care.use(http.post(`${ORIGIN}/v1/embed/link`, () => problem(409, 'SALESFORCE_REFUSED'), { once: true }));
  await press('Link #9463, Instagram, open');
  await press('Link #9463');
  await vi.waitFor(() => expect(root().querySelector('care-banner')?.details).toBe('SALESFORCE_REFUSED'));
  await press('Try again');
  await vi.waitFor(() => expect(page.shown).toBe(1));
  const [first, second] = care.requests('POST', '/link');
  expect(second?.key).toBe(first?.key);
});

test('shows the record a case belongs to already, and opens it', async () => {
  await start();
  care.use(
    http.post(`${ORIGIN}/v1/embed/link`, () =>
      problem(409, 'CASE_ALREADY_LINKED', 'It is linked.', { linkedTo: ELSEWHERE }),
    ),
  );
  await press('Link #9463, Instagram, open');
  await press('Link #9463');
  await vi.waitFor(() => expect(dialog().heading).toBe('#9463 belongs to another record'));
  expect(words(dialog())).toMatch('Case 00128431 has the conversation with Maya Lindqvist.');
  await press('Open Case 00128431');
  expect(page.records).toEqual([ELSEWHERE.recordId]);
});

test('leads to the case when somebody else has linked one meanwhile', async () => {
  await start();
  care.use(http.post(`${ORIGIN}/v1/embed/link`, () => problem(409, 'RECORD_ALREADY_LINKED')));
  await press('Link #9463, Instagram, open');
  await press('Link #9463');
  await vi.waitFor(() => button('Show that case'));
  await press('Show that case');
  expect(page.shown).toBe(1);
});

test('lists several, and says of each why it is offered or where it belongs', async () => {
  embed.suggested = [
    linkable(),
    linkable({ caseId: 'case_2', number: 9470, reason: 'email' }),
    linkable({ caseId: 'case_3', number: 9471, linkedTo: ELSEWHERE }),
  ];
  await start();
  expect(words(root().querySelector('care-empty'))).toMatch('Maya Lindqvist has 3 open Care cases.');
  expect(rows().map(({ row }) => row.where)).toEqual([
    '#9463 · Same contact',
    '#9470 · Same e-mail address',
    '#9471 · in Case 00128431',
  ]);
  rows()[2]?.shadowRoot?.querySelector('button')?.click();
  await view.updateComplete;
  expect(dialog().heading).toBe('#9471 belongs to another record');
});

test('says so when all that is suggested belongs to other records', async () => {
  embed.suggested = [linkable({ linkedTo: ELSEWHERE })];
  await start();
  expect(words(root().querySelector('care-empty'))).toMatch(
    'Maya Lindqvist has 1 open Care case, which belongs to another record.',
  );
  expect(buttons('care-empty care-button').map(words)).toEqual(['Search Care cases']);
});

test('searches when nothing is suggested', async () => {
  embed.suggested = [];
  embed.found = [linkable({ reason: 'search' })];
  await start();
  expect(button('Search Care cases')).toMatchObject({ variant: 'primary' });
  await press('Search Care cases');
  await vi.waitFor(() => expect(root().activeElement?.localName).toBe('care-search'));
  await searched(' maya ');
  expect(rows().map(({ row }) => row.where)).toEqual(['#9463']);
  expect(await key('ArrowDown')).toBe(true);
  expect(root().activeElement).toBe(rows()[0]);
  rows()[0]?.shadowRoot?.querySelector('button')?.click();
  await view.updateComplete;
  expect(dialog().open).toBe(true);
});

test('says what was not found', async () => {
  await start();
  await searched('nobody');
  expect(root().querySelector('care-empty')?.heading).toBe('No Care case has “nobody”');
});

test('shows only what the last words find', async () => {
  await start();
  let answer: (() => void) | undefined;
  care.use(
    http.get(`${ORIGIN}/v1/embed/linkable`, async ({ request }) => {
      const query = new URL(request.url).searchParams.get('query');
      if (query === 'ma') await new Promise<void>((resolve) => (answer = resolve));
      return HttpResponse.json({ suggested: [], found: [], record: RECORD });
    }),
  );
  const found: string[] = [];
  part.linking.subscribe(({ search }) => search.status === 'found' && found.push(search.words));
  part.work.search('ma');
  await vi.waitFor(() => expect(answer).toBeDefined());
  for (const wanted of ['maya', 'maya l']) {
    part.work.search(wanted);
    await vi.waitFor(() => expect(found.at(-1)).toBe(wanted));
    // The answer to the first words comes between the others.
    answer?.();
  }
  expect(found).toEqual(['maya', 'maya l']);
});

test('says why no case could be looked for, and looks again when asked', async () => {
  care.use(http.get(`${ORIGIN}/v1/embed/linkable`, () => problem(500, 'INTERNAL'), { once: true }));
  await start();
  expect(words(root().querySelector('care-empty [role=alert]'))).toBe('It did not work. Do this.');
  await press('Look again');
  await vi.waitFor(() => button('Link #9463, Instagram, open'));
});

test('goes back by Escape, from the question and from the search', async () => {
  await start();
  await press('Link #9463, Instagram, open');
  expect(await key('Escape')).toBe(true);
  expect(dialog().open).toBe(false);
  await press('Search Care cases');
  expect(await key('Escape')).toBe(true);
  expect(root().querySelector('care-search')).toBeNull();
  expect(await key('Escape')).toBe(false);
});
