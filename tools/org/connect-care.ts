import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { findChromium } from '../chromium.ts';
import { enableSalesforce, signInTicket } from './care-command.ts';
import { ADMIN, type OrgUser } from './people.ts';
import { frontdoorUrl, type Org } from './sf-org.ts';

interface Connection {
  id: string;
  orgId: string;
  setup?: { code: string; fact: string; remedy: string }[];
}

interface Attempt {
  state: string;
  found: { environment: 'production' | 'sandbox' } | null;
  problem: { code: string; fact: string; remedy: string } | null;
}

interface Target {
  org: Org;
  careUrl: string;
  clientId: string;
}

/**
 * Connects the org to Care the way a person does, in a browser: signed in to Care as its supervisor and to the
 * org as its admin. While connecting, Care itself gives the org the key of its external credential.
 *
 * @returns the connection's id
 * @throws Error naming what Care or the org found wrong
 */
export async function connectCare(target: Target, users: readonly OrgUser[]): Promise<string> {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    // As root, as in a container, Chromium runs without its sandbox or not at all.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const context = await browser.newContext({ baseURL: target.careUrl });
    await ask(context, 'POST', '/v1/session', { ticket: signInTicket(ADMIN.email) });
    const { account } = await ask<{ account: { id: string } }>(context, 'GET', '/v1/session');
    enableSalesforce(account.id);
    const connection = (await connectionTo(context, target)) ?? (await connect(context, target));
    await ask(context, 'PUT', `/v1/salesforce/connections/${connection.id}/status-sync`, {
      mode: 'bidirectional',
    });
    await link(context, connection, users);
    return connection.id;
  } finally {
    await browser.close();
  }
}

async function connect(context: BrowserContext, target: Target): Promise<Connection> {
  // A scratch org counts as a sandbox; an alias may also stand for a Developer Edition, which does not.
  const attempt = await confirmAs(context, target, 'sandbox');
  const as = attempt.problem?.code === 'ORG_TYPE_DIFFERS' ? attempt.found?.environment : undefined;
  const { problem } = as ? await confirmAs(context, target, as) : attempt;
  if (problem) throw new Error(`${problem.code}: ${problem.fact} ${problem.remedy}`);
  const connection = await connectionTo(context, target);
  if (!connection) throw new Error('Care came back from the org without a connection. Look at its log.');
  const faults = connection.setup ?? [];
  if (faults.length === 0) return connection;
  throw new Error(faults.map(({ code, fact, remedy }) => `${code}: ${fact} ${remedy}`).join('\n'));
}

/** Goes to the org and back, and says yes to what Care found there. */
async function confirmAs(
  context: BrowserContext,
  target: Target,
  environment: 'production' | 'sandbox',
): Promise<Attempt> {
  const { org, careUrl } = target;
  const { attemptId, authorizeUrl } = await ask<{ attemptId: string; authorizeUrl: string }>(
    context,
    'POST',
    '/v1/salesforce/connections',
    { environment, loginUrl: org.instanceUrl, connectionId: null },
  );
  const authorize = new URL(authorizeUrl);
  if (authorize.searchParams.get('client_id') !== target.clientId) {
    throw new Error(`The Care at ${careUrl} runs with another app's key. Start it with this org's.`);
  }
  // A person is made to log in, lest they connect as whoever was signed in; here that is who is meant.
  authorize.searchParams.delete('prompt');
  const page = await context.newPage();
  await page.goto(frontdoorUrl(org.username, '/'));
  await page.goto(authorize.href);
  await backAtCare(page, careUrl);
  const path = `/v1/salesforce/attempts/${attemptId}`;
  const attempt = await ask<Attempt>(context, 'GET', path);
  if (attempt.state === 'confirm') await ask(context, 'POST', `${path}/confirmation`);
  return attempt;
}

/** A person whose permission set the app is approved for is asked nothing; anybody else has to press Allow. */
async function backAtCare(page: Page, careUrl: string): Promise<void> {
  const isBack = (url: URL) => url.origin === careUrl;
  const allow = page.getByRole('button', { name: 'Allow', exact: true });
  await Promise.race([page.waitForURL(isBack), allow.waitFor()]).catch(() => {});
  if (await allow.isVisible()) await allow.click();
  await page.waitForURL(isBack).catch(() => {
    const { origin, pathname } = new URL(page.url());
    throw new Error(
      `The way to Care ended at ${origin}${pathname}. A new app can take half an hour until every server of ` +
        'Salesforce knows it: run this again then, or connect the org in Care by hand.',
    );
  });
}

async function link(context: BrowserContext, { id }: Connection, users: readonly OrgUser[]): Promise<void> {
  const { agents } = await ask<{ agents: { id: string; email: string }[] }>(context, 'GET', '/v1/agents');
  for (const { email, userId } of users) {
    const agentId = agents.find((agent) => agent.email === email)?.id;
    if (!agentId) throw new Error(`The account that holds ${ADMIN.email} has no agent ${email}.`);
    await ask(context, 'PUT', `/v1/salesforce/connections/${id}/identity-links/${userId}`, { agentId });
  }
}

async function connectionTo(context: BrowserContext, { org }: Target): Promise<Connection | null> {
  const { connections } = await ask<{ connections: Connection[] }>(
    context,
    'GET',
    '/v1/salesforce/connections',
  );
  return connections.find(({ orgId }) => orgId === org.orgId) ?? null;
}

async function ask<Body>(
  context: BrowserContext,
  method: string,
  path: string,
  data?: unknown,
): Promise<Body> {
  const response = await context.request.fetch(path, { method, ...(data === undefined ? {} : { data }) });
  const text = await response.text();
  if (!response.ok()) throw new Error(`${method} ${path}: Care answered ${response.status()} ${text}`);
  return (text === '' ? null : JSON.parse(text)) as Body;
}
