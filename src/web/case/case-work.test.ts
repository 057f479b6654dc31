import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createApiClient } from '../clients/api-client.ts';
import {
  CASE_ID,
  type FakeCare,
  ME,
  message,
  ORIGIN,
  OTHER,
  problem,
  startFakeCare,
  summary,
} from '../clients/testing/fake-care.ts';
import { type CaseWork, openCase } from './case-work.ts';
import { type CaseStore, createCaseStore } from './store/case-store.ts';

let care: FakeCare;
let store: CaseStore;
let work: CaseWork;
beforeEach(() => {
  care = startFakeCare();
  begin();
});
afterEach(() => {
  work.end();
});

function begin() {
  store = createCaseStore(ME);
  const api = createApiClient({ fetch: care.fetch, retryDelaysMs: [] });
  work = openCase({ api, store, caseId: CASE_ID });
}
const state = () => store.getState();
const texts = () => state().entries.map((entry) => entry.text);
const write = (text: string) => work.write({ mode: 'direct_message', text, inReplyTo: null });

test('opens with the newest entries, oldest first', async () => {
  await work.open();
  expect(state().load).toEqual({ status: 'ready' });
  expect(texts()).toEqual(['Message 1', 'Message 2', 'Message 3']);
});

test('says why it could not open, and opens on another try', async () => {
  care.use(
    http.get(`${ORIGIN}/v1/cases/:id`, () => problem(404, 'NOT_FOUND', 'Nothing here.'), { once: true }),
  );
  await work.open();
  expect(state().load).toMatchObject({ status: 'failed', problem: { code: 'NOT_FOUND' } });
  await work.open();
  expect(state().load).toEqual({ status: 'ready' });
});

test('puts the conversation away once it is no longer the reader’s to see', async () => {
  await work.open();
  care.use(http.get(`${ORIGIN}/v1/cases/:id`, () => problem(403, 'PERMISSION_MISSING'), { once: true }));
  await work.open();
  expect(state()).toMatchObject({
    load: { status: 'failed', problem: { code: 'PERMISSION_MISSING' } },
    summary: null,
  });
});

test('gives back the draft: text, mode and chosen message', async () => {
  care.draft = { mode: 'comment', text: 'half a thought', inReplyTo: 'msg_2' };
  await work.open();
  expect(state()).toMatchObject({ mode: 'comment', text: 'half a thought', inReplyTo: 'msg_2' });
});

test('keeps what is written, soon after the last key, and across a lost frame', async () => {
  await work.open();
  write('No need');
  write('No need, keep it');
  await vi.waitFor(() => expect(care.draft?.text).toBe('No need, keep it'));
  expect(care.requests('PUT', '/draft')).toHaveLength(1);
  write('No need, keep it for the garden');
  work.drafts.flush(true);
  await vi.waitFor(() => expect(care.draft?.text).toBe('No need, keep it for the garden'));
  begin();
  await work.open();
  expect(state()).toMatchObject({ mode: 'direct_message', text: 'No need, keep it for the garden' });
});

test('saves one draft after another, however long each takes', async () => {
  const answers: (() => void)[] = [];
  let most = 0;
  let now = 0;
  care.use(
    http.put(`${ORIGIN}/v1/cases/:id/draft`, async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise<void>((resolve) => answers.push(resolve));
      now -= 1;
      return new HttpResponse(null, { status: 204 });
    }),
  );
  await work.open();
  for (const [index, text] of ['No', 'No need', 'No need, keep it'].entries()) {
    write(text);
    work.drafts.flush();
    // Time for a request to get where it is counted.
    await work.catchUp();
    if (index > 0) answers[index - 1]?.();
    await vi.waitFor(() => expect(answers).toHaveLength(index + 1));
  }
  answers.at(-1)?.();
  expect(most).toBe(1);
});

test('what is being written is not overwritten when the case is loaded again', async () => {
  await work.open();
  write('newer');
  care.draft = { mode: 'note', text: 'older', inReplyTo: null };
  await work.open();
  expect(state().text).toBe('newer');
});

