import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbedStage, openEmbedStage } from './testing/embed-stage.ts';

const RULES = '/v1/salesforce/escalation-rules';
const DAY_MS = 86_400_000;

let stage: EmbedStage;
beforeAll(async () => {
  stage = await openEmbedStage();
});
afterAll(() => stage.stop());

const setRules = (contactRequired: boolean, silentDays: number | null) =>
  stage.asAgent('ines', 'PUT', RULES, { contactRequired, silentDays });
const escalate = (caseId: string) =>
  stage.asAgent('jonas', 'POST', `/v1/cases/${caseId}/salesforce/cases`, {});

test('what is asked for before a case goes to Salesforce is lifted and changed, and kept with who did it', async () => {
  const caseId = await stage.customerWrites('ana', 'Where is my parcel?');
  expect(await stage.asAgent('jonas', 'GET', RULES)).toMatchObject({
    body: { contactRequired: true, silentDays: 90 },
  });
  expect(await escalate(caseId)).toMatchObject({ status: 409, body: { code: 'CONTACT_LINK_REQUIRED' } });

  expect(await setRules(false, 1)).toMatchObject({
    status: 200,
    body: { contactRequired: false, silentDays: 1 },
  });
  stage.setClock(DAY_MS + 60_000);
  expect(await escalate(caseId)).toMatchObject({ status: 409, body: { code: 'CUSTOMER_SILENT_90_DAYS' } });
  await setRules(false, null);
  await setRules(false, null);
  expect(await escalate(caseId)).toMatchObject({ status: 201, body: { escalation: { state: 'created' } } });

  const { body } = await stage.asAgent('ines', 'GET', '/v1/audit?kind=escalation.rules_changed');
  const facts = (body.entries as { fact: string }[]).map(({ fact }) => fact);
  const changed =
    'Ines Okafor changed what is asked of a case that goes to Salesforce: with or without a contact';
  const undo = 'undo within 24 hours closes and unlinks';
  expect(facts).toEqual([
    `${changed}, the customer’s last message of any age; ${undo}`,
    `${changed}, the customer’s last message less than 1 day old; ${undo}`,
  ]);
});
