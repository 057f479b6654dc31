import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { RunningService } from '../main.ts';
import { createTestDatabase, type TestDatabase } from '../storage/testing/create-test-database.ts';
import { type CompanySignIn, OIDC_CLIENT, startCompanySignIn } from '../testing/company-sign-in.ts';
import { type SeededAccount, seedAccount } from '../testing/seed-account.ts';
import { startTestService } from '../testing/start-test-service.ts';

const PUBLIC_URL = 'http://127.0.0.1:9';
const CALLBACK = '/v1/sign-in/oidc/callback';

let database: TestDatabase;
let company: CompanySignIn;
let service: RunningService;
let account: SeededAccount;
/** Of Jonas, as this test's account has it: every account of the database has a Jonas. */
let email: string;

beforeAll(async () => {
  database = await createTestDatabase();
  company = await startCompanySignIn(PUBLIC_URL + CALLBACK);
  service = await startTestService(database, {
    publicUrl: PUBLIC_URL,
    oidc: { issuer: company.issuer, label: 'Acme ID', ...OIDC_CLIENT },
  });
});
afterAll(async () => {
  await service.stop();
  await company.stop();
  await database.drop();
});
beforeEach(async () => {
  company.verified = true;
  const { services, vault } = service.parts;
  account = await seedAccount(services.db, vault);
  email = `jonas@${account.accountId.replace('_', '-')}.example`;
  await jonas({ email });
});

const jonas = (values: { email?: string; active?: boolean; invited_at?: Date | null }) =>
  service.parts.services.db.forAccount(account.accountId, (tx) =>
    tx.updateTable('agent').set(values).where('id', '=', account.agents.jonas).execute(),
  );

interface Browser {
  cookie: string;
  authorizeUrl: string;
}
const begin = async (returnTo = 'desk'): Promise<Browser> => {
  const answer = await ask(`/v1/sign-in/oidc?returnTo=${returnTo}`, '');
  const cookie = answer.cookies.find((each) => each.startsWith('care_sign_in='))!;
  return { cookie: cookie.split(';')[0]!, authorizeUrl: answer.location };
};
const ask = async (path: string, cookie: string) => {
  const response = await service.parts.app.inject({ method: 'GET', url: path, headers: { cookie } });
  return {
    status: response.statusCode,
    location: String(response.headers.location ?? ''),
    cookies: [response.headers['set-cookie'] ?? []].flat(),
    body: response.body,
  };
};
const finish = (answer: URL, cookie: string) => ask(answer.pathname + answer.search, cookie);
const signIn = async (login: string | null, returnTo?: string) => {
  const { cookie, authorizeUrl } = await begin(returnTo);
  return finish(await company.walk(authorizeUrl, login), cookie);
};
const sessionIn = (cookies: string[]): string | undefined =>
  cookies.find((each) => each.startsWith('care_session='))?.split(';')[0];

it('says which ways in there are', async () => {
  const { body } = await ask('/v1/sign-in', '');
  expect(JSON.parse(body)).toEqual({ demo: false, oidc: { label: 'Acme ID' }, links: true, problem: null });
});

it('lets in whom the company vouches for, to the page they wanted', async () => {
  const { status, location, cookies } = await signIn(email, 'settings');
  expect([status, location]).toEqual([302, '/settings']);
  const session = await ask('/v1/session', sessionIn(cookies)!);
  expect(JSON.parse(session.body)).toMatchObject({ agent: { id: account.agents.jonas }, demo: false });
  expect(cookies.find((each) => each.startsWith('care_session='))).toMatch(/HttpOnly; SameSite=Strict/);
});

it('makes who was invited active when they come', async () => {
  await jonas({ active: false, invited_at: new Date() });
  const { cookies } = await signIn(email);
  expect((await ask('/v1/session', sessionIn(cookies)!)).status).toBe(200);
});

