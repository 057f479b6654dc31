// @vitest-environment happy-dom
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BridgeError } from '../../bridge/bridge-error.ts';
import { createApiClient } from '../clients/api-client.ts';
import { CASE_ID, type FakeCare, ME, ORIGIN, problem, startFakeCare } from '../clients/testing/fake-care.ts';
import { addEmbed, type FakeEmbed, openCaseRow, RECORD_ID } from '../clients/testing/fake-embed.ts';
import type { CareInboxRow } from '../elements/inbox-row.ts';
import { press, words } from '../elements/testing/mount.ts';
import { type OpenCasesPart, openOpenCases } from './open-cases.ts';
import type { CareOpenCases } from './views/open-cases-view.ts';

const OTHER_CASE = 'case_01934f00-0000-7000-8000-000000000002';
const IN_SALESFORCE = openCaseRow({
  caseId: OTHER_CASE,
  number: 9471,
  customer: { name: 'Petra Šimková', handle: '@petra' },
  platform: 'x',
  unanswered: false,
  record: { recordId: RECORD_ID, object: 'Case', number: '00128431' },
});

let care: FakeCare;
let embed: FakeEmbed;
let part: OpenCasesPart;
let view: CareOpenCases;
let visible: boolean;
let page: {
  records: string[];
  notices: [string, unknown][];
  failure: BridgeError | null;
};

beforeEach(() => {
  care = startFakeCare();
  embed = addEmbed(care);
  visible = true;
  page = { records: [], notices: [], failure: null };
});
afterEach(() => {
  part.end();
  view.remove();
});

function start() {
  part = openOpenCases({
    api: createApiClient({
      token: { current: () => 'list', renew: async () => false },
      fetch: care.fetch,
      retryDelaysMs: [],
    }),
    renew: async () => false,
    host: {
      openRecord: async (recordId) => {
        if (page.failure) throw page.failure;
        page.records.push(recordId);
      },
      notify: (name, notice) => void page.notices.push([name, notice]),
    },
    agent: ME,
    visible: () => visible,
    fetch: care.fetch,
  });
  view = document.createElement('care-open-cases');
  view.store = part.list;
  view.work = part.work;
  document.body.append(view);
}
const root = () => view.shadowRoot!;
const rows = () => [...root().querySelectorAll<CareInboxRow>('care-inbox-row')];
const names = () => rows().map(({ row }) => row.customerName);
const caseView = () => root().querySelector('care-case-view');
async function listed(...cases: typeof embed.cases) {
  if (cases.length > 0) embed.cases = cases;
  start();
  await vi.waitFor(() => expect(rows()).toHaveLength(embed.cases.length));
}
async function answering() {
  part.work.pick(CASE_ID);
  await vi.waitFor(() => expect(caseView()?.store.getState().entries).toHaveLength(3));
  return caseView()!;
}
/** As the frame hands over what nobody else wanted. */
async function key(name: string) {
  const ours = view.pressKey(new KeyboardEvent('keydown', { key: name }));
  await view.updateComplete;
  return ours;
}
const focused = () => root().activeElement?.closest('care-inbox-row')?.row.customerName;
const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    openCaseRow({
      caseId: `case_${index}`,
      number: 100 + index,
      customer: { name: `Customer ${index}`, handle: `@c${index}` },
    }),
  );

test('shows who waits first, apart from those who have their answer', async () => {
  await listed(IN_SALESFORCE, openCaseRow());
  expect(names()).toEqual(['Maya Lindqvist', 'Petra Šimková']);
  expect([...root().querySelectorAll('h3')].map(words)).toEqual(['Unanswered1', 'Answered1']);
  expect(rows().map(({ row }) => row.where)).toEqual(['Only in Care', 'Case 00128431']);
});

test('says a number once: a group that is the whole list is not counted again', async () => {
  await listed(openCaseRow());
  expect([...root().querySelectorAll('h3')].map((heading) => words(heading))).toHaveLength(1);
  expect(words(root().querySelector('h3')!)).toMatch(/^(Una|A)nswered$/);
});

test('holds the places of the rows until they are there', async () => {
  start();
  await view.updateComplete;
  expect(root().querySelectorAll('care-skeleton')).toHaveLength(6);
});