test('shows a reply at once, sends it, and forgets the draft', async () => {
  await work.open();
  write('Hello Maya');
  await vi.waitFor(() => expect(care.draft?.text).toBe('Hello Maya'));
  expect(work.replies.send('pending')).toBe(true);
  expect(state()).toMatchObject({ text: '', unsent: [{ text: 'Hello Maya', state: 'sending' }] });
  await vi.waitFor(() => expect(state().unsent).toEqual([]));
  expect(texts().at(-1)).toBe('Hello Maya');
  expect(care.requests('POST', '/replies')[0]?.body).toMatchObject({
    kind: 'direct_message',
    thenStatus: 'pending',
  });
  await vi.waitFor(() => expect(care.draft).toBeNull());
});

test('a reply whose answer was lost goes out again under the same key, and stands once', async () => {
  await work.open();
  let lost = true;
  care.use(
    http.post(`${ORIGIN}/v1/cases/:id/replies`, ({ request }) => {
      if (!lost) return undefined;
      lost = false;
      const entry = message(4, { direction: 'outgoing', text: 'Once', kind: 'direct_message' });
      care.entries.push(entry);
      care.answered.set(request.headers.get('idempotency-key') ?? '', { entry, case: care.summary });
      return HttpResponse.error();
    }),
  );
  write('Once');
  work.replies.send(null);
  await vi.waitFor(() => expect(state().unsent[0]?.state).toBe('waiting'));
  expect(state().freshness.status).toBe('lost');
  work.replies.sendWaiting();
  await vi.waitFor(() => expect(state().unsent).toEqual([]));
  const keys = care.requests('POST', '/replies').map((one) => one.key);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(texts().filter((text) => text === 'Once')).toHaveLength(1);
});

test('a refused reply keeps its text, can be edited back into the box, or thrown away', async () => {
  await work.open();
  care.use(http.post(`${ORIGIN}/v1/cases/:id/replies`, () => problem(403, 'REPLY_NOT_ASSIGNED')));
  write('Mine?');
  work.replies.send(null);
  await vi.waitFor(() => expect(state().unsent[0]?.state).toBe('refused'));
  const key = state().unsent[0]?.key ?? '';
  work.replies.edit(key);
  expect(state()).toMatchObject({ text: 'Mine?', unsent: [] });
  work.replies.send(null);
  await vi.waitFor(() => expect(state().unsent[0]?.state).toBe('refused'));
  work.replies.discard(state().unsent[0]?.key ?? '');
  expect(state().unsent).toEqual([]);
});

test.each([
  ['somebody else holds the case', { assignee: OTHER }, 'Hello'],
  ['the case is done', { status: 'done' as const }, 'Hello'],
  ['nothing is written', {}, '   '],
  ['it is longer than the platform takes', {}, 'x'.repeat(1_001)],
])('sends nothing when %s', async (_name, change, text) => {
  care.summary = summary(change);
  await work.open();
  write(text);
  expect(work.replies.send(null)).toBe(false);
  expect(state()).toMatchObject({ text, unsent: [] });
});

test('a status is shown at once, and taken back when it is refused', async () => {
  await work.open();
  care.use(http.put(`${ORIGIN}/v1/cases/:id/status`, () => problem(409, 'CASE_OPEN_ELSEWHERE')));
  const setting = work.setStatus('done');
  expect(state().summary?.status).toBe('done');
  await setting;
  expect(state().summary?.status).toBe('open');
  expect(state().changeProblem).toMatchObject({ code: 'CASE_OPEN_ELSEWHERE' });
});

test('assigns the case to the reader', async () => {
  care.summary = summary({ assignee: OTHER });
  await work.open();
  await work.assignMe();
  expect(state().summary?.assignee).toEqual(ME);
  expect(care.requests('PUT', '/assignee')[0]?.body).toEqual({ agentId: ME.id });
});

test('asks for what it missed when an event leaves a gap', async () => {
  await work.open();
  care.happen({ type: 'message_added', entry: message(4) });
  const last = care.happen({ type: 'message_added', entry: message(5) });
  work.receive(last);
  await vi.waitFor(() => expect(texts().slice(-2)).toEqual(['Message 4', 'Message 5']));
  expect(state().lastSeq).toBe(5);
});

test('a case that could not be loaded for lack of a network comes by itself', async () => {
  care.use(http.get(`${ORIGIN}/v1/cases/:id`, () => HttpResponse.error(), { once: true }));
  vi.useFakeTimers();
  try {
    await work.open();
    expect(state().load.status).toBe('failed');
    await vi.advanceTimersByTimeAsync(8_000);
  } finally {
    vi.useRealTimers();
  }
  await vi.waitFor(() => expect(state().load.status).toBe('ready'));
});
