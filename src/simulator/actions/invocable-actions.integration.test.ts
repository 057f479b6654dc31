import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OrgUser, SimulatedOrg } from '../core.ts';
import { ADMIN, AGENT, type Api, connectApi, OUTSIDER, startTestOrg } from '../test-client.ts';
import { type CareStandIn, startCareStandIn } from '../testing/care-stand-in.ts';

const REPLY = '/actions/custom/apex/CareReplyAction';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

interface Call {
  orgId: string;
  userId: string;
  inputs: { key: string; recordId: string; text?: string }[];
}

let org: SimulatedOrg;
let care: CareStandIn<Call>;
let api: Api;
let caseId = '';

beforeAll(async () => {
  care = await startCareStandIn<Call>();
  org = await startTestOrg({ careServiceUrl: care.url });
  await org.core.namedCredentials.setCredential('Care_Service', 'Connection', { Key: 'key' });
  const admin = org.core.users.byUsername(ADMIN) as OrgUser;
  caseId = (await org.core.records.create(admin, 'Case', { Subject: 'Torn' })).id;
  api = await connectApi(org, AGENT);
});

afterAll(async () => {
  await org.stop();
  care.stop();
});

beforeEach(() => {
  care.asked = [];
  // Backwards: results are told apart by key, not by place.
  care.answer = ({ body }) => ({
    status: 200,
    body: {
      agent: { id: 'agent_1', name: 'Jonas Lind' },
      results: body.inputs.map(({ key, text }) => ({ key, messageId: `message of ${text}` })).reverse(),
    },
  });
});

const send = (...inputs: object[]) => api('POST', REPLY, { inputs });
const outputs = (body: { outputValues: unknown }[]) => body.map(({ outputValues }) => outputValues);

test('one callout carries the whole list, and every input has its result, in order', async () => {
  const { status, body } = await send(
    { recordId: caseId, text: 'one', kind: ' ', thenStatus: 'done' },
    { recordId: caseId.slice(0, 15), text: 'two' },
  );
  expect(status).toBe(200);
  expect(body).toMatchObject([
    {
      actionName: 'CareReplyAction',
      errors: null,
      isSuccess: true,
      outputValues: {
        isSuccess: true,
        messageId: 'message of one',
        agentName: 'Jonas Lind',
        errorCode: null,
      },
    },
    { outputValues: { messageId: 'message of two' } },
  ]);
  const jonas = org.core.users.byUsername(AGENT);
  expect(care.asked).toMatchObject([
    {
      url: '/v1/actions/replies',
      authorization: 'Bearer key',
      body: {
        orgId: org.orgId,
        userId: jonas?.id,
        inputs: [
          { key: expect.stringMatching(UUID), recordId: caseId, text: 'one', kind: null, thenStatus: 'done' },
          { key: expect.stringMatching(UUID), recordId: caseId, text: 'two', kind: null, thenStatus: null },
        ],
      },
    },
  ]);
});

test('a list of more than 200 goes in as many callouts as it takes', async () => {
  const inputs = Array.from({ length: 201 }, (_, index) => ({ recordId: caseId, text: String(index) }));
  const { body } = await send(...inputs);
  expect(care.asked.map((one) => one.body.inputs.length)).toEqual([200, 1]);
  expect(body.at(-1).outputValues.messageId).toBe('message of 200');
});

test('the same key with the same content is one wish, and with other content another', async () => {
  const wish = { recordId: caseId, text: 'once', idempotencyKey: 'interview-1' };
  await send(wish, wish, { ...wish, text: 'twice' });
  await send(wish);
  const [first, second] = care.asked.map((one) => one.body.inputs.map(({ key }) => key));
  expect(first).toHaveLength(2);
  expect(second).toEqual([first?.[0]]);
});

