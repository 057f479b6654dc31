import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Access, Endpoint } from '../../api/endpoint.ts';
import { ENDPOINTS } from '../../api/index.ts';
import { moduleOf } from '../../domain/module.ts';
import { PERMISSIONS, type Permission } from '../../domain/permission.ts';
import type { RunningService } from '../main.ts';
import { createTestDatabase, type TestDatabase } from '../storage/testing/create-test-database.ts';
import type { SeededAccount } from '../testing/seed-account.ts';
import { startTestService } from '../testing/start-test-service.ts';
import { SESSION_COOKIE } from './actor.ts';
import {
  addressOf,
  bodyOf,
  makeThings,
  openAccount,
  type Things,
  type WalkedRole,
} from './testing/access-stage.ts';
import { FOR_EVERYBODY, GUARDED, OF_MODULE, PUBLIC } from './testing/expected-access.ts';

const LEVELS = ['none', 'read', 'create', 'modify'] as const;
type Level = (typeof LEVELS)[number];

const custom = (name: string, permissions: readonly Permission[], level: Level = 'none'): WalkedRole => ({
  name,
  builtIn: null,
  permissions,
  level,
});
const ROLES: readonly WalkedRole[] = [
  { name: 'Admin', builtIn: 'admin', permissions: PERMISSIONS, level: 'modify' },
  {
    name: 'Supervisor',
    builtIn: 'supervisor',
    permissions: [
      'manage_cases',
      'see_all_cases',
      'delete_cases',
      'manage_case_fields',
      'manage_views',
      'manage_sla_policies',
      'manage_resources',
      'manage_care_workflows',
      'access_care_reporting',
      'view_salesforce_accounts',
    ],
    level: 'modify',
  },
  {
    name: 'Agent',
    builtIn: 'agent',
    permissions: ['manage_cases', 'delete_cases', 'access_care_reporting', 'view_salesforce_accounts'],
    level: 'modify',
  },
  custom('nothing', []),
  ...PERMISSIONS.map((permission) => custom(permission, [permission])),
  ...LEVELS.slice(1).map((level) => custom(`contacts and cases ${level}`, [], level)),
  ...LEVELS.slice(1).map((level) => custom(`manage_cases, ${level}`, ['manage_cases'], level)),
];

let database: TestDatabase;
let service: RunningService;
let base: string;
let mine: SeededAccount;
let theirs: SeededAccount;
let foreign: Things;

