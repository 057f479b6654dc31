import { afterAll, beforeAll, expect, it } from 'vitest';
import { requestEscalation } from '../storage/escalation-requests.ts';
import { ADMIN, openSalesforceStage, type SalesforceStage } from './testing/salesforce-stage.ts';
import { walkSignIn } from './testing/walk-sign-in.ts';

let stage: SalesforceStage;
let production: string;
let sandbox: string;

beforeAll(async () => {
  stage = await openSalesforceStage({ sandbox: true });
  // The sandbox first: the oldest is not what decides.
  sandbox = await connectSandbox();
  production = (await stage.connect(stage.supervisor, ADMIN)).connection.id;
  for (const [org, LastName] of [
    [stage.org, 'Produced'],
    [stage.sandbox!, 'Sandboxed'],
  ] as const) {
    const admin = org.core.users.list().find(({ username }) => username.startsWith(ADMIN))!;
    await org.core.records.create(admin, 'Contact', { LastName, Email: 'mara@example.com' });
  }
});
afterAll(() => stage.stop());

async function connectSandbox(): Promise<string> {
  const { attempts } = stage.replicas[0]!.integration;
  const { actor, sessionHash } = stage.supervisor;
  const request = { environment: 'sandbox' as const, loginUrl: stage.sandbox!.url, connectionId: null };
  const { attemptId, authorizeUrl, browserSecret } = await attempts.start(actor, sessionHash, request);
  await attempts.comeBack(await walkSignIn(authorizeUrl, `${ADMIN}.uat`), () => browserSecret);
  return attempts.confirm(actor, sessionHash, attemptId);
}

const desk = () => stage.replicas[0]!.desk;
const find = async (caseId?: string) =>
  (await desk().searchContacts(stage.supervisor.actor, 'mara@example.com', caseId)).map(({ name }) => name);

it('tells production from sandbox by what the orgs say', async () => {
  const connections = await desk().connections(stage.supervisor.actor);
  expect(connections.map(({ id, environment, orgId }) => [id, environment, orgId])).toEqual([
    [sandbox, 'sandbox', stage.sandbox!.orgId],
    [production, 'production', stage.org.orgId],
  ]);
});

it('takes a case to the production org, unless its customer is linked in another', async () => {
  const caseId = await stage.addCase();
  const actor = stage.supervisor.actor;
  expect((await desk().tab(actor, caseId)).connection?.id).toBe(production);
  expect([await find(), await find(caseId)]).toEqual([['Produced'], ['Produced']]);

  const inSandbox = await desk().connections(actor);
  const { accountId } = stage;
  await stage.db.forAccount(accountId, async (tx) => {
    const { customer_id } = await tx
      .selectFrom('care_case')
      .select('customer_id')
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('contact_link')
      .values({
        account_id: accountId,
        customer_id,
        connection_id: inSandbox[0]!.id,
        contact_id: '003000000000001AAA',
        contact: '{}',
        linked_by: null,
      })
      .execute();
  });
  expect((await desk().tab(actor, caseId)).connection?.id).toBe(sandbox);
  expect([await find(), await find(caseId)]).toEqual([['Produced'], ['Sandboxed']]);

  const environment = { db: stage.db, now: () => new Date(), caseUrl: () => 'https://care.example/case' };
  const request = {
    accountId,
    caseId,
    agentId: actor.agentId,
    object: 'Case',
    fields: {},
    another: false,
    tokenGap: null,
  } as const;
  expect(await requestEscalation(environment, request)).toMatchObject({ kind: 'requested' });
  const rows = await stage.db.forAccount(accountId, (tx) =>
    tx.selectFrom('escalation').select('connection_id').execute(),
  );
  expect(rows).toEqual([{ connection_id: sandbox }]);
});
