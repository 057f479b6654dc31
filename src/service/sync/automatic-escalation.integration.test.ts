import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AutomaticRule } from '../../domain/automatic-rule.ts';
import type { SimulatedOrg } from '../../simulator/core.ts';
import { startTestOrg } from '../../simulator/test-client.ts';
import { setPriority, setStatus } from '../care/change-case.ts';
import { openCase } from '../care/read-case.ts';
import type { Workers } from '../start-workers.ts';
import { readHold } from '../storage/automatic-holds.ts';
import { addRule, findRule, listFaringRules, saveRule } from '../storage/automatic-rules.ts';
import { carePorts } from '../storage/care-store.ts';
import { followContactLink } from '../storage/contact-follows.ts';
import { escalateByRule } from '../storage/escalate-by-rule.ts';
import { readEscalations } from '../storage/escalation-views.ts';
import { beginDueWork } from '../watch-due-work.ts';
import { escalateNow } from './testing/escalate-now.ts';
import { linkCustomer } from './testing/seed-escalatable.ts';
import {
  ENVIRONMENT,
  log,
  receiveAll,
  type SyncStage,
  startStage,
  startWorkersOf,
} from './testing/sync-stage.ts';

let org: SimulatedOrg;
let stage: SyncStage;
let workers: Workers[];

beforeAll(async () => {
  org = await startTestOrg();
});
afterAll(() => org.stop());

beforeEach(async () => {
  org.core.control.clearFaults();
  stage = await startStage(org);
  workers = [startWorkersOf(stage), startWorkersOf(stage)];
});
afterEach(async () => {
  await Promise.all(workers.map((each) => each.stop()));
  await stage.end();
});

const write = (customer: string, ...texts: string[]) => stage.write(customer, ...texts);
const inAccount: SyncStage['db']['forAccount'] = (accountId, work) => stage.db.forAccount(accountId, work);

const add = (more: Partial<AutomaticRule> = {}): Promise<string> => {
  const { accountId } = stage.account;
  return inAccount(accountId, (tx) =>
    addRule(
      tx,
      { accountId, connectionId: stage.connectionId },
      {
        name: 'Refunds',
        active: true,
        match: 'all',
        conditions: [{ subject: 'customer_latest_text', operator: 'contains_any', values: ['refund'] }],
        recordType: null,
        owner: null,
        assign: false,
        withoutContact: true,
        hourlyCap: 50,
        ...more,
      },
    ),
  );
};

const inOrg = async (caseId: string) =>
  (
    await org.core.records.query(
      stage.admin,
      `SELECT Id, ContactId, OwnerId, Care_Acted_By__c FROM Case WHERE Care_Case_Id__c = '${caseId}'`,
    )
  ).records;

const escalationsOf = (caseId: string) =>
  inAccount(stage.account.accountId, async (tx) => (await readEscalations(tx, [caseId])).get(caseId) ?? []);
const holdOf = (caseId: string) => inAccount(stage.account.accountId, (tx) => readHold(tx, caseId));

/** As it is when all that is queued has been sent. */
const settled = async (caseId: string) => {
  await expect
    .poll(async () => (await escalationsOf(caseId)).map(({ state, waiting }) => [state, waiting]))
    .toEqual([['created', 0]]);
  return (await escalationsOf(caseId))[0]!;
};

async function link(caseId: string, contactId = stage.contactId): Promise<void> {
  const { accountId, agents } = stage.account;
  await linkCustomer(stage.db, accountId, caseId, stage.connectionId, contactId);
  await inAccount(accountId, async (tx) => {
    const { customer_id: customerId } = await tx
      .selectFrom('care_case')
      .select('customer_id')
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow();
    const { connectionId } = stage;
    await followContactLink(tx, ENVIRONMENT, { accountId, customerId, connectionId, linkedBy: agents.jonas });
  });
}

