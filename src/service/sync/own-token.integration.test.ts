import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { LINK_FIELDS } from '../../domain/salesforce-names.ts';
import { JONAS } from '../salesforce/testing/salesforce-stage.ts';
import { readEscalationProgress, requestEscalation } from '../storage/escalation-requests.ts';
import { escalate } from './escalate.ts';
import { type LiveStage, openLiveStage } from './testing/live-stage.ts';
import { until } from './testing/sync-stage.ts';

let stage: LiveStage;

beforeAll(async () => {
  stage = await openLiveStage();
});
afterAll(() => stage.stop());
beforeEach(() => stage.org.core.control.clearFaults());

const OURS = Object.values(LINK_FIELDS).map((name) => `Case.${name}`);
const letJonasWrite = (access: 'read' | 'edit') =>
  stage.org.core.schemaSetup.setRights(JONAS, {
    fields: Object.fromEntries(OURS.map((one) => [one, access])),
  });
const connectJonas = () => stage.connect(stage.agent, JONAS, stage.connectionId);
const end = async (username: string) => {
  await stage.org.core.control.revokeGrants(username);
  await stage.org.core.control.expireAccessTokens();
};

/** What the form promises the agent. */
const promise = async (caseId: string) => {
  const { actingUser, because } = await stage.desk.form(stage.agent.actor, caseId, 'Case');
  return { actingUser, because };
};

/** Presses the button; `between` happens after the form was read for the last time and before anything is sent. */
async function press(caseId: string, between: () => Promise<unknown> = async () => {}) {
  const { accountId, db } = stage;
  const { agentId } = stage.agent.actor;
  const chosen = await stage.desk.chosenFields(stage.agent.actor, caseId, 'Case', {});
  await between();
  const environment = { db, now: () => new Date(), caseUrl: (id: string) => `http://care.example/${id}` };
  const ports = {
    request: (request: Parameters<typeof requestEscalation>[1]) => requestEscalation(environment, request),
    progress: (account: string, id: string) => readEscalationProgress(db, account, id),
    waitForNews: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
  const { escalation } = await escalate(ports, {
    accountId,
    caseId,
    agentId,
    object: 'Case',
    ...chosen,
    another: false,
  });
  const { actedAs, actedAsBecause } = escalation;
  return { actedAs, actedAsBecause };
}

/** Who made the Salesforce cases of a Care case. */
async function madeBy(caseId: string) {
  const soql = `SELECT CreatedById, OwnerId, Care_Acted_By__c FROM Case WHERE Care_Case_Id__c = '${caseId}'`;
  const { records } = await stage.org.core.records.query(stage.admin, soql);
  const nameOf = (id: unknown) => stage.org.core.users.list().find((user) => user.id === id)?.name;
  return records.map((row) => ({
    by: nameOf(row.CreatedById),
    owner: nameOf(row.OwnerId),
    actedBy: row.Care_Acted_By__c,
  }));
}

const lastAudit = async () => {
  const { fact } = await stage.db.forAccount(stage.accountId, async (tx) => {
    const row = await tx
      .selectFrom('audit_entry')
      .select(['actor_name', 'detail'])
      .where('kind', '=', 'record.created')
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    return { fact: `${row.actor_name}: ${row.detail}` };
  });
  return fact;
};

const BY_INES = [{ by: 'Ines Okafor', owner: 'Ines Okafor', actedBy: 'agent' }];
const BY_JONAS = [{ by: 'Jonas Lind', owner: 'Jonas Lind', actedBy: 'agent' }];

it('goes by the default token for an agent who is not connected, and says so before and after', async () => {
  const caseId = await stage.linkedCase();

  expect(await promise(caseId)).toEqual({
    actingUser: 'Ines Okafor',
    because: 'you are not connected to Salesforce yourself',
  });
  expect(await press(caseId)).toEqual({
    actedAs: 'Ines Okafor',
    actedAsBecause: 'agent was not connected to Salesforce',
  });
  expect(await madeBy(caseId)).toEqual(BY_INES);
  expect(await lastAudit()).toBe(
    'agent: written as Ines Okafor, because agent was not connected to Salesforce',
  );
});

it('goes by the default token for a connected agent who may not write Care’s fields', async () => {
  await connectJonas();
  const caseId = await stage.linkedCase();

  expect(await promise(caseId)).toEqual({
    actingUser: 'Ines Okafor',
    because: 'your user in Salesforce may not write Care’s fields',
  });
  expect(await press(caseId)).toMatchObject({ actedAs: 'Ines Okafor' });
  expect(await madeBy(caseId)).toEqual(BY_INES);
});

it('goes by the own token of a connected agent who may', async () => {
  await letJonasWrite('edit');
  await stage.replicas[0]!.integration.checks.check(stage.supervisor.actor, stage.connectionId);
  const caseId = await stage.linkedCase();
  expect(await promise(caseId)).toEqual({ actingUser: 'Jonas Lind', because: null });

  expect(await press(caseId)).toEqual({ actedAs: 'Jonas Lind', actedAsBecause: null });
  expect(await madeBy(caseId)).toEqual(BY_JONAS);
  expect(await lastAudit()).toBe('agent: written as Jonas Lind');
});

it('falls to the default token when the right is taken away in between, with one case in the end', async () => {
  const caseId = await stage.linkedCase();
  expect(await promise(caseId)).toMatchObject({ because: null });

  expect(await press(caseId, () => letJonasWrite('read'))).toEqual({
    actedAs: 'Ines Okafor',
    actedAsBecause: 'Salesforce refused the access of agent',
  });
  expect(await madeBy(caseId)).toEqual(BY_INES);
  expect(await lastAudit()).toMatch(/because Salesforce refused the access of agent$/);
  await letJonasWrite('edit');
});

it('names who made the case when its answer was lost and the access has ended since', async () => {
  const caseId = await stage.linkedCase();
  for (let lost = 0; lost < 3; lost += 1) {
    stage.org.core.control.addFault({ operation: 'composite', drop: 'after' });
  }
  const pressed = press(caseId);
  await until(
    () => madeBy(caseId),
    (rows) => rows.length > 0,
  );
  await end(JONAS);

  expect(await pressed).toEqual({ actedAs: 'Jonas Lind', actedAsBecause: null });
  expect(await madeBy(caseId)).toEqual(BY_JONAS);
});

it('falls to the default token when the access is revoked in between', async () => {
  await connectJonas();
  const caseId = await stage.linkedCase();
  expect(await promise(caseId)).toMatchObject({ because: null });

  expect(await press(caseId, () => end(JONAS))).toEqual({
    actedAs: 'Ines Okafor',
    actedAsBecause: 'the access of agent to Salesforce had ended',
  });
  expect(await madeBy(caseId)).toEqual(BY_INES);
  expect(await promise(caseId)).toMatchObject({ because: 'your own access to Salesforce has ended' });
});
