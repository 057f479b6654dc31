import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { EscalationShape } from '../../api/shapes.ts';
import { ADMIN } from '../../simulator/test-client.ts';
import { until } from '../sync/testing/sync-stage.ts';
import { type EmbedStage, openEmbedStage } from './testing/embed-stage.ts';

const RULES = '/v1/salesforce/escalation-rules';
const USUAL = { contactRequired: false, silentDays: null, undoMinutes: 1_440, undoAct: 'close' };
const LINK = { Care_Escalation_Id__c: null, Care_Case_Id__c: null, Care_Case_Url__c: null };

let stage: EmbedStage;
beforeAll(async () => {
  stage = await openEmbedStage();
  await stage.asAgent('ines', 'PUT', RULES, USUAL);
});
afterEach(() => stage.org.core.control.clearFaults());
afterAll(() => stage.stop());

const read = async (soql: string) => (await stage.org.core.records.query(stage.admin, soql)).records;
const fieldsOf = async (id: string) => (await stage.org.core.records.get(stage.admin, id))?.fields;
const messagesOf = (recordId: string) =>
  read(`SELECT Body__c FROM Care_Message__c WHERE Case__c = '${recordId}' ORDER BY Sequence__c`);
const tabOf = async (caseId: string) =>
  (await stage.asAgent('ines', 'GET', `/v1/cases/${caseId}/salesforce`)).body as unknown as {
    escalations: EscalationShape[];
    blocked: { code: string } | null;
  };
const careStatus = async (caseId: string) =>
  ((await stage.asAgent('ines', 'GET', `/v1/cases/${caseId}`)).body.case as { status: string }).status;
const setStatus = (caseId: string, status: string) =>
  stage.asAgent('ines', 'PUT', `/v1/cases/${caseId}/status`, { status });

interface Made extends EscalationShape {
  caseId: string;
  recordId: string;
}

/** A case of this customer stands in Salesforce with all it has. */
async function escalated(customer: string, object: 'cases' | 'leads' = 'cases'): Promise<Made> {
  const caseId = await stage.customerWrites(customer, 'Where is my parcel?');
  return again(caseId, object);
}

async function again(caseId: string, object: 'cases' | 'leads' = 'cases'): Promise<Made> {
  const fields = object === 'leads' ? { Company: 'Berg & Co' } : {};
  const { body } = await stage.asAgent('jonas', 'POST', `/v1/cases/${caseId}/salesforce/${object}`, {
    fields,
  });
  const made = body.escalation as EscalationShape;
  const { escalations } = await until(
    () => tabOf(caseId),
    (tab) =>
      tab.escalations.some(
        ({ id, sync, state }) => id === made.id && state === 'created' && sync === 'in_step',
      ),
  );
  const standing = escalations.find(({ id }) => id === made.id)!;
  return { ...standing, caseId, recordId: standing.recordId! };
}

const pathOf = ({ caseId, id }: Made) => `/v1/cases/${caseId}/salesforce/escalations/${id}/undo`;
const undo = (made: Made, body: object = { act: 'close', why: 'Pressed by mistake' }) =>
  stage.asAgent('jonas', 'POST', pathOf(made), body);
const formOf = async (made: Made) => (await stage.asAgent('jonas', 'GET', pathOf(made))).body;