test('says that all is answered when there is no case', async () => {
  embed.cases = [];
  start();
  await vi.waitFor(() => expect(root().querySelector('care-empty')?.heading).toBe('All answered'));
  expect(words(root().querySelector('care-empty'))).toBe('The next case appears here by itself.');
});

test('says why the list did not arrive, and gets it when asked', async () => {
  care.use(http.get(`${ORIGIN}/v1/embed/open-cases`, () => problem(500, 'INTERNAL'), { once: true }));
  start();
  await vi.waitFor(() => expect(root().querySelector('care-empty')?.heading).toBe('The list didn’t arrive'));
  root().querySelector<HTMLElement>('care-empty care-button')?.click();
  await vi.waitFor(() => expect(names()).toEqual(['Maya Lindqvist']));
});

test('opens the Salesforce record of a case that has one', async () => {
  await listed(IN_SALESFORCE);
  rows()[0]?.shadowRoot?.querySelector('button')?.click();
  await vi.waitFor(() => expect(page.records).toEqual([RECORD_ID]));
  expect(care.requests('POST', '/scope')).toHaveLength(0);
});

test('offers the answer here when the record does not open', async () => {
  await listed(IN_SALESFORCE);
  page.failure = new BridgeError('BRIDGE_CALL_TIMEOUT', 'The Salesforce page took too long to answer.');
  part.work.pick(OTHER_CASE);
  await vi.waitFor(() => expect(root().querySelector('care-banner')?.fact).toMatch('took too long'));
  expect(root().querySelector('care-banner')?.action).toBe('Answer here');
});

test('opens a case without a record here, with the right to that case alone', async () => {
  await listed();
  rows()[0]?.shadowRoot?.querySelector('button')?.click();
  await vi.waitFor(() => expect(caseView()?.store.getState().entries).toHaveLength(3));
  expect(care.requests('POST', '/scope')[0]?.body).toEqual({ caseId: CASE_ID, entries: 60 });
  expect(care.requests('GET', `/cases/${CASE_ID}`)[0]?.bearer).toBe('Bearer token-case-1');
  expect(root().querySelector('section')?.hidden).toBe(true);
  await vi.waitFor(() => expect(root().activeElement?.localName).toMatch(/care-(button|case-view)/));
});

test('answers a case of Salesforce here, too', async () => {
  await listed(openCaseRow({ record: IN_SALESFORCE.record }));
  rows()[0]?.querySelector('care-button')?.click();
  await vi.waitFor(() => expect(caseView()?.store.getState().entries).toHaveLength(3));
  expect(page.records).toEqual([]);
});

test('goes back to the row it came from, and finds what was written there again', async () => {
  await listed(IN_SALESFORCE, openCaseRow());
  const { work } = await answering();
  work.write({ mode: 'note', text: 'half a thought', inReplyTo: null });
  expect(await key('Escape')).toBe(true);
  expect(caseView()).toBeNull();
  expect(focused()).toBe('Maya Lindqvist');
  await vi.waitFor(() => expect(care.draft?.text).toBe('half a thought'));
  expect(care.requests('PUT', `/${CASE_ID}/draft`)[0]?.bearer).toBe('Bearer token-case-1');
  part.work.pick(CASE_ID);
  await view.updateComplete;
  expect(caseView()?.store.getState().text).toBe('half a thought');
  expect(care.requests('POST', '/scope')).toHaveLength(1);
});

test('goes on sending after one has gone back', async () => {
  await listed();
  const { work, store } = await answering();
  work.write({ mode: 'public_reply', text: 'On its way', inReplyTo: null });
  work.replies.send(null);
  part.work.leaveCase();
  await vi.waitFor(() => expect(store.getState().entries.at(-1)).toMatchObject({ text: 'On its way' }));
  expect(store.getState().unsent).toEqual([]);
});

test('takes Alt and the left arrow as the way back even while one writes', async () => {
  await listed();
  const shown = await answering();
  expect(press(shown, 'ArrowLeft', { altKey: true })).toBe(false);
  await view.updateComplete;
  expect(caseView()).toBeNull();
});

