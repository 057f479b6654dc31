import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SimulatedOrg } from '../../simulator/core.ts';
import { startTestOrg } from '../../simulator/test-client.ts';
import { startWorkers, type Workers } from '../start-workers.ts';
import { requestEscalation } from '../storage/escalation-requests.ts';
import { salesforceLaneStore } from '../storage/salesforce-lanes.ts';
import { requestUndo } from '../storage/undo-requests.ts';
import { beginDueWork } from '../watch-due-work.ts';
import type { SalesforceOutcome, SalesforcePort } from './ports.ts';
import { mulberry32 } from './testing/simulated-world.ts';
import { ENVIRONMENT, log, type SyncStage, startStage, until } from './testing/sync-stage.ts';

let org: SimulatedOrg;
let stage: SyncStage;
beforeAll(async () => {
  org = await startTestOrg();
  stage = await startStage(org);
});
afterAll(async () => {
  await stage.end();
  await org.stop();
});

const LOST: SalesforceOutcome = { kind: 'unknown', reason: 'The answer was lost.' };
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A network that loses a write on its way there or back, brings it long after, or never answers. */
class BadNetwork implements SalesforcePort {
  calm = false;
  /** What is still on its way although nobody waits for it. */
  readonly late: Promise<unknown>[] = [];
  readonly #random: () => number;
  readonly #hung: ((outcome: SalesforceOutcome) => void)[] = [];

  constructor(random: () => number) {
    this.#random = random;
  }

  accessFor = () => stage.port.accessFor();

