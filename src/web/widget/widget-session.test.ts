// @vitest-environment happy-dom
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BridgeError } from '../../bridge/bridge-error.ts';
import {
  CASE_ID,
  type FakeCare,
  ME,
  message,
  ORIGIN,
  OTHER,
  startFakeCare,
  summary,
} from '../clients/testing/fake-care.ts';
import { addEmbed, linkable, openCaseRow, RECORD } from '../clients/testing/fake-embed.ts';
import { codeRedeemer } from './redeem-code.ts';
import { createWidgetStore, type WidgetStore } from './store/widget-store.ts';
import type { CareWidgetApp } from './views/widget-app.ts';
import './views/widget-app.ts';
import { createWidgetSession, type WidgetSession } from './widget-session.ts';

const THEME = { mode: 'light', density: 'comfy', hooks: {} } as const;

/** A Salesforce page that answers, unless a test says otherwise. */
function salesforcePage() {
  const page = {
    codes: 0,
    notices: [] as [string, unknown][],
    records: [] as string[],
    failure: null as BridgeError | null,
    host: {
      getSession: async () => {
        if (page.failure) throw page.failure;
        const code = await page.host.requestCode();
        return {
          protocol: { oldest: 1, newest: 1 },
          code,
          recordId: '500000000000001AAA',
          theme: THEME,
          visible: true,
        };
      },
      requestCode: async () => {
        if (page.failure) throw page.failure;
        page.codes += 1;
        return `code-${page.codes}-aaaaaaaaaaaaaaaaaaaa`;
      },
      openRecord: async (recordId: string) => void page.records.push(recordId),
      notify: (name: string, notice: unknown) => void page.notices.push([name, notice]),
    },
  };
  return page;
}

let care: FakeCare;
let page: ReturnType<typeof salesforcePage>;
let store: WidgetStore;
let session: WidgetSession;
let app: CareWidgetApp;

beforeEach(() => {
  care = startFakeCare();
  page = salesforcePage();
  store = createWidgetStore();
  app = document.createElement('care-widget-app');
  app.store = store;
  document.body.append(app);
  session = createWidgetSession({
    host: page.host,
    redeem: codeRedeemer('n'.repeat(32), { fetch: care.fetch }),
    store,
    themed: () => undefined,
    fetch: care.fetch,
  });
});
afterEach(() => {
  session.end();
  app.remove();
});

/** Everything drawn, through all shadow roots. */
function drawn(root: ParentNode = document): Element[] {
  return [...root.querySelectorAll('*')].flatMap((one) => [
    one,
    ...(one.shadowRoot ? drawn(one.shadowRoot) : []),
  ]);
}
const find = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag) =>
  drawn().filter((one): one is HTMLElementTagNameMap[Tag] => one.localName === tag);
const said = () => find('care-message').map((one) => one.item.text);
const openCase = () => {
  const { phase } = store.getState();
  if (phase.status !== 'open') throw new Error(`The widget is ${phase.status}.`);
  return phase;
};
/** The first code is for no case. */
function grantOnce(scope?: 'agent' | 'record') {
  const expiresAt = new Date(Date.now() + 900_000).toISOString();
  const grant = { token: 't', expiresAt, caseId: null, agent: ME, opened: null, ...(scope ? { scope } : {}) };
  care.use(
    http.post(`${ORIGIN}/v1/embed/redeem`, () => HttpResponse.json(grant, { status: 201 }), { once: true }),
  );
}
async function opened() {
  await session.start();
  await vi.waitFor(() => expect(said()).toEqual(['Message 1', 'Message 2', 'Message 3']));
}

test('shows the conversation after code, redeem and case', async () => {
  await opened();
  expect(care.requests('POST', '/redeem')[0]?.body).toMatchObject({ code: 'code-1-aaaaaaaaaaaaaaaaaaaa' });
  expect(find('care-case-header')[0]).toMatchObject({ customerName: 'Maya Lindqvist', assignedToMe: true });
});

test('asks no second time for the case that came with the token', async () => {
  await opened();
  expect(care.requests('GET', `/cases/${CASE_ID}`)).toHaveLength(0);
  expect(care.requests('POST', '/redeem')[0]?.body).toMatchObject({ entries: 60 });
});

test('holds the places of what is coming while it waits', async () => {
  void session.start();
  await app.updateComplete;
  expect(find('care-case-loading')).toHaveLength(1);
  await vi.waitFor(() => expect(find('care-case-view')).toHaveLength(1));
});

test('says that the record has no Care case, and looks again when asked', async () => {
  grantOnce();
  await session.start();
  await app.updateComplete;
  expect(find('care-empty')[0]?.heading).toBe('No Care case belongs to this record');
  session.tryNow();
  await vi.waitFor(() => expect(said()).toHaveLength(3));
});

test.each([
  ['EMBED_NO_IDENTITY_LINK', 'You can’t see this Care case'],
  ['EMBED_NO_CARE_CASE', 'No Care case belongs to this record'],
  ['BRIDGE_CONNECT_TIMEOUT', 'The conversation didn’t arrive'],
])('shows %s as "%s"', async (code, heading) => {
  page.failure = new BridgeError(code, 'The fact.', 'The remedy.');
  await session.start();
  await app.updateComplete;
  const [empty] = find('care-empty');
  expect(empty?.heading).toBe(heading);
  expect(empty?.textContent).toContain('The remedy.');
});

