import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { createApiClient } from '../clients/api-client.ts';
import { createDemoClient } from '../clients/demo-client.ts';
import { type FakeCare, ORIGIN, problem, startFakeCare } from '../clients/testing/fake-care.ts';
import { type CustomerSession, createCustomerSession } from './customer-session.ts';
import { type CustomerStore, createCustomerStore } from './store/customer-store.ts';

const at = (path: string) => `${ORIGIN}/v1/demo/customer${path}`;
const maya = { id: 'maya', name: 'Maya Lindqvist', handle: '@maya' };

let care: FakeCare;
let store: CustomerStore;
let customer: CustomerSession;
let written: { id: string; text: string }[];

beforeEach(async () => {
  care = startFakeCare();
  written = [];
  care.use(
    http.get(at('/profiles'), () =>
      HttpResponse.json({
        profiles: [
          { id: 'prof_ig', platform: 'instagram', handle: 'acme', name: 'Acme Home', customers: [maya] },
          { id: 'prof_wa', platform: 'whatsapp', handle: '+1', name: 'Acme', customers: [] },
        ],
      }),
    ),
    http.get(at('/scripted'), () => HttpResponse.json({ on: true })),
    http.get(at('/live'), () => new HttpResponse(null, { status: 204 })),
    http.get(at('/threads/:profile/:customer'), ({ params }) =>
      HttpResponse.json({
        messages: written
          .filter((one) => one.id === params.customer)
          .map(({ text }) => ({
            id: text,
            direction: 'incoming',
            text,
            sentAt: '2026-11-20T10:00:00.000Z',
            kind: 'direct_message',
            author: 'x',
          })),
      }),
    ),
    http.post(at('/threads/:profile/:customer'), async ({ params, request }) => {
      const { text } = (await request.json()) as { text: string };
      written.push({ id: String(params.customer), text });
      return HttpResponse.json({}, { status: 201 });
    }),
  );
  store = createCustomerStore();
  const api = createApiClient({ fetch: care.fetch, retryDelaysMs: [] });
  customer = createCustomerSession({ api, demo: createDemoClient(api), store });
  await customer.start();
});
const state = () => store.getState();

test('starts as the first customer of the first profile', () => {
  expect(state()).toMatchObject({
    load: { status: 'ready' },
    profileId: 'prof_ig',
    writer: { id: 'maya' },
    scripted: true,
  });
});

test('what is sent stands in the thread, and the box is empty again', async () => {
  state().set({ text: 'Hello?' });
  await customer.send();
  expect(state().messages.map((message) => message.text)).toEqual(['Hello?']);
  expect(state().text).toBe('');
});

test('somebody new brings their name with the first message only', async () => {
  customer.chooseProfile('prof_wa');
  expect(state()).toMatchObject({ kind: 'direct_message', writer: null });
  await customer.chooseWriter({ id: 'new-1', name: 'Nora', isNew: true });
  state().set({ text: 'First' });
  await customer.send();
  state().set({ text: 'Second' });
  await customer.send();
  expect(care.requests('POST', '/new-1').map((one) => one.body)).toEqual([
    { text: 'First', kind: 'direct_message', name: 'Nora' },
    { text: 'Second', kind: 'direct_message' },
  ]);
});

test('a message that was refused stays in the box, with the reason', async () => {
  care.use(http.post(at('/threads/:profile/:customer'), () => problem(400, 'VALIDATION_FAILED')));
  state().set({ text: 'Keep me' });
  await customer.send();
  expect(state()).toMatchObject({ text: 'Keep me', sending: false, problem: { code: 'VALIDATION_FAILED' } });
});

test('the switch goes back when the demo did not take it', async () => {
  care.use(http.put(at('/scripted'), () => problem(500, 'INTERNAL')));
  const switching = customer.setScripted(false);
  expect(state().scripted).toBe(false);
  await switching;
  await vi.waitFor(() => expect(state().scripted).toBe(true));
});
