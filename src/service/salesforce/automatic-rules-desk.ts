import type { z } from 'zod';
import type {
  AutomaticRuleInput,
  AutomaticRuleShape,
  SubjectShape,
  tryAutomaticRule,
} from '../../api/automatic-rules.ts';
import type { AgentActor } from '../../domain/agent.ts';
import type { AuditKind } from '../../domain/audit.ts';
import type { AutomaticRule } from '../../domain/automatic-rule.ts';
import { checkCondition } from '../../domain/conditions/check-condition.ts';
import type { Conditions } from '../../domain/conditions/condition.ts';
import { conditionsInWords } from '../../domain/conditions/condition-words.ts';
import { matches } from '../../domain/conditions/matches.ts';
import { OPERATORS_OF, PROFILE_SUBJECT, subjectBook } from '../../domain/conditions/subjects.ts';
import type { Connection } from '../../domain/connection.ts';
import { MASTER_RECORD_TYPE } from '../../domain/mapping/mapped-field.ts';
import { PLATFORM_LABELS } from '../../domain/profile.ts';
import { seesAll } from '../care/case-sight.ts';
import { Problem } from '../problem.ts';
import { auditActor, recordAudit } from '../storage/audit.ts';
import * as saved from '../storage/automatic-rules.ts';
import { readCareFacts } from '../storage/care-facts.ts';
import { findConnection } from '../storage/connection.ts';
import type { Tx } from '../storage/database.ts';
import { readOwnCareData } from '../storage/own-care-data.ts';
import { listWithoutContact, type WithoutContactQuery } from '../storage/without-contact.ts';
import { recentCases } from './mapping-preview.ts';
import { readObject } from './org-schema.ts';
import { type RecordOwner, searchOwners } from './record-owners.ts';
import type { SalesforceDeskDeps } from './salesforce-desk.ts';
import { requireAlive } from './save-mapping.ts';

type Trial = z.output<(typeof tryAutomaticRule)['answers'][200]>;

const MOST_EXAMPLES = 5;

export type AutomaticRulesDesk = ReturnType<typeof createAutomaticRulesDesk>;

