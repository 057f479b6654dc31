import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { type Care, expect, type Org, onlySimulated, test } from './fixtures.ts';
import { allowInSalesforce, connectedUser } from './pages/settings.ts';
import { panelOn, said, widgetOn } from './pages/widget.ts';
import { emailOf } from './people.ts';

interface Caught {
  code: string;
  nonce: string;
  frameUrl: string;
}

const READS_APEX = 'Listens to what the page asks of Apex, and an org asks it in its own way.';

/** Opens a Case as the page does, and keeps what passed between Apex and the service for this frame. */
async function openAndListen(
  care: Care,
  org: Org,
  recordId: string,
): Promise<{ page: Page; caught: Caught }> {
  const page = await org.login('Jonas Lind');
  const asked = page.waitForRequest((request) => request.url().endsWith('/lightning/api/apex'));
  await org.openCase(page, recordId);
  const request = await asked;
  const { returnValue } = (await (await request.response())!.json()) as { returnValue: Caught };
  const { nonce } = (request.postDataJSON() as { params: { nonce: string } }).params;
  await expect.poll(() => page.frames().some((frame) => frame.url().startsWith(care.url))).toBe(true);
  return { page, caught: { ...returnValue, nonce } };
}

const redeem = async (care: Care, code: string, nonce: string) => {
  const response = await fetch(`${care.url}/v1/embed/redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, nonce }),
  });
  return { status: response.status, body: (await response.json()) as { code?: string; token?: string } };
};

/** A page of nobody we know, on a third site. */
async function strangersPage(html: string): Promise<{ url: string; close(): void }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(html);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

test('a code that was redeemed is worth nothing', async ({ care, org }) => {
  onlySimulated(READS_APEX);
  const { recordId } = await care.escalated('Jonas Lind');
  const { page, caught } = await openAndListen(care, org, recordId);
  await expect(widgetOn(page).locator('care-message').first()).toBeVisible();
  expect(await redeem(care, caught.code, caught.nonce)).toMatchObject({
    status: 401,
    body: { code: 'EMBED_CODE_INVALID' },
  });
});

test('a code shown with another frame’s nonce is refused and used up', async ({ care, org }) => {
  onlySimulated(READS_APEX);
  const { recordId } = await care.escalated('Jonas Lind');
  const page = await org.login('Jonas Lind');
  // The widget never gets to redeem it: the frame is held back.
  await page.route(`${care.url}/embed/**`, (route) => route.abort());
  const asked = page.waitForResponse((response) => response.url().endsWith('/lightning/api/apex'));
  await org.openCase(page, recordId);
  const response = await asked;
  const { returnValue } = (await response.json()) as { returnValue: Caught };
  const { nonce } = (response.request().postDataJSON() as { params: { nonce: string } }).params;

  const wrong = await redeem(care, returnValue.code, nonce.split('').reverse().join(''));
  expect(wrong).toMatchObject({ status: 401, body: { code: 'EMBED_CODE_INVALID' } });
  const right = await redeem(care, returnValue.code, nonce);
  expect(right.status).toBe(401);
});

test('a token made for one case opens no other', async ({ care, org }) => {
  const [mine, other] = [await care.escalated('Jonas Lind'), await care.escalated('Jonas Lind')];
  const page = await org.login('Jonas Lind');
  const seen = page.waitForRequest((request) => request.url().includes('/v1/live?'));
  await org.openCase(page, mine.recordId);
  const authorization = (await (await seen).allHeaders()).authorization!;
  expect(authorization).toMatch(/^Bearer /);

  const own = await fetch(`${care.url}/v1/cases/${mine.caseId}`, { headers: { authorization } });
  const foreign = await fetch(`${care.url}/v1/cases/${other.caseId}`, { headers: { authorization } });
  const list = await fetch(`${care.url}/v1/cases`, { headers: { authorization } });
  expect([own.status, foreign.status, list.status]).toEqual([200, 404, 401]);
});

test('framed by a page of another site, the browser refuses to show it', async ({ care, org, newPage }) => {
  onlySimulated(READS_APEX);
  const { recordId } = await care.escalated('Jonas Lind');
  const { caught } = await openAndListen(care, org, recordId);
  const stranger = await strangersPage(`<iframe src="${caught.frameUrl}#${caught.nonce}"></iframe>`);
  const page = await newPage();
  const refusals: string[] = [];
  page.on('console', (message) => refusals.push(message.text()));
  await page.goto(stranger.url);
  await expect.poll(() => refusals.join('\n')).toContain('frame-ancestors');
  expect(page.frames().some((frame) => frame.url().startsWith(care.url))).toBe(false);
  stranger.close();
});

test('messages of another window, however well formed, move nothing', async ({ care, org, newPage }) => {
  onlySimulated(READS_APEX);
  const { recordId, customer } = await care.escalated('Jonas Lind');
  const { page, caught } = await openAndListen(care, org, recordId);
  const widget = widgetOn(page);
  await expect(said(widget, `Hello, this is ${customer.name}`)).toBeVisible();
  const mode = () => widget.locator('html').getAttribute('data-mode');
  const before = await mode();

  // The right origin, the wrong source: a sibling frame in the org's own page, which knows even the nonce.
  const theme = { mode: before === 'dark' ? 'light' : 'dark', density: 'compact', hooks: {} };
  const notice = { protocol: 1, kind: 'notice', name: 'themeChanged', input: theme };
  const shapes = [
    { namespace: 'penpal', channel: caught.nonce, type: 'SYN', participantId: 'sibling' },
    {
      namespace: 'penpal',
      channel: caught.nonce,
      type: 'CALL',
      id: '1',
      methodPath: ['receive'],
      args: [notice],
    },
    { namespace: 'penpal', channel: 'another-nonce', type: 'SYN', participantId: 'sibling' },
    notice,
  ];
  await page.evaluate(() => {
    const sibling = document.createElement('iframe');
    sibling.name = 'sibling';
    document.body.append(sibling);
  });
  const sibling = page.frame({ name: 'sibling' })!;
  await sibling.evaluate((messages) => {
    const target = [...Array(parent.frames.length).keys()]
      .map((i) => parent.frames[i]!)
      .find((each) => each !== window)!;
    for (const message of messages) target.postMessage(message, '*');
  }, shapes);
  // The right source, the wrong nonce: the page itself.
  await page.evaluate((message) => window.frames[0]!.postMessage(message, '*'), shapes[2]);
  // The wrong origin: a stranger who opens the frame's address as a window of their own.
  const stranger = await strangersPage('<p>stranger</p>');
  const opener = await newPage();
  await opener.goto(stranger.url);
  const [popup] = await Promise.all([
    opener.waitForEvent('popup'),
    opener.evaluate((url) => {
      const target = window.open(url);
      setInterval(
        () =>
          target?.postMessage(
            { namespace: 'penpal', channel: new URL(url).hash.slice(1), type: 'SYN', participantId: 'x' },
            '*',
          ),
        50,
      );
    }, `${caught.frameUrl}#${caught.nonce}`),
  ]);

  await customer.writes('Still here?');
  await expect(said(widget, 'Still here?')).toBeVisible();
  expect(await mode()).toBe(before);
  await expect(popup.getByText('Still here?')).toHaveCount(0);
  stranger.close();
});

test('a Salesforce user without an identity link is told so and gets nothing', async ({ care, org }) => {
  onlySimulated('Noor Haddad is a user of the simulated org only.');
  const { recordId } = await care.escalated('Jonas Lind');
  const page = await org.login('Noor Haddad');
  await org.openCase(page, recordId);
  await expect(panelOn(page)).toContainText('Your Salesforce user is not linked to a Care agent.');
  await expect(panelOn(page).getByRole('button', { name: 'Link yourself' })).toBeVisible();
  expect(page.frames().some((frame) => frame.url().startsWith(care.url))).toBe(false);
});

test('whoever links themselves does so in a new tab of Care, and then has the conversation', async ({
  care,
  org,
}) => {
  onlySimulated('An org has its own login page.');
  const { recordId, customer } = await care.escalated('Jonas Lind');
  const api = await care.api('Ines Okafor');
  const { connections } = await api.get<{
    connections: { id: string; users: { id: string; username: string }[] }[];
  }>('/v1/salesforce/connections');
  const { id, users } = connections[0]!;
  const path = `/v1/salesforce/connections/${id}`;
  const { links } = await api.get<{ links: { salesforceUserId: string; agent: { name: string } }[] }>(
    `${path}/identity-links`,
  );
  const access = users.find(({ username }) => username === emailOf('Priya Raman'));
  if (access) await api.send('DELETE', `${path}/users/${access.id}`);
  const link = links.find(({ agent }) => agent.name === 'Priya Raman');
  if (link) await api.send('DELETE', `${path}/identity-links/${link.salesforceUserId}`);

  const page = await org.login('Priya Raman');
  await org.openCase(page, recordId);
  const opened = page.context().waitForEvent('page');
  await panelOn(page).getByRole('button', { name: 'Link yourself' }).click();
  const tab = await opened;
  await tab.getByRole('button', { name: 'Sign in as Priya Raman' }).click();
  await tab.waitForURL(`${care.url}/settings/integrations/salesforce/${id}`);
  await tab.getByRole('button', { name: /^Connect (as me|again)$/ }).click();
  await allowInSalesforce(tab, 'Priya Raman');
  await tab.getByRole('button', { name: 'Connect as this user' }).click();
  await expect(connectedUser(tab, 'Priya Raman')).toContainText('Connected');

  await panelOn(page).getByRole('button', { name: 'Try again' }).click();
  await expect(said(widgetOn(page), `Hello, this is ${customer.name}`)).toBeVisible();
});

test('a Salesforce user who may not call Care is told what an admin has to do', async ({ care, org }) => {
  onlySimulated('Tom Weber is a user of the simulated org only.');
  const { recordId } = await care.escalated('Jonas Lind');
  const page = await org.login('Tom Weber');
  await org.openCase(page, recordId);
  await expect(panelOn(page)).toContainText('Salesforce may not call Care as you.');
  expect(page.frames().some((frame) => frame.url().startsWith(care.url))).toBe(false);
});