test('comes back to the list and says so when the case is no longer ours', async () => {
  await listed(openCaseRow(), IN_SALESFORCE);
  embed.cases = [IN_SALESFORCE];
  part.work.pick(CASE_ID);
  await vi.waitFor(() => expect(root().querySelector('care-banner')?.fact).toMatch('no longer among your'));
  expect(caseView()).toBeNull();
  await vi.waitFor(() => expect(names()).toEqual(['Petra Šimková']));
  const banner = root().querySelector('care-banner');
  expect(banner?.action).toBe('Close');
  banner?.dispatchEvent(new CustomEvent('care-banner-action'));
  await view.updateComplete;
  expect(root().querySelector('care-banner')).toBeNull();
});

test('follows what happens', async () => {
  await listed();
  await vi.waitFor(() => expect(embed.streams.size).toBe(1));
  embed.cases = [openCaseRow(), IN_SALESFORCE];
  embed.moved(OTHER_CASE);
  await vi.waitFor(() => expect(names()).toEqual(['Maya Lindqvist', 'Petra Šimková']));
});

test('moves among the rows by the keyboard, as one stop of the Tab key', async () => {
  await listed(...many(4));
  const stops = () => rows().map((row) => row.getAttribute('tabindex'));
  expect(stops()).toEqual([null, '-1', '-1', '-1']);
  for (const [name, expected] of [
    ['ArrowDown', 'Customer 0'],
    ['ArrowDown', 'Customer 1'],
    ['End', 'Customer 3'],
    ['ArrowDown', 'Customer 3'],
    ['ArrowUp', 'Customer 2'],
    ['Home', 'Customer 0'],
  ] as const) {
    expect(await key(name)).toBe(true);
    expect(focused()).toBe(expected);
  }
  await key('End');
  expect(stops()).toEqual(['-1', '-1', '-1', null]);
});

test('keeps the focus on a row that moves to another place', async () => {
  await listed(...many(2));
  await key('End');
  const [first, second] = embed.cases;
  embed.cases = [{ ...second!, unanswered: false }, first!];
  part.list.getState().casesArrived({ cases: embed.cases, more: false });
  await view.updateComplete;
  expect(names()).toEqual(['Customer 0', 'Customer 1']);
  await vi.waitFor(() => expect(focused()).toBe('Customer 1'));
});

test('has a search from nine cases on, that / leads to', async () => {
  await listed(...many(8));
  expect(root().querySelector('care-search')).toBeNull();
  expect(await key('/')).toBe(false);
  part.list.getState().casesArrived({ cases: [...many(8), IN_SALESFORCE], more: false });
  await view.updateComplete;
  expect(await key('/')).toBe(true);
  expect(root().activeElement?.localName).toBe('care-search');
});

test.each([
  ['simkova', ['Petra Šimková']],
  ['@PETRA', ['Petra Šimková']],
  ['128431', ['Petra Šimková']],
  ['#9471', ['Petra Šimková']],
  ['x way 9471', ['Petra Šimková']],
  ['nobody', []],
])('finds "%s"', async (wanted, found) => {
  await listed(...many(8), IN_SALESFORCE);
  part.list.getState().searched(wanted);
  await view.updateComplete;
  expect(names()).toEqual(found);
  if (found.length === 0) expect(root().querySelector('care-empty')?.heading).toMatch('“nobody”');
});

test('tells the page of customers who write while nobody looks', async () => {
  visible = false;
  await listed(openCaseRow({ unanswered: false }), IN_SALESFORCE);
  const written = openCaseRow({
    lastMessage: { text: 'Hello?', sentAt: '2026-11-20T10:00:00.000Z', direction: 'incoming' },
  });
  part.list.getState().casesArrived({ cases: [written, IN_SALESFORCE], more: false });
  visible = true;
  part.setVisible(true);
  expect(page.notices).toEqual([
    ['attention', { unread: 1, label: '1 new from Maya Lindqvist' }],
    ['attention', { unread: 0, label: '' }],
  ]);
});

test('says since when the list is not up to date, and keeps the rows', async () => {
  await listed();
  care.use(http.get(`${ORIGIN}/v1/embed/open-cases`, () => HttpResponse.error()));
  part.work.tryNow();
  await vi.waitFor(() => expect(root().querySelector('care-sync-strip')?.text).toBe('Not up to date'));
  expect(names()).toEqual(['Maya Lindqvist']);
});
