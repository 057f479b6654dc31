import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtWidget } from './testing/built-widget.ts';
import { type EmbedStage, openEmbedStage } from './testing/embed-stage.ts';
import { openFrame } from './testing/open-frame.ts';

let stage: EmbedStage;
let recordId: string;
let caseId: string;

beforeAll(async () => {
  stage = await openEmbedStage({ webRoot: builtWidget() });
  recordId = await stage.salesforceCase();
  caseId = await stage.customerWrites('ana', 'Is the sofa in stock?');
  const { token } = await stage.grantFor(recordId);
  expect(await stage.withToken(token, 'POST', '/v1/embed/link', { caseId })).toMatchObject({ status: 201 });
});
afterAll(() => stage.stop());

const nonce = () => randomBytes(16).toString('base64url');
const mint = (mine: string) =>
  stage.asOrg('/v1/embed/codes', { recordId, nonce: mine, hosts: [stage.org.url] });

async function frame(mine: string) {
  const { org_key: orgKey } = await stage.service.parts.services.db.forAccount(
    stage.account.accountId,
    (tx) => tx.selectFrom('connection').select('org_key').executeTakeFirstOrThrow(),
  );
  return openFrame(stage.base, { orgKey, nonce: mine });
}

test('one of two documents that wait begins with the case, and the code is good for its frame', async () => {
  const mine = nonce();
  const waiting = [await frame(mine), await frame(mine)];
  await Promise.all(waiting.map(({ begun }) => begun));
  const { body } = await mint(mine);

  const pages = await Promise.all(waiting.map(({ html }) => html));
  expect(pages.map((page) => page.includes('>Is the sofa in stock?</p>')).sort()).toEqual([false, true]);
  expect(await (await frame(mine)).html).not.toContain('sofa');
  const redeemed = await stage.send('POST', '/v1/embed/redeem', { code: body.code, nonce: mine });
  expect(redeemed.status).toBe(201);
});

test('it begins with the newest of messages and notes, in their order, by whom they are', async () => {
  await stage.asAgent('ines', 'PUT', `/v1/cases/${caseId}/assignee`, { agentId: stage.account.agents.jonas });
  const texts = Array.from({ length: 6 }, (_, index) => `more ${index + 1}`);
  await stage.customerWrites('ana', ...texts);
  for (const [path, body] of [
    ['notes', { text: 'Ask the shop' }],
    ['replies', { text: 'It is', kind: 'direct_message' }],
  ] as const) {
    expect((await stage.asAgent('jonas', 'POST', `/v1/cases/${caseId}/${path}`, body)).status).toBe(201);
  }
  const mine = nonce();
  const { begun, html } = await frame(mine);
  await begun;
  await mint(mine);

  const page = await html;
  const said = [...page.matchAll(/<p class="text">([^<]*)<\/p>/g)].map(([, text]) => text);
  expect(said).toEqual([...texts, 'Ask the shop', 'It is']);
  expect(page.match(/<b>You<\/b>/g)).toHaveLength(2);
  expect(page).toContain('<b>Name of ana</b>');
});

test('the question who may read the record is in the ledger, though nobody waited for its row', async () => {
  const asked = () =>
    stage.service.parts.services.db.forAccount(stage.account.accountId, (tx) =>
      tx.selectFrom('salesforce_call').select('id').where('purpose', '=', 'record_access').execute(),
    );
  const { length } = await asked();
  await mint(nonce());
  await expect.poll(async () => (await asked()).length).toBeGreaterThan(length);
});

test('one that waits shows nothing while Salesforce has not said that the record may be read', async () => {
  const mine = nonce();
  const { begun, html } = await frame(mine);
  await begun;
  stage.org.core.control.addFault({ operation: 'composite', code: 'SERVER_UNAVAILABLE' });
  expect((await mint(mine)).status).toBe(503);
  expect(await html).not.toContain('first-sight');
});