  async call(request: Parameters<SalesforcePort['call']>[0]): Promise<SalesforceOutcome> {
    const fate = this.#random();
    if (this.calm || request.method === 'GET' || fate > 0.5) return stage.port.call(request);
    if (fate < 0.1) return LOST;
    if (fate < 0.2) {
      await stage.port.call(request);
      return LOST;
    }
    const ms = 20 + this.#random() * 600;
    this.late.push(pause(ms).then(() => stage.port.call(request)));
    if (fate < 0.4) return LOST;
    return new Promise((resolve) => this.#hung.push(resolve));
  }

  /** Whoever waited for an answer is as good as dead: its lease is over before it hears one. */
  hangUp(): void {
    for (const resolve of this.#hung.splice(0)) resolve(LOST);
  }
}

const inAccount: SyncStage['db']['forAccount'] = (accountId, work) => stage.db.forAccount(accountId, work);
const read = <T>(work: Parameters<typeof inAccount<T>>[1]) => inAccount(stage.account.accountId, work);

const startOver = (port: SalesforcePort): Workers =>
  startWorkers({
    db: stage.db,
    databaseUrl: stage.databaseUrl,
    now: () => new Date(),
    log,
    salesforce: port,
    pubSub: null,
    openSecret: stage.openSecret,
  });

const endLeases = () => read((tx) => tx.updateTable('lane').set({ lease_until: sql`now()` }).execute());
const hurry = () =>
  read((tx) =>
    tx
      .updateTable('lane')
      .set({ ready_at: sql<string>`now()` })
      .where('ready_at', '<', sql<string>`'infinity'`)
      .execute(),
  );
const escalationsOf = (caseId: string) =>
  read((tx) =>
    tx
      .selectFrom('escalation')
      .select(['id', 'state', 'record_id', 'external_id'])
      .where('case_id', '=', caseId)
      .orderBy('created_at')
      .execute(),
  );

/** Two agents at one case: they escalate, undo, and do so at the same moment. */
async function play(caseId: string, random: () => number): Promise<void> {
  const { accountId, agents } = stage.account;
  const people = [agents.jonas, agents.ines];
  const escalate = (agentId: string) =>
    requestEscalation(
      { db: stage.db, ...ENVIRONMENT },
      { accountId, caseId, agentId, object: 'Case', fields: {}, another: false, tokenGap: null },
    );
  const undo = async (agentId: string) => {
    const last = (await escalationsOf(caseId)).at(-1);
    const wish = { act: 'close' as const, closedStatus: 'Closed', why: '', byOwnToken: false };
    if (last)
      await requestUndo(
        { db: stage.db, now: ENVIRONMENT.now },
        { accountId, caseId, escalationId: last.id, agentId, ...wish },
      );
  };
  for (let step = 0; step < 7; step += 1) {
    const acts = step % 2 === 0 ? [escalate, escalate] : [undo, random() < 0.5 ? undo : escalate];
    await Promise.all(acts.map((act, at) => act(people[at]!)));
    await pause(random() * 250);
  }
}

const inOrg = async (where: string) =>
  (await org.core.records.query(stage.admin, `SELECT Id, Status, Care_Case_Id__c FROM Case WHERE ${where}`))
    .records;

it('takes over what a dead worker had in hand while somebody changes the case, and neither waits for the other', async () => {
  const { accountId, agents } = stage.account;
  const caseId = await stage.linkedCase('race of the dead', 'hello');
  await requestEscalation(
    { db: stage.db, ...ENVIRONMENT },
    { accountId, caseId, agentId: agents.jonas, object: 'Case', fields: {}, another: false, tokenGap: null },
  );
  const past = sql<string>`now() - interval '1 second'`;
  await read((tx) => tx.updateTable('lane').set({ lease_owner: 'dead', lease_until: past }).execute());
  const waiting = () =>
    sql<{ pid: number }>`
      select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      stage.db.lookup,
    );

  let claimed: ReturnType<ReturnType<typeof salesforceLaneStore>['claim']> | undefined;
  await read(async (tx) => {
    await sql`select from care_case where id = ${caseId} for update`.execute(tx);
    await sql`update escalation set version = version + 1 where case_id = ${caseId}`.execute(tx);
    claimed = stage.db.apart(() =>
      salesforceLaneStore(stage.db, 'alive').claim(accountId, { lanes: 5, items: 5 }),
    );
    await until(waiting, ({ rows }) => rows.length > 0);
    await sql`select from lane where case_id = ${caseId} for update`.execute(tx);
  });
  expect((await claimed)?.map(({ lease }) => lease.caseId)).toEqual([caseId]);
  const { unheard_at } = await read((tx) =>
    tx.selectFrom('escalation').select('unheard_at').where('case_id', '=', caseId).executeTakeFirstOrThrow(),
  );
  expect(unheard_at).not.toBeNull();
});

it.each([2, 4])(
  'ends with one live case for what stands and none for what is undone, whatever gets lost or comes late (%i)',
  async (seed) => {
    const random = mulberry32(seed);
    const network = new BadNetwork(random);
    const workers = [startOver(network), startOver(network)];
    const caseIds: string[] = [];
    for (let at = 0; at < 8; at += 1) caseIds.push(await stage.linkedCase(`race ${seed} ${at}`, 'hello'));
    let playing = true;
    const trouble = async () => {
      while (playing) {
        await pause(300);
        await endLeases();
        await hurry();
      }
    };

    await Promise.all([
      Promise.all(caseIds.map((caseId) => play(caseId, random))).finally(() => (playing = false)),
      trouble(),
    ]);
    network.calm = true;
    await Promise.all(network.late);
    await endLeases();
    const settled = () =>
      until(
        async () => {
          network.hangUp();
          await hurry();
          return read((tx) => tx.selectFrom('outbox').selectAll().where('state', '=', 'waiting').execute());
        },
        ({ length }) => length === 0,
      );
    await settled();
    const due = { look_at: sql<string>`now()` };
    await read((tx) => tx.updateTable('escalation_undo').set(due).where('look_at', 'is not', null).execute());
    await beginDueWork({ db: stage.db, log, ...ENVIRONMENT });
    await settled();
    await Promise.all(workers.map((each) => each.stop()));

    for (const caseId of caseIds) {
      const escalations = await escalationsOf(caseId);
      const standing = escalations.filter(({ state }) => state === 'created');
      const linked = await inOrg(`Care_Case_Id__c = '${caseId}'`);
      expect(
        escalations.map(({ state }) => state).filter((state) => state !== 'created' && state !== 'undone'),
      ).toEqual([]);
      expect(standing.length).toBeLessThanOrEqual(1);
      expect(linked.map(({ Id }) => Id)).toEqual(standing.map(({ record_id }) => record_id));
      for (const { state, record_id, external_id } of escalations) {
        const live = await inOrg(`Care_Escalation_Id__c = '${external_id}'`);
        expect(live.map(({ Id }) => Id)).toEqual(state === 'created' ? [record_id] : []);
        if (state === 'undone' && record_id !== null) {
          expect(await inOrg(`Id = '${record_id}'`)).toMatchObject([
            { Status: 'Closed', Care_Case_Id__c: null },
          ]);
        }
      }
    }
  },
  60_000,
);
