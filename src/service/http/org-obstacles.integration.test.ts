import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN } from '../../simulator/test-client.ts';
import { walkSignIn } from '../salesforce/testing/walk-sign-in.ts';
import { type EmbedStage, openEmbedStage } from './testing/embed-stage.ts';

const DAY_MS = 86_400_000;

let stage: EmbedStage;
let path: string;

beforeAll(async () => {
  stage = await openEmbedStage();
  path = `/v1/salesforce/connections/${stage.connectionId}`;
});
afterAll(() => stage.stop());

type Change = readonly [method: 'PATCH' | 'DELETE', address: string, body?: object];

/** What an admin of the org, or Salesforce itself, does to it. */
async function inOrg(...changes: readonly Change[]): Promise<void> {
  for (const [method, address, body] of changes) {
    const reply = await fetch(`${stage.org.url}/__simulator${address}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    expect(reply.ok, `${method} ${address}: ${reply.status}`).toBe(true);
  }
}

/** Its token as our database has it: never paused, and renewed that many days ago. */
const setBack = (days: number) =>
  stage.service.parts.services.db.forAccount(stage.account.accountId, (tx) =>
    tx
      .updateTable('connected_user')
      .set({
        refresh_not_before: null,
        ...(days > 0 && { refreshed_at: new Date(Date.now() - days * DAY_MS) }),
      })
      .execute(),
  );

interface Told {
  state: string;
  cause: string | null;
  remedy: string | null;
  consequences: unknown[];
}

/** Has Care ask the org for something with a session that is over, and says how the connection stands then. */
async function askedAgain(days = 0): Promise<Told> {
  await inOrg(['DELETE', '/access-tokens']);
  await setBack(days);
  await stage.asAgent('ines', 'GET', '/v1/salesforce/contacts?search=nobody');
  const { body } = await stage.asAgent('ines', 'GET', path);
  return (body as unknown as { connection: Told }).connection;
}

async function reconnect(): Promise<void> {
  const begun = await stage.asAgent('ines', 'POST', '/v1/salesforce/connections', {
    environment: 'production',
    connectionId: stage.connectionId,
  });
  const { attemptId, authorizeUrl } = begun.body as { attemptId: string; authorizeUrl: string };
  const back = await walkSignIn(authorizeUrl, ADMIN);
  await stage.send('GET', `/v1/salesforce/callback?${back}`, undefined, { cookie: begun.setCookie! });
  const confirmed = await stage.asAgent('ines', 'POST', `/v1/salesforce/attempts/${attemptId}/confirmation`);
  expect(confirmed.status, JSON.stringify(confirmed.body)).toBe(200);
}

interface Obstacle {
  what: string;
  comes: readonly Change[];
  goes: readonly Change[];
  state: string;
  cause: string | null;
  remedy: RegExp | null;
  /** Days without a renewal by then. */
  days?: number;
}

const user = `/users/${ADMIN}`;
const CLOCK_BACK: Change = ['PATCH', '/clock', { offsetMs: 0 }];

const OBSTACLES: readonly Obstacle[] = [
  {
    what: 'an address outside the ranges',
    comes: [['PATCH', '/app', { refreshIps: ['203.0.113.0/24'] }]],
    goes: [['PATCH', '/app', { refreshIps: [] }]],
    state: 'expiring_soon',
    cause: 'ip_restricted',
    remedy: /trusted IP ranges/,
  },
  {
    what: 'a blocked app',
    comes: [['PATCH', '/app', { isBlocked: true }]],
    goes: [['PATCH', '/app', { isBlocked: false }]],
    state: 'expiring_soon',
    cause: 'app_blocked',
    remedy: /Connected Apps OAuth Usage/,
  },
  {
    what: 'users who have to be approved, and are not',
    comes: [['PATCH', '/app', { permittedUsers: 'AdminApprovedPreAuthorized' }]],
    goes: [['PATCH', '/app', { permittedUsers: 'AllSelfAuthorized' }]],
    state: 'expiring_soon',
    cause: 'app_blocked',
    remedy: /Connected Apps OAuth Usage/,
  },
  {
    what: 'an app that was uninstalled, which ends no access that is there',
    comes: [['PATCH', '/app', { presence: 'uninstalled' }]],
    goes: [['PATCH', '/app', { presence: 'installed' }]],
    state: 'connected',
    cause: null,
    remedy: null,
  },
  {
    what: 'a locked org',
    comes: [['PATCH', '/org', { isLocked: true }]],
    goes: [['PATCH', '/org', { isLocked: false }]],
    state: 'org_locked',
    cause: 'org_locked',
    remedy: /goes on when Salesforce unlocks/,
  },
  {
    what: 'a deactivated user',
    comes: [['PATCH', user, { isActive: false }]],
    goes: [['PATCH', user, { isActive: true }]],
    state: 'reconnect_needed',
    cause: 'user_inactive',
    remedy: /activate the user, then connect again/,
  },
  {
    what: 'a frozen user',
    comes: [['PATCH', user, { isFrozen: true }]],
    goes: [['PATCH', user, { isFrozen: false }]],
    state: 'reconnect_needed',
    cause: 'user_inactive',
    remedy: /activate the user, then connect again/,
  },
  {
    what: 'a revoked access',
    comes: [['DELETE', `/grants?username=${ADMIN}`]],
    goes: [],
    state: 'reconnect_needed',
    cause: 'revoked',
    remedy: /^Connect again\.$/,
  },
  {
    what: 'thirty-one days without use',
    comes: [['PATCH', '/clock', { offsetMs: 31 * DAY_MS }]],
    goes: [CLOCK_BACK],
    state: 'expired',
    cause: 'idle',
    remedy: /^Connect again\.$/,
    days: 31,
  },
  {
    what: 'the age that the policy of the app allows',
    comes: [
      ['PATCH', '/app', { refreshTokenPolicy: 'specific_lifetime:12:HOURS' }],
      ['PATCH', '/clock', { offsetMs: DAY_MS }],
    ],
    goes: [['PATCH', '/app', { refreshTokenPolicy: 'infinite' }], CLOCK_BACK],
    state: 'expired',
    cause: 'idle',
    remedy: /^Connect again\.$/,
  },
];

test.each(OBSTACLES)('tells $what as $state and $cause, and comes back', async (obstacle) => {
  const { comes, goes, state, cause, remedy, days } = obstacle;
  const over = state === 'expired' || state === 'reconnect_needed';
  await inOrg(...comes);
  try {
    await expect.poll(() => askedAgain(days), { timeout: 20_000 }).toMatchObject({ state, cause });
    const told = await askedAgain(days);
    if (remedy) expect(told.remedy).toMatch(remedy);
    else expect(told.remedy).toBeNull();
    expect(told.consequences).toHaveLength(over ? 4 : 0);
  } finally {
    await inOrg(...goes);
  }
  // What Salesforce ended needs a person; everything else goes on by itself.
  if (over) await reconnect();
  await expect
    .poll(() => askedAgain(), { timeout: 20_000 })
    .toMatchObject({ state: 'connected', cause: null, consequences: [] });
});
