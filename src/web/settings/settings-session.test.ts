import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { createApiClient } from '../clients/api-client.ts';
import { type FakeCare, ORIGIN, problem, startFakeCare } from '../clients/testing/fake-care.ts';
import { createIntegrationsWork } from './integrations/integrations-work.ts';
import { createIntegrationsStore } from './integrations/store/integrations-store.ts';
import { createSettingsSession } from './settings-session.ts';
import { reasonAgainst } from './store/reason-against.ts';
import { createSettingsStore, type SettingsStore } from './store/settings-store.ts';
import { integrations, session } from './testing/made-up.ts';

let care: FakeCare;
let store: SettingsStore;
let left: string[];

const api = () => createApiClient({ fetch: care.fetch, retryDelaysMs: [] });
const start = () =>
  createSettingsSession({ api: api(), store, leaveFor: (address) => left.push(address) }).start();

beforeEach(() => {
  care = startFakeCare();
  care.use(
    http.get(`${ORIGIN}/v1/session`, () => HttpResponse.json(session())),
    http.get(`${ORIGIN}/v1/integrations`, () => HttpResponse.json(integrations())),
  );
  store = createSettingsStore();
  left = [];
  vi.stubGlobal('location', new URL(`${ORIGIN}/settings/roles`));
});

test('knows who is here and what the account has', async () => {
  await start();
  expect(store.getState()).toMatchObject({
    start: { status: 'signed_in' },
    salesforce: { state: 'enabled' },
  });
  expect(left).toEqual([]);
});

test('sends whoever is not signed in to sign in, and back to where they were', async () => {
  care.use(http.get(`${ORIGIN}/v1/session`, () => problem(401, 'UNAUTHENTICATED')));
  await start();
  expect(left).toEqual(['/sign-in?to=%2Fsettings%2Froles']);
});

test('says that Care cannot be reached, and sends nobody anywhere', async () => {
  care.use(http.get(`${ORIGIN}/v1/session`, () => HttpResponse.error()));
  await start();
  expect(store.getState().start).toMatchObject({ status: 'failed', problem: { code: 'CARE_UNREACHABLE' } });
  expect(left).toEqual([]);
});

test('what a role does not allow has a reason with its names; what it allows has none', async () => {
  care.use(
    http.get(`${ORIGIN}/v1/session`, () =>
      HttpResponse.json(
        session({ role: { id: 'role_2', name: 'Agent' }, permissions: ['view_salesforce_accounts'] }),
      ),
    ),
  );
  await start();
  expect(reasonAgainst(store.getState(), 'view_salesforce_accounts')).toBe('');
  expect(reasonAgainst(store.getState(), 'add_salesforce_accounts')).toContain(
    'Your role Agent does not have “Add Salesforce accounts”.',
  );
});

test('asks for Salesforce, and shows when the operator has enabled it', async () => {
  vi.useFakeTimers();
  try {
    const requested = integrations({ state: 'requested', enabledBy: null, enabledAt: null });
    care.use(
      http.get(
        `${ORIGIN}/v1/integrations`,
        () => HttpResponse.json(integrations({ state: 'not_requested' })),
        {
          once: true,
        },
      ),
      http.post(`${ORIGIN}/v1/integrations/salesforce/request`, () => HttpResponse.json(requested)),
    );
    await start();
    const work = createIntegrationsWork({ api: api(), settings: store, store: createIntegrationsStore() });
    const looks = () => care.requests('GET', '/v1/integrations').length;
    const restsAfter = async (count: number) => {
      await vi.advanceTimersByTimeAsync(60_000);
      expect(looks()).toBe(count);
    };
    work.watch();
    expect(looks()).toBe(1);
    await restsAfter(1);
    await work.request();
    expect(store.getState().salesforce).toMatchObject({
      state: 'requested',
      requestedBy: { name: 'Ines Okafor' },
    });
    await vi.runOnlyPendingTimersAsync();
    await vi.waitFor(() => expect(store.getState().salesforce?.state).toBe('enabled'));
    await restsAfter(looks());
    work.end();
  } finally {
    vi.useRealTimers();
  }
});

test('says why asking did not go through', async () => {
  care.use(
    http.post(`${ORIGIN}/v1/integrations/salesforce/request`, () => problem(403, 'PERMISSION_MISSING')),
  );
  await start();
  const asking = createIntegrationsStore();
  await createIntegrationsWork({ api: api(), settings: store, store: asking }).request();
  expect(asking.getState()).toMatchObject({ busy: false, problem: { code: 'PERMISSION_MISSING' } });
});