beforeAll(async () => {
  database = await createTestDatabase();
  const nowhere = 'http://127.0.0.1:1';
  const salesforce = {
    clientId: 'care',
    clientSecret: 'secret',
    loginUrls: { production: nowhere, sandbox: nowhere },
    pubSubEndpoint: '127.0.0.1:1',
    pubSubInsecure: true,
    trustedOrigins: [nowhere],
  };
  // Nobody answers there, which a press would wait for.
  service = await startTestService(database, { salesforce }, { waitForNews: async () => {} });
  base = `http://127.0.0.1:${service.address.port}`;
  mine = await openAccount(service);
  theirs = await openAccount(service);
  foreign = await makeThings(service, theirs, ROLES[0]!);
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

interface Answer {
  status: number;
  code: string | null;
}
let callers = 0;

/** From an address of its own each time: how often somebody may ask is another test's. */
async function call(
  { method }: Endpoint,
  url: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer> {
  callers += 1;
  const response = await service.parts.app.inject({
    method,
    url,
    headers,
    remoteAddress: `10.${callers >> 16}.${(callers >> 8) & 255}.${callers & 255}`,
    ...(body === undefined ? {} : { payload: body as object }),
  });
  return { status: response.statusCode, code: codeIn(response.body) };
}

/** A stream has no end: as soon as it has begun, it is left. */
async function beginStream(url: string, headers: Record<string, string>): Promise<Answer> {
  const leave = new AbortController();
  const response = await fetch(base + url, { headers, signal: leave.signal });
  const code = response.status === 200 ? null : codeIn(await response.text());
  leave.abort();
  return { status: response.status, code };
}

const codeIn = (text: string): string | null => /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? null;

/** One way into an operation: who comes, and what the call names. */
interface Way {
  name: string;
  access: Access;
  ask(of: Things): Promise<Answer>;
}

function waysInto(operation: string, endpoint: Endpoint, own: Things): Way[] {
  const ask = async (of: Things, headers: Record<string, string>, body = bodyOf(operation, of)) => {
    const url = addressOf(endpoint.path, operation, of);
    if (operation !== 'live') return call(endpoint, url, body, headers);
    return beginStream(`${url}?caseId=${of.caseId}`, headers);
  };
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const scope = endpoint.embedScopes?.[0] ?? 'case';
  const ways: Record<Access, Way['ask'] | null> = {
    session: (of) => ask(of, { cookie: `${SESSION_COOKIE}=${own.sessionToken}` }),
    embed: async (of) => ask(of, bearer(await own.embedToken(scope))),
    // The org's user is the person's; of another account it would be another org's credential.
    connection: () => ask(own, bearer(own.credential)),
    public: operation === 'redeemCode' ? async () => ask(own, {}, await own.embedCode()) : null,
    api_key: null,
    signature: null,
  };
  return endpoint.access.flatMap((access) => {
    const way = ways[access];
    return way ? [{ name: `${operation} by ${access}`, access, ask: way }] : [];
  });
}

/** What the lists say, worked out without the product's own code. */
function mayCall(operation: string, { permissions, level }: WalkedRole): boolean {
  const guard = GUARDED[operation];
  if (!guard) return true;
  const held =
    guard.anyOf.length === 0 || guard.anyOf.some((each) => (permissions as readonly string[]).includes(each));
  return held && (!guard.level || LEVELS.indexOf(level) >= LEVELS.indexOf(guard.level));
}

/** Where more is asked for than the operation declares, by what the call of this walk is about. */
const mayGoOn = (operation: string, { permissions }: WalkedRole): boolean =>
  (operation !== 'startConnection' || permissions.includes('add_salesforce_accounts')) &&
  (operation !== 'previewMapping' || permissions.includes('manage_cases'));

const NAMES_A_THING = /:(?!code)\w+/;
const REFUSED = [
  'PERMISSION_MISSING',
  'UNAUTHENTICATED',
  'NOT_FOUND',
  'VALIDATION_FAILED',
  'INTERNAL',
  'EMBED_SCOPE_INSUFFICIENT',
  'RATE_LIMITED',
];

const denied = ({ status, code }: Answer): boolean => status === 403 && code === 'PERMISSION_MISSING';
const letIn = ({ status, code }: Answer): boolean =>
  status !== 500 && !(status >= 400 && REFUSED.includes(code ?? 'INTERNAL'));
const absent = ({ status, code }: Answer): boolean => status === 404 && code === 'NOT_FOUND';

/** What deletes comes last, and the session very last. */
const inOrder = Object.entries(ENDPOINTS)
  .filter(([name]) => GUARDED[name] || FOR_EVERYBODY[name])
  .sort(([a, one], [b, other]) => place(a, one) - place(b, other));
function place(name: string, { method }: Endpoint): number {
  return name === 'endSession'
    ? 3
    : name === 'disconnectOrg' || name === 'pressKillSwitch'
      ? 2
      : method === 'DELETE'
        ? 1
        : 0;
}

it('has every operation on one list: guarded, for everybody, or public', () => {
  const listed = [GUARDED, FOR_EVERYBODY, PUBLIC].flatMap((list) => Object.keys(list));
  expect(listed.toSorted()).toEqual(Object.keys(ENDPOINTS).toSorted());
});

it('declares for every operation what the list by hand says', () => {
  const declared = Object.entries(ENDPOINTS).flatMap(([name, { permission, contactsAndCases }]) =>
    permission || contactsAndCases
      ? [[name, { anyOf: [permission ?? []].flat().toSorted(), level: contactsAndCases }] as const]
      : [],
  );
  const expected = Object.entries(GUARDED).map(
    ([name, { anyOf, level }]) => [name, { anyOf: anyOf.toSorted(), level }] as const,
  );
  expect(Object.fromEntries(declared)).toEqual(Object.fromEntries(expected));
});

it('declares the module of every operation as the list by hand says', () => {
  const declared = Object.entries(ENDPOINTS).map(([name, endpoint]) => [name, moduleOf(endpoint)]);
  const expected = Object.keys(ENDPOINTS).map((name) => [name, OF_MODULE[name] ?? null]);
  expect(Object.fromEntries(declared)).toEqual(Object.fromEntries(expected));
});

it('serves every operation of the contract', () => {
  const missing = Object.entries(ENDPOINTS).filter(
    ([, { method, path }]) => !service.parts.app.hasRoute({ method, url: path }),
  );
  expect(missing.map(([name]) => name)).toEqual([]);
});

it('lets nobody in without a sign-in, or with one that is nobody’s', async () => {
  const own = await makeThings(service, mine, ROLES[0]!);
  const wrong: string[] = [];
  for (const [name, endpoint] of Object.entries(ENDPOINTS)) {
    if (PUBLIC[name] || name === 'redeemCode') continue;
    const url = addressOf(endpoint.path, name, own);
    for (const headers of [
      {},
      { cookie: `${SESSION_COOKIE}=${'x'.repeat(43)}` },
      { authorization: `Bearer ${'x'.repeat(43)}` },
    ]) {
      const answer = await call(endpoint, url, bodyOf(name, own), headers);
      if (answer.status !== 401) wrong.push(`${name}: ${answer.status} ${answer.code}`);
    }
  }
  expect(wrong).toEqual([]);
});

describe.each(ROLES)('the role $name', (role) => {
  it('opens what it says, of its own account alone', { timeout: 240_000 }, async () => {
    const own = await makeThings(service, mine, role);
    const wrong: string[] = [];
    let answers = 0;
    const note = (right: boolean, way: Way, of: string, { status, code }: Answer) => {
      answers += 1;
      if (!right) wrong.push(`${way.name}, ${of}: ${status} ${code}`);
    };
    for (const [name, endpoint] of inOrder) {
      const may = mayCall(name, role);
      for (const way of waysInto(name, endpoint, own)) {
        if (NAMES_A_THING.test(endpoint.path)) {
          const answer = await way.ask(foreign);
          note(may ? absent(answer) : denied(answer), way, 'theirs', answer);
        }
        const answer = await way.ask(own);
        note(may && mayGoOn(name, role) ? letIn(answer) : denied(answer), way, 'own', answer);
      }
    }
    expect(wrong).toEqual([]);
    expect(answers).toBeGreaterThan(100);
  });
});

describe.each([
  ['care', 'community', 'COMMUNITY_MODULE_MISSING', 'COMMUNITY_MODULE_MISSING'],
  ['community', 'care', 'CARE_MODULE_MISSING', 'EMBED_NOT_AVAILABLE'],
] as const)('an account with %s alone', (has, lacks, atTheDesk, inSalesforce) => {
  it.each([
    ['Admin', ROLES[0]!],
    ['nothing', custom('nothing', [])],
  ])(`is refused all that needs ${lacks} by every way in, whatever the role: %s`, async (_name, role) => {
    const account = await openAccount(service, [has]);
    const own = await makeThings(service, account, role);
    const wrong: string[] = [];
    let refusals = 0;
    for (const [name, endpoint] of inOrder.filter(([each]) => each !== 'endSession')) {
      for (const way of waysInto(name, endpoint, own)) {
        const answer = await way.ask(own);
        const code = way.access === 'session' ? atTheDesk : inSalesforce;
        const right =
          OF_MODULE[name] === lacks
            ? answer.status === 403 && answer.code === code
            : answer.code !== atTheDesk && answer.code !== inSalesforce;
        if (OF_MODULE[name] === lacks) refusals += 1;
        if (!right) wrong.push(`${way.name}: ${answer.status} ${answer.code}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(refusals).toBeGreaterThanOrEqual(lacks === 'care' ? 25 : 4);
  });
});

it.each([
  ['shut to', [], false],
  ['open to', ['see_all_cases'], true],
] as const)(
  'a case of somebody else is %s a role with manage_cases and %j, by every way to it',
  async (_word, more, open) => {
    const role = custom('Care', ['manage_cases', ...more], 'modify');
    const named = inOrder.filter(
      ([name, { path }]) => /:caseId|linkRecord/.test(path + name) || name === 'live',
    );
    const wrong: string[] = [];
    for (const [name, endpoint] of named) {
      const own = await makeThings(service, mine, role);
      await service.parts.services.db.forAccount(mine.accountId, (tx) =>
        tx
          .updateTable('care_case')
          .set({ assignee_id: own.agentId, status: 'open' })
          .where('id', '=', own.caseId)
          .execute(),
      );
      for (const way of waysInto(name, endpoint, own)) {
        const answer = await way.ask(own);
        if (open ? !letIn(answer) : !denied(answer))
          wrong.push(`${way.name}: ${answer.status} ${answer.code}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(named.length).toBeGreaterThan(15);
  },
);

it.each([
  ['view_salesforce_accounts', 'startConnection', 'a new org', false],
  ['view_salesforce_accounts', 'startConnection', 'oneself', true],
  ['add_salesforce_accounts', 'startConnection', 'a new org', true],
  ['add_salesforce_accounts', 'startConnection', 'oneself', false],
  ['view_salesforce_accounts', 'disconnectUser', 'oneself', true],
  ['view_salesforce_accounts', 'disconnectUser', 'somebody else', false],
  ['remove_salesforce_accounts', 'disconnectUser', 'somebody else', true],
] as const)('%s is enough for %s with %s: %s', async (permission, name, whom, enough) => {
  const own = await makeThings(service, mine, custom(permission, [permission]));
  const other = await makeThings(service, mine, ROLES[0]!);
  const endpoint = ENDPOINTS[name]!;
  const connectionId = whom === 'oneself' ? own.connectionId : null;
  const body = name === 'startConnection' ? { environment: 'production', connectionId } : undefined;
  const url = addressOf(endpoint.path, name, whom === 'somebody else' ? other : own);
  const answer = await call(endpoint, url, body, { cookie: `${SESSION_COOKIE}=${own.sessionToken}` });
  expect([letIn(answer), denied(answer)], `${answer.status} ${answer.code}`).toEqual([enough, !enough]);
});

it.each([
  ['setAssignee', 'AGENT_UNKNOWN', { agentId: 'agentId' }],
  ['setAutomationAgent', 'AGENT_UNKNOWN', { agentId: 'agentId' }],
  ['linkIdentity', 'AGENT_UNKNOWN', { agentId: 'agentId' }],
  ['setDefaultUser', 'NOT_FOUND', { userId: 'userId' }],
  ['changeUser', 'ROLE_UNKNOWN', { roleId: 'roleId' }],
  ['changeUser', 'GROUP_UNKNOWN', { groupIds: ['groupId'] }],
  ['invite', 'ROLE_UNKNOWN', { roleId: 'roleId' }],
  ['createGroup', 'AGENT_UNKNOWN', { memberIds: ['agentId'] }],
  ['changeGroup', 'AGENT_UNKNOWN', { memberIds: ['agentId'] }],
] as const)('%s answers %s for what belongs to another account', async (name, code, names) => {
  const own = await makeThings(service, mine, ROLES[0]!);
  const of = (key: keyof Things) => foreign[key];
  const theirsNamed = Object.fromEntries(
    Object.entries(names).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map(of) : of(value as keyof Things),
    ]),
  );
  const endpoint = ENDPOINTS[name]!;
  const body = name === 'changeUser' ? theirsNamed : { ...(bodyOf(name, own) as object), ...theirsNamed };
  const answer = await call(endpoint, addressOf(endpoint.path, name, own), body, {
    cookie: `${SESSION_COOKIE}=${own.sessionToken}`,
  });
  expect(answer.code).toBe(code);
});

it('has left everything of the other account as it was', async () => {
  const admin = { cookie: `${SESSION_COOKIE}=${foreign.sessionToken}` };
  for (const [name, endpoint] of inOrder.filter(([, { method }]) => method === 'GET')) {
    if (!endpoint.access.includes('session') || name === 'live' || name === 'getCaseForm') continue;
    const answer = await call(endpoint, addressOf(endpoint.path, name, foreign), undefined, admin);
    expect(letIn(answer), `${name}: ${answer.status} ${answer.code}`).toBe(true);
  }
});
