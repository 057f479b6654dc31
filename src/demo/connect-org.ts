import type { AgentClient } from './agent-client.ts';
import { Browser } from './browser.ts';
import { ORG_PASSWORD } from './people.ts';

/**
 * Connects an org, or an agent to a connected org, the way a person does: Care's address, the org's login
 * page, its consent page, back with what Care sends along, and a yes to what was found.
 */
export async function connectOrg(
  careUrl: string,
  agent: Pick<AgentClient, 'cookie'>,
  username: string,
  connectionId: string | null,
): Promise<void> {
  const browser = new Browser();
  const start = await fetch(`${careUrl}/v1/salesforce/connections`, {
    method: 'POST',
    headers: { cookie: agent.cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ environment: 'production', connectionId }),
  });
  if (!start.ok) throw new Error(`Failed to begin the connection: ${await start.text()}`);
  browser.setCookie(careUrl, `${agent.cookie}; SameSite=Strict`);
  for (const header of start.headers.getSetCookie()) browser.setCookie(careUrl, header);
  const { attemptId, authorizeUrl } = (await start.json()) as { attemptId: string; authorizeUrl: string };

  let page = await browser.visit(authorizeUrl);
  if (page.html.includes('name="pw"')) page = await browser.submit(page, { username, pw: ORG_PASSWORD });
  if (page.html.includes('value="allow"')) page = await browser.submit(page, { decision: 'allow' });
  if (page.url.origin !== careUrl) {
    throw new Error(`Failed to connect ${username}: it ended at ${page.url.pathname} with ${page.status}.`);
  }
  const attempt = `${careUrl}/v1/salesforce/attempts/${attemptId}`;
  const confirmed = await fetch(`${attempt}/confirmation`, {
    method: 'POST',
    headers: { cookie: agent.cookie },
  });
  if (confirmed.ok) return;
  const { problem } = (await (await fetch(attempt, { headers: { cookie: agent.cookie } })).json()) as {
    problem: { fact: string } | null;
  };
  throw new Error(`Failed to connect ${username}: ${problem?.fact ?? (await confirmed.text())}`);
}