test('closes and unlinks: nothing more goes there, the case goes on, and the next escalation is another', async () => {
  const made = await escalated('ana');
  const { token, caseId } = await stage.grantFor(made.recordId);
  expect(caseId).toBe(made.caseId);
  await setStatus(made.caseId, 'pending');
  const before = await until(
    () => fieldsOf(made.recordId),
    (fields) => fields?.Status === 'Waiting on Customer',
  );
  expect(await formOf(made)).toMatchObject({
    act: 'close',
    closed: false,
    closedStatuses: [{ value: 'Closed', label: 'Closed' }],
    messages: 1,
  });

  expect(await undo(made)).toMatchObject({
    status: 200,
    body: {
      escalation: {
        state: 'gone',
        undoUntil: null,
        undone: {
          state: 'done',
          act: 'close',
          by: { name: 'Jonas Lind' },
          why: 'Pressed by mistake',
          fact: 'It was closed as Closed and unlinked.',
        },
      },
    },
  });

  const after = await fieldsOf(made.recordId);
  expect(after).toMatchObject({ ...LINK, Status: 'Closed', Care_Acted_By__c: 'Jonas Lind' });
  expect(Number(after?.Care_Version__c)).toBeGreaterThan(Number(before?.Care_Version__c));
  expect(await messagesOf(made.recordId)).toHaveLength(1);
  expect(await stage.withToken(token, 'GET', `/v1/cases/${made.caseId}`)).toMatchObject({ status: 401 });
  expect(await stage.grantFor(made.recordId)).toMatchObject({ scope: 'record', caseId: null });

  // A person who opens it again in Salesforce opens nothing in Care, and neither side hears of the other.
  await stage.org.core.records.update(stage.admin, made.recordId, { Status: 'Working' });
  await stage.customerWrites('ana', 'Are you there?');
  const next = await again(made.caseId);
  expect(next.recordId).not.toBe(made.recordId);
  const [record] = await read(`SELECT Care_Escalation_Id__c FROM Case WHERE Id = '${next.recordId}'`);
  expect(record?.Care_Escalation_Id__c).not.toBe(before?.Care_Escalation_Id__c);
  await setStatus(made.caseId, 'on_hold');
  await until(
    () => fieldsOf(next.recordId),
    (fields) => fields?.Status === 'Working',
  );
  expect(await careStatus(made.caseId)).toBe('on_hold');
  expect(await messagesOf(made.recordId)).toHaveLength(1);
  expect(await messagesOf(next.recordId)).toHaveLength(2);

  const { body } = await stage.asAgent('ines', 'GET', '/v1/audit?kind=record.undone');
  expect((body.entries as { fact: string }[])[0]?.fact).toBe(
    `Jonas Lind undid the case ${made.number} in Salesforce: It was closed as Closed and unlinked. Why: Pressed by mistake`,
  );
});