describe('a rule that matches', () => {
  it('makes one Salesforce case under two workers, whatever comes after', async () => {
    await add();
    const caseId = await write('ana', 'hello', 'I want a refund', 'a REFUND, please');
    await setPriority(stage.care, stage.jonas, caseId, 'urgent');
    await write('ana', 'refund?');

    const { byRule, createdBy, actedAs } = await settled(caseId);

    expect(await inOrg(caseId)).toHaveLength(1);
    expect({ byRule, createdBy, actedAs }).toEqual({
      byRule: 'Refunds',
      createdBy: null,
      actedAs: stage.admin.name,
    });
    const bodies = (
      await org.core.records.query(
        stage.admin,
        `SELECT Body__c FROM Care_Message__c WHERE Case__r.Care_Case_Id__c = '${caseId}' ORDER BY Sequence__c`,
      )
    ).records.map(({ Body__c }) => Body__c);
    expect(bodies).toEqual(['hello', 'I want a refund', 'a REFUND, please', 'refund?']);
  });

  it('makes one of messages that come at once', async () => {
    await add();
    const [caseId] = await Promise.all([
      write('bo', 'refund 1'),
      write('bo', 'refund 2'),
      write('bo', 'refund 3'),
    ]);

    await settled(caseId);

    expect(await inOrg(caseId)).toHaveLength(1);
  });

  it('leaves a case alone that was escalated by hand, and one that was there before it was switched on', async () => {
    const byHand = await stage.linkedCase('cy', 'hello');
    await escalateNow(stage, byHand);
    const before = await write('di', 'a refund');
    await add();

    await write('cy', 'a refund');
    await settled(byHand);

    expect(await inOrg(byHand)).toHaveLength(1);
    expect(await escalationsOf(before)).toEqual([]);
  });

  it('keeps the customer’s message also where judging it fails, and takes back what that had begun', async () => {
    await add();
    const told: unknown[] = [];
    const broken = new Error('No case has an address today.');
    const judge = escalateByRule({
      ...ENVIRONMENT,
      caseUrl: () => {
        throw broken;
      },
      report: (error, caseId) => told.push([error, caseId]),
    });
    const care = carePorts(stage.db, ENVIRONMENT.now, judge);
    const caseId = await receiveAll(care, stage.account, 'ida', ['A refund, please']);
    const { entries } = await openCase(care, stage.jonas, caseId, 10);
    expect(entries.map((entry) => entry.type === 'message' && entry.text)).toEqual(['A refund, please']);
    expect(told).toEqual([[broken, caseId]]);
    expect(await escalationsOf(caseId)).toEqual([]);
  });

  it('does nothing while it is off or matches nothing', async () => {
    await add({ active: false });
    await add({ conditions: [{ subject: 'case_priority', operator: 'is_any_of', values: ['urgent'] }] });
    const caseId = await write('eve', 'a refund');
    expect(await escalationsOf(caseId)).toEqual([]);

    await setPriority(stage.care, stage.jonas, caseId, 'urgent');

    expect(await settled(caseId)).toMatchObject({ contactMissing: true });
  });

  it('stops at its cap, says so, and counts what it leaves to people', async () => {
    const ruleId = await add({ hourlyCap: 2 });
    const cases = await Promise.all(['f1', 'f2', 'f3', 'f4'].map((each) => write(each, 'a refund')));

    const held = (await Promise.all(cases.map(holdOf))).filter((hold) => hold !== null);

    expect(held.map(({ code }) => code)).toEqual(['HOURLY_CAP_REACHED', 'HOURLY_CAP_REACHED']);
    const { accountId } = stage.account;
    const [rule] = await inAccount(accountId, (tx) => listFaringRules(tx, stage.connectionId));
    expect(rule).toMatchObject({ id: ruleId, lastHour: 2, made: 2, held: { HOURLY_CAP_REACHED: 2 } });
    expect(rule?.cappedAt).not.toBeNull();
    const told = await inAccount(accountId, (tx) =>
      tx.selectFrom('audit_entry').select('kind').where('kind', '=', 'rule.capped').execute(),
    );
    expect(told).toHaveLength(1);
  });
});

describe('a case that the cap has held', () => {
  const due = () => beginDueWork({ db: stage.db, log, ...ENVIRONMENT });
  const anHourLater = () =>
    inAccount(stage.account.accountId, (tx) =>
      tx
        .updateTable('escalation')
        .set({ created_at: sql<string>`created_at - interval '61 minutes'` })
        .execute(),
    );

  it('goes by itself once there is room, the one that waits longest first, and before what comes then', async () => {
    await add({ hourlyCap: 1 });
    const [first, second, third] = [
      await write('h1', 'refund'),
      await write('h2', 'refund'),
      await write('h3', 'refund'),
    ];
    await due();
    expect((await holdOf(second))?.code).toBe('HOURLY_CAP_REACHED');

    await Promise.all(workers.map((each) => each.stop()));
    await anHourLater();
    const fourth = await write('h4', 'refund');
    await Promise.all([due(), due()]);
    workers = [startWorkersOf(stage)];

    await settled(second);
    expect(await inOrg(second)).toHaveLength(1);
    const holds = await Promise.all([first, second, third, fourth].map(holdOf));
    expect(holds.map((hold) => hold?.code ?? null)).toEqual([
      null,
      null,
      'HOURLY_CAP_REACHED',
      'HOURLY_CAP_REACHED',
    ]);

    await anHourLater();
    await due();
    await settled(third);
    expect(await escalationsOf(fourth)).toEqual([]);
  });

  it('stays with people when it was escalated by hand, is spam, or the rule was switched off', async () => {
    const ruleId = await add({ hourlyCap: 1, withoutContact: true });
    await write('i1', 'refund');
    const byHand = await stage.linkedCase('i2', 'hello');
    await write('i2', 'refund');
    const spam = await write('i3', 'refund');
    await escalateNow(stage, byHand);
    await setStatus(stage.care, stage.jonas, spam, 'spam');
    await anHourLater();

    await due();

    expect(await escalationsOf(byHand)).toHaveLength(1);
    expect(await escalationsOf(spam)).toEqual([]);
    expect(await holdOf(spam)).toBeNull();

    await write('i4', 'refund');
    const held = await write('i5', 'refund');
    expect((await holdOf(held))?.code).toBe('HOURLY_CAP_REACHED');
    const { accountId } = stage.account;
    await inAccount(accountId, async (tx) => {
      const rule = await findRule(tx, stage.connectionId, ruleId);
      await saveRule(tx, { ...rule!, active: false });
    });
    await anHourLater();
    await due();
    expect(await escalationsOf(held)).toEqual([]);
    expect(await holdOf(held)).toBeNull();
  });
});

