import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MappedFieldInput } from '../../api/mappings.ts';
import { foresee } from '../../domain/preflight/foresee.ts';
import { SalesforceError } from '../../simulator/salesforce-error.ts';
import { createMappingDesk } from './mapping-desk.ts';
import {
  CODE_LENGTH,
  dice,
  type FilledIn,
  fillIn,
  type GeneratedRule,
  makeRules,
  REGIONS,
  TODAY,
  ZONES,
} from './testing/generated-cases.ts';
import { ADMIN, openSalesforceStage, type SalesforceStage } from './testing/salesforce-stage.ts';

const CASES = 200;
const RULES = 20;
const SEED = 20_261_123;
const CUSTOM = [
  'Order__c',
  'Code__c',
  'Amount__c',
  'Count__c',
  'Due__c',
  'Region__c',
  'Zone__c',
  'Urgent__c',
];

let stage: SalesforceStage;
let caseId: string;
let rules: GeneratedRule[];
const roll = dice(SEED);

beforeAll(async () => {
  stage = await openSalesforceStage();
  const connectionId = (await stage.connect(stage.supervisor, ADMIN)).connection.id;
  const { schemaSetup, records, users } = stage.org.core;
  const picklist = { type: 'picklist', restricted: true } as const;
  await schemaSetup.addFields('Case', [
    { name: 'Order__c', type: 'string', length: 20, required: true },
    { name: 'Code__c', type: 'string', length: CODE_LENGTH },
    { name: 'Amount__c', type: 'double', precision: 6, scale: 2 },
    { name: 'Count__c', type: 'string', length: 10 },
    { name: 'Due__c', type: 'date' },
    { name: 'Urgent__c', type: 'boolean' },
    { ...picklist, name: 'Region__c', picklist: REGIONS },
    {
      ...picklist,
      name: 'Zone__c',
      controller: 'Region__c',
      picklist: Object.entries(ZONES).map(([value, validFor]) => ({ value, validFor })),
    },
  ]);
  rules = makeRules(roll, RULES);
  for (const { name, formula } of rules) await schemaSetup.setRule('Case', name, { formula, message: name });
  const { id } = await records.create(users.byUsername(ADMIN)!, 'Contact', { LastName: 'Lindqvist' });
  caseId = await stage.addCase();
  await stage.replicas[0]!.desk.linkContact(stage.supervisor.actor, caseId, id);
  const mapping = createMappingDesk({
    db: stage.db,
    integration: stage.replicas[0]!.integration,
    now: () => new Date(),
    caseUrl: (one) => `https://care.example/${one}`,
  });
  const target = { connectionId, object: 'Case', recordType: 'Master' };
  const fields = ['Subject', 'Description', 'Priority', 'SuppliedName', 'SuppliedEmail', ...CUSTOM].map(
    mapped,
  );
  await mapping.save(stage.supervisor.actor, target, { base: 0, fields });
});
afterAll(() => stage.stop());

const FIXED: Readonly<Record<string, string>> = {
  Amount__c: '1',
  Due__c: TODAY,
  Urgent__c: 'false',
  SuppliedEmail: 'a@b.example',
};
const mapped = (field: string): MappedFieldInput => ({
  field,
  source: { kind: 'fixed', value: FIXED[field] ?? 'x' },
  by: null,
  editable: true,
  shorten: false,
});

/** What the org says when the record is sent: of its fields first, and only of one that takes them, of its rules. */
async function send(record: FilledIn): Promise<{ fields: boolean; rules: string[] }> {
  const { records, users } = stage.org.core;
  const typed = Object.entries(record)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [
      name,
      name === 'Amount__c' && Number.isFinite(Number(value)) ? Number(value) : value,
    ]);
  try {
    await records.create(users.byUsername(ADMIN)!, 'Case', Object.fromEntries(typed));
    return { fields: false, rules: [] };
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    if (error.errorCode !== 'FIELD_CUSTOM_VALIDATION_EXCEPTION') return { fields: true, rules: [] };
    const said = error.details().map(({ message }) => message);
    return { fields: false, rules: said.sort() };
  }
}

it(`foretells at least 95 % of what ${RULES} generated rules and the fields refuse in ${CASES} generated cases, and blocks nothing that Salesforce takes`, async () => {
  const { desk } = stage.replicas[0]!;
  const me = stage.supervisor.actor;
  const form = (await desk.form(me, caseId, 'Case')).fields;
  const count = { refused: 0, foretold: 0, falseBlocks: 0, falseWarnings: 0, byFields: 0, byRules: 0 };
  for (let at = 0; at < CASES; at += 1) {
    const record = fillIn(roll);
    const said = await send(record);
    const { verdicts } = foresee(form, new Map(Object.entries(record)));
    const blocked = verdicts.some(({ kind }) => kind === 'refusal');
    if (blocked && !said.fields) count.falseBlocks += 1;
    if (said.fields) {
      count.byFields += 1;
      if (blocked) count.foretold += 1;
      continue;
    }
    const truth = rules
      .filter((rule) => rule.refuses(record))
      .map(({ name }) => name)
      .sort();
    expect(said.rules).toEqual(truth);
    const foreseen = await desk.foreseeRules(me, caseId, {
      object: 'Case',
      fields: record,
      recordType: null,
    });
    const warned = foreseen.verdicts.map(({ fact }) => fact);
    count.byRules += truth.length;
    count.foretold += truth.filter((name) => warned.includes(name)).length;
    count.falseWarnings += warned.filter((name) => !truth.includes(name)).length;
  }
  count.refused = count.byFields + count.byRules;
  const share = (100 * count.foretold) / count.refused;
  process.stdout.write(
    `foretold ${count.foretold} of ${count.refused} refusals (${share.toFixed(1)} %): ${JSON.stringify(count)}\n`,
  );
  expect(count.byFields).toBeGreaterThan(20);
  expect(count.byRules).toBeGreaterThan(300);
  expect(share).toBeGreaterThanOrEqual(95);
  expect(count.falseBlocks).toBe(0);
});