test('what cannot be sent is said in its own result, and the others go', async () => {
  const gone = '500Hs0000000099';
  const { status, body } = await send(
    { recordId: caseId, text: ' ' },
    { recordId: gone, text: 'x' },
    { recordId: caseId, text: 'good' },
  );
  expect(status).toBe(200);
  expect(outputs(body)).toMatchObject([
    {
      isSuccess: false,
      errorCode: 'ACTION_INPUT_MISSING',
      errorMessage: org.core.labels.Care_Action_Incomplete_Text,
    },
    { isSuccess: false, errorCode: 'EMBED_RECORD_FORBIDDEN' },
    { isSuccess: true, messageId: 'message of good' },
  ]);
  expect(care.asked[0]?.body.inputs).toHaveLength(1);
});

test.each<[string, number, unknown, object]>([
  [
    'a problem of the service',
    403,
    { code: 'ACTION_NO_AGENT', detail: 'Nobody.', remedy: 'Name one.' },
    { errorCode: 'ACTION_NO_AGENT', errorMessage: 'Nobody.', errorRemedy: 'Name one.' },
  ],
  ['an answer that is none', 200, [], { errorCode: 'HOST_SERVICE_UNREACHABLE' }],
  ['an answer without results', 200, {}, { errorCode: 'HOST_SERVICE_UNREACHABLE' }],
])('%s is the result of every input', async (_name, status, given, result) => {
  care.answer = () => ({ status, body: given });
  const { body } = await send({ recordId: caseId, text: 'a' }, { recordId: caseId, text: 'b' });
  expect(outputs(body)).toMatchObject([result, result]);
});

test('a case link tells which Care case it is', async () => {
  care.answer = ({ body }) => ({
    status: 200,
    body: {
      agent: { name: 'Jonas Lind' },
      results: body.inputs.map(({ key }) => ({ key, caseId: 'case_1', caseUrl: 'http://care/desk' })),
    },
  });
  const { body } = await api('POST', '/actions/custom/apex/CareCaseLinkAction', {
    inputs: [{ recordId: caseId, careCase: '#17' }],
  });
  expect(outputs(body)).toMatchObject([
    { isSuccess: true, careCaseId: 'case_1', careCaseUrl: 'http://care/desk' },
  ]);
  expect(care.asked).toMatchObject([
    { url: '/v1/actions/case-links', body: { inputs: [{ careCase: '#17' }] } },
  ]);
});

test('an input that lacks what is required, or has what is not there, refuses the call', async () => {
  const missing = await send({ recordId: caseId });
  expect(missing.status).toBe(400);
  expect(missing.body).toMatchObject([
    { isSuccess: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING' }], outputValues: null },
  ]);
  const unknown = await send({ recordId: caseId, text: 'x', colour: 'red' });
  expect(unknown.body[0].errors[0].statusCode).toBe('INVALID_API_INPUT');
  expect(care.asked).toEqual([]);
});

test('an action is there for who may run its class', async () => {
  const names = async (one: Api) =>
    (await one('GET', '/actions/custom/apex')).body.actions.map(({ name }: { name: string }) => name);
  const outsider = await connectApi(org, OUTSIDER);
  expect(await names(api)).toEqual(['CareReplyAction', 'CareCaseLinkAction']);
  expect(await names(outsider)).toEqual([]);
  const refused = await outsider('POST', REPLY, { inputs: [{ recordId: caseId, text: 'x' }] });
  expect([refused.status, refused.body[0].message]).toEqual([
    403,
    'You do not have access to the Apex class named: CareReplyAction',
  ]);
  expect((await api('POST', '/actions/custom/apex/Nothing', { inputs: [] })).status).toBe(404);
  expect(care.asked).toEqual([]);
});

test('a test may run an action as anybody', async () => {
  const response = await fetch(`${org.url}/__simulator/actions/CareReplyAction?as=${AGENT}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ inputs: [{ recordId: caseId, text: 'x' }] }),
  });
  expect(await response.json()).toMatchObject([{ outputValues: { messageId: 'message of x' } }]);
});
