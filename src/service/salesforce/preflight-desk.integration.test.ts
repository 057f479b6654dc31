import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN, JONAS, openSalesforceStage, type SalesforceStage } from './testing/salesforce-stage.ts';

let stage: SalesforceStage;
let caseId: string;

beforeAll(async () => {
  stage = await openSalesforceStage();
  const connectionId = (await stage.connect(stage.supervisor, ADMIN)).connection.id;
  await stage.connect(stage.agent, JONAS, connectionId);
  caseId = await stage.addCase();
});
afterAll(() => stage.stop());

const desk = () => stage.replicas[0]!.desk;
const rule = (name: string, formula: string, errorField: string | null = null) =>
  stage.org.core.schemaSetup.setRule('Case', name, { formula, errorField, message: `${name} says no.` });
const foresee = (fields: Record<string, string | null>) =>
  desk().foreseeRules(stage.agent.actor, caseId, { object: 'Case', fields, recordType: null });
const calls = () =>
  stage.org.core.control
    .calls()
    .filter(({ kind }) => kind === 'api')
    .map(({ operation }) => operation);

it('says that rules are not checked where nobody may read them, and goes on', async () => {
  stage.org.core.control.addFault({ operation: 'tooling-query', code: 'INSUFFICIENT_ACCESS', times: 1 });

  expect(await foresee({})).toEqual({
    verdicts: [],
    notChecked: [{ what: 'Validation rules', why: 'The org’s default user may not read them.' }],
  });
});

it('foretells what the rules of the org will say, and asks it nothing the second time', async () => {
  await rule('Needs_Order', 'NOT(CONTAINS(Description, "FV-"))', 'Description');
  await rule('Not_By_Agents', '$Profile.Name = "Agent"');
  const first = await foresee({ Description: 'My seam is torn' });

  expect(first.verdicts).toEqual([
    {
      field: 'Description',
      code: 'VALIDATION_RULE',
      kind: 'warning',
      fact: 'Needs_Order says no.',
      remedy: 'The org’s rule Needs_Order refuses it as it is.',
    },
  ]);
  expect(first.notChecked).toEqual([{ what: 'Rule Not_By_Agents', why: 'It looks at $Profile.Name.' }]);
  stage.org.core.control.clearCalls();
  expect((await foresee({ Description: 'Order FV-20881' })).verdicts).toEqual([]);
  expect(calls()).toEqual([]);
});