describe('a customer without a contact', () => {
  it('gets the contact set on the Salesforce case once they are linked', async () => {
    await add();
    const caseId = await write('gil', 'a refund');
    expect(await settled(caseId)).toMatchObject({ contactMissing: true });
    expect(await inOrg(caseId)).toMatchObject([{ ContactId: null }]);

    await link(caseId);

    await expect.poll(() => inOrg(caseId)).toMatchObject([{ ContactId: stage.contactId }]);
    expect(await settled(caseId)).toMatchObject({ contactMissing: false, sync: 'in_step' });
  });

  it('gets it also when they are linked at the very moment in which a rule finds them without', async () => {
    const caseId = await write('lin', 'hello');
    await add();

    await inAccount(stage.account.accountId, async () => {
      // What is not committed yet, nobody else sees.
      await linkCustomer(stage.db, stage.account.accountId, caseId, stage.connectionId, stage.contactId);
      await stage.db.apart(() => write('lin', 'a refund'));
    });

    await expect.poll(() => inOrg(caseId)).toMatchObject([{ ContactId: stage.contactId }]);
    expect(await settled(caseId)).toMatchObject({ contactMissing: false, sync: 'in_step' });
  });

  it('goes to Salesforce once they are linked, also while the rule is just holding their case back', async () => {
    const caseId = await write('mo', 'hello');
    await add({ withoutContact: false });
    let isLinked = false;
    let linking: Promise<void> = Promise.resolve();
    const waits = async () =>
      (
        await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
          stage.db.lookup,
        )
      ).rows.length > 0;

    await inAccount(stage.account.accountId, async () => {
      await write('mo', 'a refund');
      linking = stage.db.apart(async () => {
        await link(caseId);
        isLinked = true;
      });
      await expect.poll(async () => isLinked || (await waits())).toBe(true);
    });
    await linking;

    expect(await settled(caseId)).toMatchObject({ contactMissing: false });
    expect(await holdOf(caseId)).toBeNull();
  });

  it('keeps a contact that somebody has set in Salesforce meanwhile', async () => {
    await add();
    const caseId = await write('hal', 'a refund');
    const { recordId } = await settled(caseId);
    const contacts = await org.core.records.query(
      stage.admin,
      'SELECT Id FROM Contact ORDER BY Name LIMIT 2',
    );
    const another = String(contacts.records[1]?.Id);
    await org.core.records.update(stage.admin, recordId ?? '', { ContactId: another });

    await link(caseId);

    await expect.poll(async () => (await settled(caseId)).contactMissing).toBe(false);
    expect(await inOrg(caseId)).toMatchObject([{ ContactId: another }]);
  });

  it('goes on with messages while the contact is refused', async () => {
    await add();
    const caseId = await write('ida', 'a refund');
    const { recordId } = await settled(caseId);
    await link(caseId, '003000000000009AAA');
    await expect.poll(async () => (await escalationsOf(caseId))[0]?.sync).toBe('parked');

    await write('ida', 'and one more thing');

    await expect
      .poll(async () => {
        const query = `SELECT Id FROM Care_Message__c WHERE Case__c = '${recordId}'`;
        return (await org.core.records.query(stage.admin, query)).records.length;
      })
      .toBe(2);
  });

  it('is left to people by a rule that asks for one, and taken up once they are linked', async () => {
    await add({ withoutContact: false });
    const caseId = await write('jo', 'a refund');
    expect(await escalationsOf(caseId)).toEqual([]);
    expect(await holdOf(caseId)).toMatchObject({ code: 'CONTACT_LINK_REQUIRED', rule: { name: 'Refunds' } });

    await link(caseId);

    await settled(caseId);
    expect(await inOrg(caseId)).toMatchObject([{ ContactId: stage.contactId }]);
    expect(await holdOf(caseId)).toBeNull();
  });
});
