import { z } from 'zod';
import { HOLDS } from '../domain/automatic-rule.ts';
import { MOST_VALUES } from '../domain/conditions/check-condition.ts';
import { MATCHES, OPERATORS } from '../domain/conditions/condition.ts';
import { SUBJECT_SORTS } from '../domain/conditions/subjects.ts';
import { endpoint } from './endpoint.ts';
import { CaseSummary, ConnectionId, Instant, RuleId, SalesforceId } from './shapes.ts';

const MOST_CONDITIONS = 20;
const MOST_RULES = 50;

export const ConditionShape = z.object({
  subject: z.string().max(60).describe('Key of a subject'),
  operator: z.enum(OPERATORS),
  values: z
    .array(z.string().max(200))
    .max(MOST_VALUES)
    .describe('Options of a choice, words of a text, one number; empty where the operator says all'),
});
export const ConditionsShape = z.object({
  match: z.enum(MATCHES).describe('Whether all of them have to hold, or any'),
  conditions: z.array(ConditionShape).min(1).max(MOST_CONDITIONS),
});

/** What a condition can ask about, and how. */
export const SubjectShape = z.object({
  key: z.string(),
  label: z.string(),
  sort: z.enum(SUBJECT_SORTS),
  operators: z.array(z.enum(OPERATORS)).describe('Those that go with it, the usual one first'),
  options: z.array(z.object({ value: z.string(), label: z.string() })).describe('Of a choice; else empty'),
});
export type SubjectShape = z.output<typeof SubjectShape>;

const Owner = z.object({
  id: SalesforceId,
  name: z.string().trim().min(1).max(200),
  kind: z.enum(['user', 'queue']),
});

/** A rule as it is written. */
export const AutomaticRuleInput = ConditionsShape.extend({
  name: z.string().trim().min(1).max(80),
  recordType: z
    .string()
    .regex(/^[A-Za-z]\w{0,79}$/)
    .nullable()
    .describe('Developer name; null: the one for new records'),
  owner: Owner.nullable().describe('Null: whoever creates it, or whom the assignment rule names'),
  assign: z.boolean().describe("Whether the org's assignment rule decides who owns it"),
  withoutContact: z.boolean().describe('Whether the customer needs no linked contact'),
  hourlyCap: z
    .int()
    .min(1)
    .max(1_000)
    .describe('Cases within an hour; what comes above waits until there is room'),
});
export type AutomaticRuleInput = z.output<typeof AutomaticRuleInput>;

export const AutomaticRuleShape = AutomaticRuleInput.extend({
  id: RuleId,
  active: z.boolean(),
  lastHour: z.int().describe('Cases it has made within the last hour'),
  made: z.int().describe('Cases it has made ever'),
  held: z
    .partialRecord(z.enum(HOLDS), z.int())
    .describe('Cases that match and are left to people now, by why'),
  cappedAt: Instant.nullable().describe('When its cap was reached last'),
});
export type AutomaticRuleShape = z.output<typeof AutomaticRuleShape>;

const RULES = '/v1/salesforce/connections/:connectionId/automatic-rules';
const connection = z.object({ connectionId: ConnectionId });
const one = connection.extend({ ruleId: RuleId });
const common = {
  tag: 'salesforce',
  access: ['session'],
  permission: 'edit_salesforce_field_mapping',
  module: 'care',
} as const;
const ASKS_ORG = ['NOT_FOUND', 'SALESFORCE_RECONNECT_NEEDED', 'SALESFORCE_UNAVAILABLE'] as const;

export const listAutomaticRules = endpoint({
  ...common,
  method: 'GET',
  path: RULES,
  summary: 'Rules that make Salesforce cases by themselves, the first that matches wins',
  params: connection,
  answers: {
    200: z.object({
      rules: z.array(AutomaticRuleShape),
      subjects: z.array(SubjectShape).describe('What conditions can ask about'),
    }),
  },
  problems: ['NOT_FOUND'],
});

export const addAutomaticRule = endpoint({
  ...common,
  method: 'POST',
  path: RULES,
  summary: 'Add a rule after the others. It is off',
  params: connection,
  body: AutomaticRuleInput,
  answers: { 201: z.object({ rule: AutomaticRuleShape }) },
  problems: ASKS_ORG,
});

export const changeAutomaticRule = endpoint({
  ...common,
  method: 'PUT',
  path: `${RULES}/:ruleId`,
  summary: 'Change a rule, or switch it on or off. It judges what happens from now on',
  params: one,
  body: AutomaticRuleInput.extend({ active: z.boolean() }),
  answers: { 200: z.object({ rule: AutomaticRuleShape }) },
  problems: ASKS_ORG,
});

export const removeAutomaticRule = endpoint({
  ...common,
  method: 'DELETE',
  path: `${RULES}/:ruleId`,
  summary: 'Remove a rule; what it has made stays',
  params: one,
  answers: { 204: null },
  problems: ['NOT_FOUND'],
});

export const orderAutomaticRules = endpoint({
  ...common,
  method: 'PUT',
  path: RULES,
  summary: 'Put the rules into this order; those that are not named keep theirs after them',
  params: connection,
  body: z.object({ ruleIds: z.array(RuleId).min(1).max(MOST_RULES) }),
  answers: { 204: null },
  problems: ['NOT_FOUND'],
});

export const tryAutomaticRule = endpoint({
  ...common,
  method: 'POST',
  path: `${RULES}/trial`,
  summary: 'How many of the latest 200 cases conditions would have matched; nothing is saved or sent',
  params: connection,
  body: ConditionsShape,
  answers: {
    200: z.object({
      cases: z.int().describe('Those that were tried'),
      matched: z.int(),
      withoutContact: z.int().describe('Those that matched and whose customer is not linked to a contact'),
      examples: z.array(z.int()).describe('Numbers of the newest that matched'),
    }),
  },
  problems: ['NOT_FOUND'],
});

export const searchRuleOwners = endpoint({
  ...common,
  method: 'GET',
  path: `${RULES}/owners`,
  summary: 'Users and queues of the org that can own a record, by a part of their name',
  params: connection,
  query: z.object({ search: z.string().trim().min(2).max(80) }),
  answers: { 200: z.object({ owners: z.array(Owner) }) },
  problems: [...ASKS_ORG, 'SALESFORCE_REFUSED'],
});

export const listCasesWithoutContact = endpoint({
  method: 'GET',
  path: '/v1/salesforce/cases-without-contact',
  summary: 'Care cases that stand in Salesforce without a contact, the latest first',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'read',
  query: z.object({
    search: z.string().max(200).optional().describe('Customer, handle, case number or message text'),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  answers: {
    200: z.object({
      cases: z.array(CaseSummary),
      nextCursor: z.string().nullable(),
      total: z.int().describe('Of those that are searched for, on all pages'),
    }),
  },
  problems: [],
});