/** Rules that make Salesforce cases by themselves: written, ordered, tried. Each change is kept with who made it. */
export function createAutomaticRulesDesk({ db, integration, now, caseUrl }: SalesforceDeskDeps) {
  const inOrg = <T>(
    actor: AgentActor,
    connectionId: string,
    work: (tx: Tx, connection: Connection) => Promise<T>,
  ): Promise<T> =>
    db.forAccount(actor.accountId, async (tx) => {
      const connection = await findConnection(tx, connectionId);
      if (!connection) throw new Problem('NOT_FOUND');
      return work(tx, connection);
    });

  const writeDown = async (
    tx: Tx,
    actor: AgentActor,
    connectionId: string,
    kind: AuditKind,
    subject: string,
    detail: string | null,
  ): Promise<void> => {
    const by = await auditActor(tx, actor);
    await recordAudit(tx, { accountId: actor.accountId, kind, actor: by, connectionId, subject, detail });
  };

  /** @throws Problem VALIDATION_FAILED for a record type that the org has not. */
  const recordTypeNamed = async (connection: Connection, name: string | null) => {
    if (name === null) return null;
    if (name === MASTER_RECORD_TYPE) return { name, id: null };
    requireAlive(connection);
    const { value } = await readObject(integration.describes, connection, 'Case');
    const found = value.recordTypes.find((each) => each.name === name);
    if (found) return { name, id: found.id };
    throw new Problem('VALIDATION_FAILED', 'The org has no such record type.', {
      errors: [{ path: 'recordType', fact: 'Choose one of those the org has.' }],
    });
  };

  /** What is written, with what only the org can say of it. */
  const ruleOf = async (
    actor: AgentActor,
    connectionId: string,
    input: AutomaticRuleInput,
    before: AutomaticRule | null,
  ): Promise<Omit<AutomaticRule, 'id' | 'active'>> => {
    const connection = await inOrg(actor, connectionId, async (tx, found) => {
      await requireConditions(tx, input);
      return found;
    });
    const known = before?.recordType?.name === input.recordType ? before?.recordType : undefined;
    const recordType = known ?? (await recordTypeNamed(connection, input.recordType));
    return { ...input, recordType };
  };

  const shown = async (tx: Tx, connectionId: string, ruleId: string): Promise<AutomaticRuleShape> => {
    const rule = (await saved.listFaringRules(tx, connectionId)).find(({ id }) => id === ruleId);
    if (!rule) throw new Problem('NOT_FOUND');
    return show(rule);
  };

  const required = async (tx: Tx, connectionId: string, ruleId: string): Promise<AutomaticRule> => {
    const rule = await saved.findRule(tx, connectionId, ruleId);
    if (!rule) throw new Problem('NOT_FOUND');
    return rule;
  };

  return {
    list: (actor: AgentActor, connectionId: string) =>
      inOrg(actor, connectionId, async (tx) => ({
        rules: (await saved.listFaringRules(tx, connectionId)).map(show),
        subjects: await subjectsOf(tx),
      })),

    async add(
      actor: AgentActor,
      connectionId: string,
      input: AutomaticRuleInput,
    ): Promise<AutomaticRuleShape> {
      const rule = { ...(await ruleOf(actor, connectionId, input, null)), active: false };
      return inOrg(actor, connectionId, async (tx) => {
        const id = await saved.addRule(tx, { accountId: actor.accountId, connectionId }, rule);
        await writeDown(tx, actor, connectionId, 'rule.added', rule.name, await inWords(tx, rule));
        return shown(tx, connectionId, id);
      });
    },

    async change(
      actor: AgentActor,
      connectionId: string,
      ruleId: string,
      input: AutomaticRuleInput & { active: boolean },
    ): Promise<AutomaticRuleShape> {
      const before = await inOrg(actor, connectionId, (tx) => required(tx, connectionId, ruleId));
      const rule = { ...(await ruleOf(actor, connectionId, input, before)), active: input.active };
      return inOrg(actor, connectionId, async (tx) => {
        await required(tx, connectionId, ruleId);
        await saved.saveRule(tx, { ...rule, id: ruleId });
        const turned = rule.active === before.active ? null : rule.active ? 'on' : 'off';
        const detail = turned ?? (await inWords(tx, rule));
        await writeDown(tx, actor, connectionId, 'rule.changed', rule.name, detail);
        return shown(tx, connectionId, ruleId);
      });
    },

    remove: (actor: AgentActor, connectionId: string, ruleId: string): Promise<void> =>
      inOrg(actor, connectionId, async (tx) => {
        const { name } = await required(tx, connectionId, ruleId);
        await saved.removeRule(tx, ruleId);
        await writeDown(tx, actor, connectionId, 'rule.removed', name, null);
      }),

    order: (actor: AgentActor, connectionId: string, ruleIds: readonly string[]): Promise<void> =>
      inOrg(actor, connectionId, async (tx) => {
        const rules = await saved.listRules(tx, connectionId);
        const first = rules.find(({ id }) => id === ruleIds[0]);
        if (!first) throw new Problem('NOT_FOUND');
        const others = rules.filter(({ id }) => !ruleIds.includes(id)).map(({ id }) => id);
        await saved.orderRules(tx, connectionId, [...ruleIds, ...others]);
        await writeDown(tx, actor, connectionId, 'rule.ordered', first.name, null);
      }),

    /** On the latest cases that whoever asks may see. */
    try: (actor: AgentActor, connectionId: string, conditions: Conditions): Promise<Trial> =>
      inOrg(actor, connectionId, async (tx) => {
        await requireConditions(tx, conditions);
        const ids = await recentCases(tx, actor);
        const of = { agentId: actor.agentId, at: now().toISOString(), caseUrl, key: null };
        const facts = await readCareFacts(tx, ids, connectionId, of);
        const matched = ids.flatMap((id) => facts.get(id) ?? []).filter((each) => matches(conditions, each));
        return {
          cases: ids.length,
          matched: matched.length,
          withoutContact: matched.filter(({ contact }) => contact === null).length,
          examples: matched.slice(0, MOST_EXAMPLES).map((each) => each.case.number),
        };
      }),

    /** Of those that whoever asks may see. */
    withoutContact: (actor: AgentActor, query: Omit<WithoutContactQuery, 'agentId'>) =>
      db.forAccount(actor.accountId, (tx) =>
        listWithoutContact(tx, { ...query, agentId: seesAll(actor) ? null : actor.agentId }),
      ),

    async searchOwners(actor: AgentActor, connectionId: string, search: string): Promise<RecordOwner[]> {
      const connection = await inOrg(actor, connectionId, async (_tx, found) => found);
      requireAlive(connection);
      return searchOwners({ port: integration.port, connection, agentId: actor.agentId }, search);
    },
  };
}

const show = ({ recordType, ...rule }: saved.FaringRule): AutomaticRuleShape => ({
  ...rule,
  conditions: rule.conditions.map((each) => ({ ...each, values: [...each.values] })),
  recordType: recordType?.name ?? null,
});

/** @throws Problem VALIDATION_FAILED with each condition that cannot hold. */
async function requireConditions(tx: Tx, { conditions }: Conditions): Promise<void> {
  const book = subjectBook(await readOwnCareData(tx));
  const errors = conditions.flatMap((condition, at) => {
    const fact = checkCondition(condition, book);
    return fact === null ? [] : [{ path: `conditions.${at}`, fact }];
  });
  if (errors.length > 0) throw new Problem('VALIDATION_FAILED', 'Some conditions cannot hold.', { errors });
}

/** What conditions can ask about, with the account's own profiles. */
async function subjectsOf(tx: Tx): Promise<SubjectShape[]> {
  const profiles = await tx
    .selectFrom('profile')
    .select(['id', 'name', 'platform'])
    .orderBy('name')
    .orderBy('platform')
    .execute();
  const ofProfiles = profiles.map(({ id, name, platform }) => ({
    value: id,
    label: `${name} on ${PLATFORM_LABELS[platform]}`,
  }));
  return subjectBook(await readOwnCareData(tx)).all.map(({ key, label, sort, options }) => ({
    key,
    label,
    sort,
    operators: [...OPERATORS_OF[sort]],
    options: key === PROFILE_SUBJECT ? ofProfiles : [...options],
  }));
}

async function inWords(tx: Tx, conditions: Conditions): Promise<string> {
  const subjects = new Map((await subjectsOf(tx)).map((subject) => [subject.key, subject]));
  return conditionsInWords(conditions, (key) => subjects.get(key) ?? { label: key, options: [] });
}
