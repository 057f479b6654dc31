import type { ActorRef } from '../../domain/agent.ts';
import { CARE_ITSELF } from '../../domain/audit.ts';
import { type AutomaticRule, decideAutomatic, firstMatching } from '../../domain/automatic-rule.ts';
import type { AppendedEvent } from './append-event.ts';
import { recordAudit } from './audit.ts';
import { countHeldBefore, forgetHold, saveHold } from './automatic-holds.ts';
import { countLastHour, hasActiveRules, listRules, noteCap } from './automatic-rules.ts';
import { readCareFacts } from './care-facts.ts';
import { connectionOfCustomer } from './connection-of-customer.ts';
import type { Tx } from './database.ts';
import { type EscalationEnvironment, writeEscalation } from './escalation-requests.ts';
import { readEscalationRules } from './escalation-rules.ts';
import { setApart } from './set-apart.ts';

type Environment = Pick<EscalationEnvironment, 'now' | 'caseUrl'>;

/**
 * Lets the account's rules judge a case whenever its customer has written or what is said of it has changed, in the
 * transaction of that change: what a rule makes commits with what it was made for, or not at all. A message is kept
 * even where judging it fails.
 *
 * @param environment.report hears of a failure of our own.
 */
export const escalateByRule =
  ({ report, ...environment }: Environment & { report(error: unknown, caseId: string): void }) =>
  async (tx: Tx, event: AppendedEvent): Promise<void> => {
    const { accountId, caseId } = event;
    if (!isTelling(event) || !(await hasActiveRules(tx))) return;
    await setApart(
      tx,
      () => judgeCase(tx, environment, accountId, caseId),
      (error) => report(error, caseId),
    );
  };

const isTelling = ({ facts, actor }: AppendedEvent): boolean =>
  facts.type === 'message_added' ? actor.kind === 'customer' : facts.type === 'case_changed';

/**
 * The first rule that matches makes the Salesforce case, or says what holds it. A case that has ever gone to
 * Salesforce, by whoever's hand and whatever became of it, is left alone.
 */
export async function judgeCase(
  tx: Tx,
  environment: Environment,
  accountId: string,
  caseId: string,
): Promise<void> {
  if (!(await hasActiveRules(tx))) return;
  // Whoever escalates it by hand takes the same lock, and has then been here or comes after.
  const found = await tx
    .selectFrom('care_case')
    .select(['customer_id', 'last_customer_message_at', 'status'])
    .where('id', '=', caseId)
    .forUpdate()
    .executeTakeFirst();
  if (!found) return;
  const connection = await connectionOfCustomer(tx, found.customer_id);
  if (!connection || (await hasBeenThere(tx, caseId))) return forgetHold(tx, caseId);
  const rules = await listRules(tx, connection.id);
  const of = { agentId: '', at: environment.now().toISOString(), caseUrl: environment.caseUrl, key: null };
  const facts = (await readCareFacts(tx, [caseId], connection.id, of)).get(caseId);
  const rule = facts ? firstMatching(rules, facts) : null;
  if (!facts || !rule || (found.status === 'spam' && !speaksOfStatus(rule))) return forgetHold(tx, caseId);

  const { silentDays } = await readEscalationRules(tx);
  const code = decideAutomatic({
    rule,
    contactLinked: facts.contact !== null,
    lastCustomerMessageAt: found.last_customer_message_at,
    now: environment.now().toISOString(),
    silentDays,
    // What waits for room goes first, in the order in which it came.
    lastHour: (await countLastHour(tx, rule.id)) + (await countHeldBefore(tx, rule.id, caseId)),
  });
  if (code !== null) {
    await saveHold(tx, { accountId, caseId, ruleId: rule.id, code });
    if (code === 'HOURLY_CAP_REACHED') await tellCap(tx, accountId, connection.id, rule);
    return;
  }
  const actor: ActorRef = { kind: 'system', accountId, reason: 'rule' };
  await writeEscalation(tx, environment, {
    accountId,
    caseId,
    connection,
    object: 'Case',
    agentId: null,
    fields: {},
    recordType: rule.recordType,
    ownerId: rule.owner?.id ?? null,
    autoAssign: rule.assign,
    tokenGap: null,
    rule,
    failedId: null,
    actor,
  });
}

/** Spam is nobody’s case to work on, unless somebody has said so. */
const speaksOfStatus = ({ conditions }: AutomaticRule): boolean =>
  conditions.some(({ subject }) => subject === 'case_status');

async function hasBeenThere(tx: Tx, caseId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('escalation')
    .select('id')
    .where('case_id', '=', caseId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function tellCap(tx: Tx, accountId: string, connectionId: string, rule: AutomaticRule): Promise<void> {
  if (!(await noteCap(tx, rule.id))) return;
  await recordAudit(tx, {
    accountId,
    kind: 'rule.capped',
    actor: CARE_ITSELF,
    connectionId,
    subject: rule.name,
    detail: `${rule.hourlyCap} cases within an hour`,
  });
}
