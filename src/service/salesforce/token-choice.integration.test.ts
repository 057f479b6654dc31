import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import type { SalesforceRequest } from '../sync/ports.ts';
import { rehearseTokenLoss } from './rehearse.ts';
import { ADMIN, JONAS, openSalesforceStage, type SalesforceStage } from './testing/salesforce-stage.ts';

let stage: SalesforceStage;
let connectionId: string;

beforeEach(async () => {
  stage = await openSalesforceStage();
  connectionId = (await stage.connect(stage.supervisor, ADMIN)).connection.id;
  await stage.connect(stage.agent, JONAS, connectionId);
});
afterEach(() => stage.stop());

/** What only an admin may read. */
const ADMINS_ONLY = '/named-credentials/external-credentials';

const call = (more: Partial<SalesforceRequest> = {}) =>
  stage.replicas[0]!.integration.port.call({
    accountId: stage.accountId,
    connectionId,
    actingAgentId: stage.agent.actor.agentId,
    fallback: 'default',
    purpose: 'contact',
    method: 'GET',
    path: '/limits',
    records: 0,
    ...more,
  });
const end = async (username: string) => {
  await stage.org.core.control.revokeGrants(username);
  await stage.org.core.control.expireAccessTokens();
};
const states = async () => {
  const [view] = await stage.replicas[0]!.desk.connections(stage.supervisor.actor);
  return [view!.state, ...view!.users.map(({ state }) => state)];
};

it("goes by the agent's own token, and by the default where the agent has none", async () => {
  expect(await call()).toMatchObject({ tokenOwner: { username: JONAS, agentId: stage.agent.actor.agentId } });
  expect(await call({ actingAgentId: null })).toMatchObject({ tokenOwner: { username: ADMIN } });
  expect(await call({ actingAgentId: 'agent_without', fallback: 'none' })).toMatchObject({
    tokenOwner: { username: ADMIN },
  });
});

it("shows a refusal of the agent's own token to an agent who waits", async () => {
  expect(await call({ path: ADMINS_ONLY, fallback: 'none' })).toMatchObject({
    kind: 'refused',
    class: 'config',
    tokenOwner: { username: JONAS },
  });
});

it('falls to the default in the background, and records both', async () => {
  expect(await call({ path: ADMINS_ONLY })).toMatchObject({
    kind: 'answered',
    tokenOwner: { username: ADMIN },
  });
  const rows = await stage.db.forAccount(stage.accountId, (tx) =>
    tx
      .selectFrom('salesforce_call')
      .select(['status', 'error_code'])
      .where('path', '=', ADMINS_ONLY)
      .orderBy('id')
      .execute(),
  );
  expect(rows).toEqual([
    { status: 403, error_code: 'INSUFFICIENT_ACCESS' },
    { status: 200, error_code: null },
  ]);
});

it("goes on with the default when the agent's own access has ended", async () => {
  await end(JONAS);

  expect(await call({ fallback: 'none' })).toMatchObject({
    kind: 'answered',
    tokenOwner: { username: ADMIN },
  });
  expect(await states()).toEqual(['connected', 'connected', 'reconnect_needed']);
});

it('goes on with another user when the default has ended, and waits when the account does not want that', async () => {
  await end(ADMIN);
  expect(await call({ actingAgentId: null })).toMatchObject({
    kind: 'answered',
    tokenOwner: { username: JONAS },
  });
  expect(await states()).toEqual(['connected', 'reconnect_needed', 'connected']);

  await stage.db.forAccount(stage.accountId, (tx) =>
    tx
      .updateTable('account')
      .set({ settings: JSON.stringify({ standInTokens: false }) })
      .execute(),
  );
  expect(await call({ actingAgentId: null })).toMatchObject({
    kind: 'unavailable',
    reason: 'reconnect_needed',
  });
  expect(await call()).toMatchObject({ kind: 'answered', tokenOwner: { username: JONAS } });
});

it('waits when all have ended, and works again once somebody has connected', async () => {
  await end(ADMIN);
  await end(JONAS);
  expect(await call()).toMatchObject({ kind: 'unavailable', reason: 'reconnect_needed' });
  await expect(stage.replicas[0]!.desk.searchContacts(stage.agent.actor, 'mara')).rejects.toMatchObject({
    code: 'SALESFORCE_RECONNECT_NEEDED',
  });

  await stage.connect(stage.supervisor, ADMIN, connectionId);
  expect(await call()).toMatchObject({ kind: 'answered', tokenOwner: { username: ADMIN } });
  expect(await states()).toEqual(['connected', 'connected', 'reconnect_needed']);
});

it('asks the org of the first twenty who could stand in, a few at a time, and stops at the first who hears', async () => {
  await stage.db.forAccount(stage.accountId, (tx) =>
    tx
      .insertInto('connected_user')
      .values(
        Array.from({ length: 30 }, (_, at) => ({
          id: newId('user'),
          account_id: stage.accountId,
          connection_id: connectionId,
          salesforce_user_id: `005${String(at).padStart(12, '0')}AAA`,
          username: `user${at}`,
          display_name: `User ${at}`,
          refresh_token: Buffer.alloc(1),
        })),
      )
      .execute(),
  );
  const asked: string[] = [];
  let [underWay, most] = [0, 0];
  const rehearse = async (hears: string) => {
    asked.length = 0;
    const mayViewAllCases = async (_: unknown, { username }: { username: string }) => {
      asked.push(username);
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return username === hears;
    };
    const lines = await rehearseTokenLoss(stage.db, { mayViewAllCases }, stage.accountId, connectionId);
    return lines?.find(({ code }) => code.startsWith('events_'));
  };

  expect(await rehearse('nobody')).toMatchObject({
    code: 'events_unsure',
    fact: expect.stringContaining('11 more were not asked'),
  });
  expect(asked).toHaveLength(20);
  expect(await rehearse(JONAS)).toMatchObject({ code: 'events_go_on' });
  expect(asked).toHaveLength(4);
  expect(most).toBe(4);
});

it('rehearses the loss of the default token, and touches nothing', async () => {
  const rehearse = () => stage.replicas[0]!.integration.rehearseTokenLoss(stage.accountId, connectionId);
  const lines = await rehearse();

  expect(lines?.find(({ code }) => code === 'stand_in')).toMatchObject({
    fact: expect.stringContaining('Jonas'),
    who: { id: stage.agent.actor.agentId },
  });
  expect(lines?.some(({ code }) => code === 'events_slower' || code === 'events_go_on')).toBe(true);
  expect(await states()).toEqual(['connected', 'connected', 'connected']);
  await end(JONAS);
  await call();
  expect((await rehearse())?.map(({ code }) => code)).toContain('no_stand_in');
});