it.each([
  ['a stranger', 'SIGN_IN_UNKNOWN_PERSON', () => signIn('nobody@acme.example')],
  ['who says no there', 'SIGN_IN_REFUSED', () => signIn(null)],
  [
    'who was deactivated',
    'SIGN_IN_UNKNOWN_PERSON',
    async () => {
      await jonas({ active: false });
      return signIn(email);
    },
  ],
  [
    'whose address nobody has verified',
    'SIGN_IN_EMAIL_UNVERIFIED',
    () => {
      company.verified = false;
      return signIn(email);
    },
  ],
  [
    'whose address two accounts have',
    'SIGN_IN_SEVERAL_ACCOUNTS',
    async () => {
      const { services, vault } = service.parts;
      const other = await seedAccount(services.db, vault);
      await services.db.forAccount(other.accountId, (tx) =>
        tx.updateTable('agent').set({ email }).where('id', '=', other.agents.priya).execute(),
      );
      return signIn(email);
    },
  ],
])('does not let in %s, says why, and makes nobody a user', async (_who, code, attempt) => {
  const { location, cookies } = await attempt();
  expect(location).toBe(`/sign-in?problem=${code}`);
  expect(sessionIn(cookies)).toBeUndefined();
  const said = JSON.parse((await ask(`/v1/sign-in?problem=${code}`, '')).body);
  expect(said.problem).toMatchObject({ code, fact: expect.any(String), remedy: expect.any(String) });
  expect(await countAgents()).toBe(3);
});

const countAgents = async (): Promise<number> => {
  const { db } = service.parts.services;
  const agents = await db.forAccount(account.accountId, (tx) =>
    tx.selectFrom('agent').select('id').execute(),
  );
  return agents.length;
};

it.each([
  [
    'another browser, without the cookie',
    async ({ authorizeUrl }: Browser) => finish(await company.walk(authorizeUrl, email), ''),
  ],
  [
    'another attempt',
    async ({ authorizeUrl }: Browser) =>
      finish(await company.walk(authorizeUrl, email), (await begin()).cookie),
  ],
  [
    'another page to return to',
    async ({ authorizeUrl, cookie }: Browser) => {
      const answer = await company.walk(authorizeUrl, email);
      answer.searchParams.set('state', answer.searchParams.get('state')!.replace('.desk', '.settings'));
      return finish(answer, cookie);
    },
  ],
])('refuses an answer that belongs to %s', async (_what, finished) => {
  const { location, cookies } = await finished(await begin());
  expect(location).toBe('/sign-in?problem=SIGN_IN_INTERRUPTED');
  expect(sessionIn(cookies)).toBeUndefined();
});

it('takes a code once', async () => {
  const { cookie, authorizeUrl } = await begin();
  const answer = await company.walk(authorizeUrl, email);
  expect(sessionIn((await finish(answer, cookie)).cookies)).toBeDefined();
  expect((await finish(answer, cookie)).location).toBe('/sign-in?problem=SIGN_IN_FAILED');
});

it('sends nobody to an address that is not a page of Care', async () => {
  expect((await ask('/v1/sign-in/oidc?returnTo=https://evil.example', '')).status).toBe(400);
});

it('has neither the company’s nor the one-click sign-in where they are not set', async () => {
  const plain = await startTestService(database);
  const get = async (url: string, method: 'GET' | 'POST' = 'GET') =>
    plain.parts.app.inject({ method, url, ...(method === 'POST' ? { payload: { agentId: 'x' } } : {}) });
  expect((await get('/v1/sign-in')).json()).toMatchObject({ demo: false, oidc: null });
  expect((await get('/v1/sign-in/oidc')).json()).toMatchObject({ code: 'SIGN_IN_UNAVAILABLE' });
  expect((await get(CALLBACK)).json()).toMatchObject({ code: 'SIGN_IN_UNAVAILABLE' });
  expect((await get('/v1/demo/people')).statusCode).toBe(404);
  expect((await get('/v1/demo/sign-in', 'POST')).statusCode).toBe(404);
  await plain.stop();
});

it('says so when the company’s sign-in does not answer', async () => {
  const down = await startTestService(database, {
    publicUrl: PUBLIC_URL,
    oidc: { issuer: 'http://127.0.0.1:1', label: 'Acme ID', ...OIDC_CLIENT },
  });
  const response = await down.parts.app.inject({ method: 'GET', url: '/v1/sign-in/oidc' });
  expect(response.headers.location).toBe('/sign-in?problem=SIGN_IN_FAILED');
  await down.stop();
});