test('is done once, however often it is pressed and whoever does, and when its answer is lost', async () => {
  const made = await escalated('bea');
  stage.org.core.control.addFault({ operation: 'update', drop: 'after' });
  stage.org.core.control.clearCalls();

  const answers = await Promise.all([
    undo(made),
    undo(made, { act: 'unlink' }),
    stage.asAgent('ines', 'POST', pathOf(made), { act: 'close' }),
  ]);
  answers.push(await undo(made));

  const undone = answers.map(({ body }) => (body.escalation as EscalationShape).undone);
  expect(new Set(undone.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(await fieldsOf(made.recordId)).toMatchObject(LINK);
  const writes = stage.org.core.control.calls().filter(({ operation }) => operation === 'update');
  expect(writes).toHaveLength(1);
  const { body } = await stage.asAgent('ines', 'GET', '/v1/audit?kind=record.undone');
  const facts = (body.entries as { fact: string }[]).map(({ fact }) => fact);
  expect(facts.filter((fact) => fact.includes(made.number!))).toHaveLength(1);
});

test('deletes where whoever acts may, with what lies under it, and says beforehand who may not', async () => {
  const made = await escalated('cleo');
  await stage.org.core.schemaSetup.setRights(ADMIN, { objects: { Case: { delete: false } } });
  expect(await formOf(made)).toMatchObject({
    acts: [
      { act: 'close', refused: null },
      { act: 'unlink', refused: null },
      {
        act: 'delete',
        refused: 'Ines Okafor, by whose access Care acts for you, may not delete this case.',
      },
    ],
  });
  expect(await undo(made, { act: 'delete' })).toMatchObject({
    status: 403,
    body: { code: 'UNDO_ACT_REFUSED' },
  });
  expect(await fieldsOf(made.recordId)).toMatchObject({ Care_Case_Id__c: made.caseId });

  await stage.org.core.schemaSetup.setRights(ADMIN, { objects: { Case: { delete: true } } });
  stage.org.core.control.addFault({ operation: 'delete', drop: 'after' });
  expect(await undo(made, { act: 'delete' })).toMatchObject({ status: 200 });
  expect(await read(`SELECT Id FROM Case WHERE Id = '${made.recordId}'`)).toEqual([]);
  expect(await messagesOf(made.recordId)).toEqual([]);
  const [undone] = (await tabOf(made.caseId)).escalations;
  expect(undone).toMatchObject({ undone: { act: 'delete', state: 'done' } });
});

test('touches nothing that is deleted, merged or closed meanwhile', async () => {
  const [deleted, merged, closed] = [await escalated('dora'), await escalated('eva'), await escalated('fay')];
  const other = await stage.salesforceCase({ Subject: 'Somebody else’s' });
  await setStatus(closed.caseId, 'done');
  await until(
    () => fieldsOf(closed.recordId),
    (fields) => fields?.Status === 'Closed',
  );

  await stage.org.core.records.delete(stage.admin, deleted.recordId);
  await stage.org.core.records.merge(stage.admin, other, [merged.recordId]);
  const results = [await undo(deleted), await undo(merged), await undo(closed)];

  expect(await fieldsOf(other)).toMatchObject({ Status: 'New', ...LINK });
  expect(await fieldsOf(closed.recordId)).toMatchObject({ Status: 'Closed', ...LINK });
  const facts = results.map(
    ({ body }) => (body.escalation as EscalationShape | undefined)?.undone?.fact ?? body.code,
  );
  // A deletion that Care has heard of leaves nothing to undo.
  expect(facts).toEqual([
    expect.stringMatching(/recycle bin\.$|^NOTHING_TO_UNDO$/),
    expect.stringMatching(/^The case was merged into \d{8}, which stays as it is\.$|carries no link/),
    'It was closed already and was unlinked.',
  ]);
});

test('goes on as before where Salesforce refuses it, with all that was said meanwhile', async () => {
  const made = await escalated('gil');
  await stage.org.core.schemaSetup.setRule('Case', 'Needs_A_Reason', {
    formula: 'AND(ISPICKVAL(Status, "Closed"), ISBLANK(TEXT(Reason)))',
    message: 'Say why the case is closed.',
    active: true,
  });
  stage.org.core.control.addFault({ operation: 'update', latencyMs: 300 });
  const undoing = undo(made);
  await until(
    () => tabOf(made.caseId),
    ({ escalations }) => escalations[0]?.undone?.state === 'under_way',
  );
  expect((await tabOf(made.caseId)).blocked).toMatchObject({ code: 'ALREADY_ESCALATED' });
  await stage.customerWrites('gil', 'One more thing');

  expect(await undoing).toMatchObject({ status: 422, body: { code: 'SALESFORCE_REFUSED' } });
  const { escalations } = await tabOf(made.caseId);
  expect(escalations[0]).toMatchObject({
    state: 'created',
    undone: { state: 'refused', fact: expect.stringContaining('Say why the case is closed.') },
  });
  await until(
    () => messagesOf(made.recordId),
    ({ length }) => length === 2,
  );
  expect(await undo(made, { act: 'unlink' })).toMatchObject({ status: 200 });
  expect(await fieldsOf(made.recordId)).toMatchObject({ Status: 'New', ...LINK });
  await stage.org.core.schemaSetup.setRule('Case', 'Needs_A_Reason', { active: false });
});

test('holds to the account’s limit', async () => {
  const made = await escalated('hal');
  await stage.asAgent('ines', 'PUT', RULES, { ...USUAL, undoMinutes: 1 });
  stage.setClock(61_000);
  expect(await undo(made)).toMatchObject({ status: 409, body: { code: 'UNDO_TOO_LATE' } });
  await stage.asAgent('ines', 'PUT', RULES, { ...USUAL, undoMinutes: null });
  expect(await undo(made)).toMatchObject({ status: 409, body: { code: 'UNDO_OFF' } });
  expect((await tabOf(made.caseId)).escalations[0]).toMatchObject({ undoUntil: null });
  stage.setClock(0);
  await stage.asAgent('ines', 'PUT', RULES, USUAL);
});

test('unlinks a lead, and of a record that Care only linked nothing but the link', async () => {
  const lead = await escalated('ida', 'leads');
  expect(await undo(lead)).toMatchObject({ status: 403, body: { code: 'UNDO_ACT_REFUSED' } });
  expect(await undo(lead, { act: 'unlink' })).toMatchObject({ status: 200 });
  expect(await fieldsOf(lead.recordId)).toMatchObject(LINK);

  const caseId = await stage.customerWrites('jan', 'Hello');
  const recordId = await stage.salesforceCase({ Subject: 'Their own' });
  const { token } = await stage.grantFor(recordId);
  await stage.withToken(token, 'POST', '/v1/embed/link', { caseId });
  const { escalations } = await until(
    () => tabOf(caseId),
    (tab) => tab.escalations[0]?.sync === 'in_step',
  );
  const linked = { ...escalations[0]!, caseId, recordId };
  expect(await formOf(linked)).toMatchObject({ linked: true, act: 'unlink', acts: [{ act: 'unlink' }] });
  expect(await undo(linked, { act: 'unlink' })).toMatchObject({ status: 200 });
  expect(await fieldsOf(recordId)).toMatchObject({ Subject: 'Their own', Status: 'New', ...LINK });
  // It can be linked again.
  const again = (await stage.grantFor(recordId)).token;
  expect(await stage.withToken(again, 'POST', '/v1/embed/link', { caseId })).toMatchObject({ status: 201 });
});
