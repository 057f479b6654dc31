/** The running demo, as its people would use it. */
export interface DemoClient {
  careUrl: string;
  orgUrl: string;
  /** Jonas, at Care's API. */
  agent: ApiClient;
  /** Writes to the demo's X profile as a customer, through the channel's signed webhook. */
  customerWrites(customer: string, text: string): Promise<void>;
  /** The one case of a customer who has written, in any view. */
  caseOf(customer: string): Promise<string>;
  /** Links a new contact to the case and creates the Salesforce case. */
  escalate(caseId: string): Promise<{ recordId: string }>;
  /** A hold on the simulated org; `path` below `/__simulator`. */
  org<T>(method: string, path: string, body?: unknown): Promise<T>;
  query(soql: string): Promise<Record<string, unknown>[]>;
}

export interface ApiClient {
  call<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T>;
}

const AGENT = 'Jonas Lind';
/** A user of the org who sees everything. */
export const ORG_ADMIN = 'ines.okafor@acme.example';
export const ORG_AGENT = { username: 'jonas.lind@acme.example', password: 'simulated-1' };

export async function openDemo(careUrl: string, orgUrl: string): Promise<DemoClient> {
  const agent = await signIn(careUrl);
  const { profiles } = await ask<{ profiles: { id: string; platform: string }[] }>(
    'GET',
    `${careUrl}/v1/demo/customer/profiles`,
  );
  const profileId = profiles.find(({ platform }) => platform === 'x')!.id;
  const org = <T>(method: string, path: string, body?: unknown) =>
    ask<T>(method, `${orgUrl}/__simulator${path}`, body);
  return {
    careUrl,
    orgUrl,
    agent,
    org,
    customerWrites: (name, text) =>
      ask('POST', `${careUrl}/v1/demo/customer/threads/${profileId}/${encodeURIComponent(name)}`, {
        ...{ text, name, kind: 'public_reply' },
      }),
    async caseOf(customer) {
      for (const view of ['inbox', 'done']) {
        const path = `/v1/cases?view=${view}&search=${encodeURIComponent(customer)}`;
        const { cases } = await agent.call<{ cases: { id: string }[] }>('GET', path);
        if (cases[0]) return cases[0].id;
      }
      throw new Error(`Failed to find the case of ${customer}: it is in no view.`);
    },
    async escalate(caseId) {
      const path = `/v1/cases/${caseId}/salesforce`;
      await agent.call('POST', `${path}/contacts`, {});
      const { escalation } = await agent.call<{ escalation: { recordId: string } }>(
        'POST',
        `${path}/cases`,
        {},
      );
      return escalation;
    },
    async query(soql) {
      const path = `/records?as=${ORG_ADMIN}&soql=${encodeURIComponent(soql)}`;
      return (await org<{ records: Record<string, unknown>[] }>('GET', path)).records;
    },
  };
}

async function signIn(careUrl: string): Promise<ApiClient> {
  const cookie = await signInAs(careUrl, AGENT);
  return {
    call: (method, path, body, headers) => ask(method, `${careUrl}${path}`, body, { ...headers, cookie }),
  };
}

/** The cookie of somebody of the demo. */
export async function signInAs(careUrl: string, person: string): Promise<string> {
  const { people } = await ask<{ people: { agentId: string; name: string }[] }>(
    'GET',
    `${careUrl}/v1/demo/people`,
  );
  const response = await fetch(`${careUrl}/v1/demo/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ agentId: people.find(({ name }) => name === person)?.agentId }),
  });
  return response.headers
    .getSetCookie()
    .map((header) => header.split(';')[0])
    .join('; ');
}

async function ask<T>(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status} ${text.slice(0, 500)}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Asks again until it is so, every `everyMs`, at most 10 s. */
export async function until(what: string, isSo: () => Promise<boolean>, everyMs = 10): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Failed to see "${what}" in 10 s.`);
    await pause(everyMs);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
