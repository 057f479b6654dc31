import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN, JONAS, openSalesforceStage, type SalesforceStage } from './testing/salesforce-stage.ts';
import { checkEmbeddedUsers } from './watch-embedded-users.ts';

let stage: SalesforceStage;
let connectionId: string;

beforeAll(async () => {
  stage = await openSalesforceStage();
  connectionId = (await stage.connect(stage.supervisor, ADMIN)).connection.id;
  await stage.connect(stage.agent, JONAS, connectionId);
});
afterAll(() => stage.stop());

const check = () => checkEmbeddedUsers(stage.db, stage.replicas[0]!.integration.port);
const asked = () => stage.org.core.control.calls().length;

async function openWidget(agentId: string): Promise<void> {
  await stage.db.forAccount(stage.accountId, (tx) =>
    tx
      .insertInto('embed_token')
      .values({
        token_hash: randomBytes(32),
        account_id: stage.accountId,
        connection_id: connectionId,
        agent_id: agentId,
        case_id: null,
        expires_at: new Date(Date.now() + 60_000),
      })
      .execute(),
  );
}

async function asOwner(sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: stage.adminUrl });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const holders = async () => (await asOwner('select agent_id from embed_token')).map((row) => row.agent_id);

it('asks nothing while nobody has the widget open', async () => {
  stage.org.core.control.clearCalls();
  await check();

  expect(asked()).toBe(0);
});

it('leaves active users alone, and asks once however many replicas look', async () => {
  await openWidget(stage.supervisor.actor.agentId);
  await openWidget(stage.agent.actor.agentId);
  stage.org.core.control.clearCalls();
  await Promise.all([check(), check(), check()]);

  expect(asked()).toBe(1);
  expect(await holders()).toHaveLength(2);
});

it('ends the widget of a user whom the org no longer has as active', async () => {
  // To the org a user who was deactivated is one who is not among the active.
  await asOwner(
    'update identity_link set salesforce_user_id = $1 where agent_id = $2',
    '005000000000099AAA',
    stage.agent.actor.agentId,
  );
  await asOwner('update connection set users_checked_at = null');
  await check();

  expect(await holders()).toEqual([stage.supervisor.actor.agentId]);
});

it('ends nothing when the org cannot be asked', async () => {
  await asOwner('update connection set users_checked_at = null');
  stage.org.core.control.addFault({ operation: 'query', code: 'SERVER_UNAVAILABLE', times: 5 });
  await check();

  expect(await holders()).toEqual([stage.supervisor.actor.agentId]);
});