test('sends a reply from the composer', async () => {
  await opened();
  const composer = find('care-composer')[0];
  const send = { mode: 'public_reply', text: 'Hello Maya', targetId: null, thenStatus: 'pending' };
  composer?.dispatchEvent(new CustomEvent('care-send', { detail: send }));
  await vi.waitFor(() => expect(said().at(-1)).toBe('Hello Maya'));
  await vi.waitFor(() => expect(openCase().case.getState().unsent).toEqual([]));
  expect(care.requests('POST', '/replies')).toHaveLength(1);
});

test('locks the composer of another’s case, and unlocks it with Assign me', async () => {
  care.summary = summary({ assignee: OTHER });
  await opened();
  const composer = find('care-composer')[0];
  expect(composer?.lock).toMatchObject({ remedy: 'assign' });
  composer?.dispatchEvent(new CustomEvent('care-assign-me'));
  await vi.waitFor(() => expect(composer?.lock).toBeNull());
});

test('shows the agent’s own cases where there is no record', async () => {
  grantOnce('agent');
  const embed = addEmbed(care);
  embed.cases = [openCaseRow({ record: RECORD })];
  await session.start();
  await vi.waitFor(() => expect(find('care-inbox-row')).toHaveLength(1));
  find('care-inbox-row')[0]?.shadowRoot?.querySelector('button')?.click();
  await vi.waitFor(() => expect(page.records).toEqual([RECORD.recordId]));
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
  expect(find('care-open-cases')[0]?.shadowRoot?.activeElement?.localName).toBe('care-inbox-row');
});

test('shows the case as soon as it is linked to the record', async () => {
  grantOnce('record');
  addEmbed(care);
  await session.start();
  await vi.waitFor(() => expect(find('care-link-case')).toHaveLength(1));
  const { phase } = store.getState();
  if (phase.status !== 'linking') throw new Error(`The widget is ${phase.status}.`);
  phase.work.choose(linkable());
  await phase.work.link();
  await vi.waitFor(() => expect(said()).toHaveLength(3));
  expect(page.codes).toBe(2);
  expect(page.notices).toContainEqual(['recordChanged', { recordIds: [RECORD.recordId] }]);
});

test('shows the case that somebody else has linked meanwhile', async () => {
  grantOnce('record');
  addEmbed(care);
  await session.start();
  await vi.waitFor(() => expect(find('care-link-case')).toHaveLength(1));
  care.validToken = 'something else';
  window.dispatchEvent(new KeyboardEvent('keydown', { key: '/' }));
  await vi.waitFor(() => expect(find('care-search')).toHaveLength(1));
  find('care-search')[0]?.dispatchEvent(new CustomEvent('care-change', { detail: { value: 'maya' } }));
  await vi.waitFor(() => expect(said()).toHaveLength(3));
});

test('renews its token when it is refused, and keeps what is written', async () => {
  await opened();
  const { work, case: caseStore } = openCase();
  work.write({ mode: 'direct_message', text: 'still here', inReplyTo: null });
  care.validToken = 'something else';
  await work.setStatus('pending');
  expect(page.codes).toBe(2);
  expect(caseStore.getState().summary?.status).toBe('pending');
  expect(openCase().case).toBe(caseStore);
  expect(find('care-composer')[0]?.text).toBe('still here');
});

test('ends when the right to be here was taken away', async () => {
  await opened();
  page.failure = new BridgeError(
    'EMBED_AGENT_INACTIVE',
    'The linked Care agent is not active.',
    'Ask a Care admin.',
  );
  care.validToken = 'something else';
  await openCase().work.setStatus('pending');
  await app.updateComplete;
  expect(store.getState().phase.status).toBe('refused');
  expect(said()).toEqual([]);
});

test('follows the page to another record', async () => {
  await opened();
  const before = openCase().case;
  await session.changeRecord();
  expect(page.codes).toBe(2);
  expect(openCase().case).not.toBe(before);
});

test('tells the page of customers who write while nobody looks', async () => {
  await opened();
  session.setVisible(false);
  const { work } = openCase();
  work.receive(care.happen({ type: 'message_added', entry: message(4) }));
  work.receive(care.happen({ type: 'message_added', entry: message(5, { direction: 'outgoing' }) }));
  session.setVisible(true);
  expect(page.notices.filter(([name]) => name === 'attention')).toEqual([
    ['attention', { unread: 1, label: '1 new from Maya Lindqvist' }],
    ['attention', { unread: 0, label: '' }],
  ]);
});

test('tells the page that its record was written from here', async () => {
  const recordId = '500000000000001AAA';
  await opened();
  const escalation = { id: 'esc_1', state: 'created', sync: 'in_step', recordId };
  openCase().work.receive(care.happen({ type: 'salesforce_changed', escalation }));
  await vi.waitFor(() => expect(page.notices).toContainEqual(['recordChanged', { recordIds: [recordId] }]));
});

test('saves the draft when the frame goes out of sight', async () => {
  await opened();
  openCase().work.write({ mode: 'note', text: 'for later', inReplyTo: null });
  session.setVisible(false);
  await vi.waitFor(() => expect(care.draft).toEqual({ mode: 'note', text: 'for later', inReplyTo: null }));
  expect(care.requests('PUT', `/${CASE_ID}/draft`)).toHaveLength(1);
});

test.each([
  ['n', 'note'],
  ['d', 'direct_message'],
])('%s turns the composer to %s', async (key, mode) => {
  await opened();
  window.dispatchEvent(new KeyboardEvent('keydown', { key }));
  await vi.waitFor(() => expect(find('care-composer')[0]?.mode).toBe(mode));
});
