import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OrgUser, SimulatedOrg } from '../core.ts';
import { registerPages } from '../pages/register-pages.ts';
import { ADMIN, AGENT, OUTSIDER, signIn, startTestOrg } from '../test-client.ts';
import { type CareStandIn, startCareStandIn } from '../testing/care-stand-in.ts';

let org: SimulatedOrg;
let care: CareStandIn<Record<string, unknown>>;
let caseId = '';

beforeAll(async () => {
  care = await startCareStandIn();
  org = await startTestOrg({ careServiceUrl: care.url, pages: registerPages });
  await org.core.namedCredentials.setCredential('Care_Service', 'Connection', { Key: 'key' });
  const admin = org.core.users.byUsername(ADMIN) as OrgUser;
  caseId = (await org.core.records.create(admin, 'Case', { Subject: 'Torn' })).id;
});
afterAll(async () => {
  await org.stop();
  care.stop();
});
beforeEach(() => {
  care.asked = [];
});

async function open(path: string, username = AGENT, at = org.visualforceUrl) {
  const cookie = await signIn(org.url, username);
  const page = await fetch(`${at}${path}`, { headers: { cookie }, redirect: 'manual' });
  return { cookie, page, html: await page.text() };
}

interface Context {
  vid: string;
  lightningOrigin: string | null;
  actions: Record<string, { name: string; csrf: string }[]>;
}
const contextOf = (html: string) =>
  JSON.parse(/id="visualforce">(.+)<\/script>/.exec(html)?.[1] ?? '{}') as Context;

async function remote(cookie: string, call: object, origin = org.visualforceUrl) {
  const response = await fetch(`${org.visualforceUrl}/apexremote`, {
    method: 'POST',
    headers: { cookie, origin, 'content-type': 'application/json' },
    body: JSON.stringify(call),
  });
  const [answer] = (await response.json()) as Record<string, unknown>[];
  return answer;
}

test('a page of the package is put together from its own markup, with labels and record filled in', async () => {
  const { page, html } = await open(`/apex/CareHostCase?id=${caseId.slice(0, 15)}`);
  expect(page.status).toBe(200);
  expect(html).toContain(`data-record-id="${caseId}"`);
  expect(html).toContain('data-get-code="CareHostExtension.getCode"');
  expect(html).toContain(org.core.labels.Care_No_Case_Title_Case);
  expect(html).not.toMatch(/\{!|<apex:|<c:/);
});

test('a page that asks for the policy may frame what Trusted URLs allow it, and only the org may frame the page', async () => {
  const policyOf = async () =>
    (await open('/apex/CareHostCase')).page.headers.get('content-security-policy')?.split('; ');
  expect(await policyOf()).toEqual(
    expect.arrayContaining([`frame-src 'self' ${care.url}`, `frame-ancestors 'self' ${org.url}`]),
  );
  org.core.trustedUrls.setActive('Care_Service', false);
  expect(await policyOf()).toContain("frame-src 'self'");
  org.core.trustedUrls.setActive('Care_Service', true);
});

test('every script and style sheet of a page is served at its own origin', async () => {
  const { html } = await open('/apex/CareHostCase');
  const addresses = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, address]) => address);
  expect(addresses.length).toBeGreaterThan(3);
  for (const address of addresses)
    expect((await fetch(`${org.visualforceUrl}${address}`)).status, address).toBe(200);
  expect((await fetch(`${org.visualforceUrl}/resource/old/careBridge`)).status).toBe(404);
});

test('a page has Lightning’s navigation only where a Lightning page of this org frames it', async () => {
  const within = (query: string) => open(`/apex/CareHostCase?${query}`).then(({ html }) => contextOf(html));
  expect((await within(`isdtp=p1&sfdcIFrameOrigin=${org.url}`)).lightningOrigin).toBe(org.url);
  expect((await within('isdtp=p1&sfdcIFrameOrigin=http://evil.example')).lightningOrigin).toBeNull();
  expect((await within('')).lightningOrigin).toBeNull();
});

test('the org’s own address of a page leads to where Visualforce is, and by way of the login', async () => {
  const { page } = await open('/apex/CareHostCase?id=1', AGENT, org.url);
  expect(page.headers.get('location')).toBe(`${org.visualforceUrl}/apex/CareHostCase?id=1`);
  const stranger = await fetch(`${org.visualforceUrl}/apex/CareHostCase`, { redirect: 'manual' });
  expect(stranger.headers.get('location')).toBe(`${org.url}/login?startURL=%2Fapex%2FCareHostCase`);
});

test('a remote action runs as who is signed in, with the token of an opened page', async () => {
  const { cookie, html } = await open('/apex/CareHostCase');
  const { vid, actions } = contextOf(html);
  const csrf = actions.CareHostExtension?.find(({ name }) => name === 'getCode')?.csrf;
  const call = {
    action: 'CareHostExtension',
    method: 'getCode',
    data: [caseId, 'a-nonce-of-this-frame-00'],
    type: 'rpc',
    tid: 7,
    ctx: { csrf, vid, ns: '', ver: 66 },
  };
  expect(await remote(cookie, call)).toMatchObject({
    statusCode: 200,
    type: 'rpc',
    tid: 7,
    action: 'CareHostExtension',
    result: { code: 'c'.repeat(32), frameUrl: `${care.url}/embed/key` },
  });
  const jonas = org.core.users.byUsername(AGENT);
  expect(care.asked.map(({ body }) => body)).toMatchObject([
    { userId: jonas?.id, recordId: caseId, hosts: [org.url, org.visualforceUrl] },
  ]);
  const refusals = [
    remote(cookie, { ...call, ctx: { ...call.ctx, csrf: 'x' } }),
    remote(cookie, { ...call, ctx: { ...call.ctx, vid: 'CareHostLead' } }),
    remote(cookie, { ...call, method: 'constructor' }),
    remote(cookie, call, org.url),
    remote('', call),
  ];
  for (const answer of await Promise.all(refusals)) expect(answer).toMatchObject({ type: 'exception' });
  expect(care.asked).toHaveLength(1);
});

test('a page is closed to who lacks it, and to who may not read its record', async () => {
  expect((await open('/apex/CareHostCase', OUTSIDER)).page.status).toBe(403);
  const admin = org.core.users.byUsername(ADMIN) as OrgUser;
  const gone = await org.core.records.create(admin, 'Case', { Subject: 'Gone' });
  await org.core.records.delete(admin, gone.id);
  expect((await open(`/apex/CareHostCase?id=${gone.id}`)).html).toContain('Insufficient Privileges');
  expect((await open(`/apex/CareHostLead?id=${caseId}`)).html).toContain(
    `Id value ${caseId} is not valid for the Lead standard controller`,
  );
  expect((await open('/apex/Nothing')).page.status).toBe(500);
});

test('a record’s short address leads to Lightning, or in Classic to a layout with the page in it', async () => {
  const { page } = await open(`/${caseId}`, AGENT, org.url);
  expect(page.headers.get('location')).toBe(`/lightning/r/Case/${caseId}/view`);
  expect((await open(`/${caseId}`)).page.headers.get('location')).toBe(`${org.url}/${caseId}`);
  const cookie = `${await signIn(org.url, AGENT)}; ui=classic`;
  const classic = await (await fetch(`${org.url}/${caseId}`, { headers: { cookie } })).text();
  expect(classic).toContain(`src="${org.visualforceUrl}/apex/CareHostCase?id=${caseId}&amp;inline=1"`);
  expect((await open('/500Hs0000000099', AGENT, org.url)).page.status).toBe(404);
});
