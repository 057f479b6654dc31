import { type APIRequestContext, test as base, expect, type FrameLocator, type Page } from '@playwright/test';

export { expect };

/** Agents of the demo account, as Care and the org know them. */
export type Person = 'Ines Okafor' | 'Jonas Lind' | 'Priya Raman';

/** Users of the org who are nobody in Care: one may call it, one may not even that. */
export type Outsider = 'Noor Haddad' | 'Tom Weber';

const USERNAMES: Record<Person | Outsider, string> = {
  'Noor Haddad': 'noor.haddad@acme.example',
  'Ines Okafor': 'ines.okafor@acme.example',
  'Jonas Lind': 'jonas.lind@acme.example',
  'Priya Raman': 'priya.raman@acme.example',
  'Tom Weber': 'tom.weber@acme.example',
};
const PASSWORD = 'simulated-1';

/** A new customer nobody has met, who writes to one of the demo's profiles. */
export interface Customer {
  name: string;
  profileId: string;
  /** Writes as the channel would hand it in. */
  writes(text: string): Promise<void>;
  /** What reached them: texts of the replies, oldest first. */
  received(): Promise<string[]>;
}

export interface Care {
  url: string;
  /** A browser page of its own, signed in to the desk. */
  desk(who: Person): Promise<Page>;
  /** The API as an agent would call it. */
  api(who: Person): Promise<Api>;
  newCustomer(platform?: 'x' | 'instagram' | 'whatsapp'): Promise<Customer>;
  /** The one open case of a customer who has written. */
  caseOf(customer: Customer): Promise<string>;
  /** Links a fresh contact and escalates by the API: for promises about what comes after. */
  escalated(who: Person): Promise<{ customer: Customer; caseId: string; recordId: string; number: string }>;
}

export interface Api {
  get<T>(path: string): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>;
}

export interface Org {
  url: string;
  /** A browser page of its own, logged in to the org. */
  login(who: Person | Outsider): Promise<Page>;
  /** Opens a Case and gives its widget. */
  openCase(page: Page, recordId: string): Promise<FrameLocator>;
  /** A record's fields, read as the admin. */
  record(id: string): Promise<Record<string, unknown>>;
  edit(id: string, fields: Record<string, unknown>, as?: Person): Promise<void>;
  remove(id: string): Promise<void>;
  query(soql: string): Promise<Record<string, unknown>[]>;
  /** API calls the org has counted so far. */
  apiCalls(): Promise<number>;
}

const careUrl = () => process.env.CARE_E2E_URL!;
const orgUrl = () => process.env.CARE_E2E_ORG_URL!;

export const test = base.extend<{ care: Care; org: Org; newPage: () => Promise<Page> }>({
  newPage: async ({ browser }, use) => {
    const pages: Page[] = [];
    await use(async () => {
      const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
      pages.push(page);
      return page;
    });
    for (const page of pages) await page.context().close();
  },

  care: async ({ newPage, playwright }, use) => {
    const contexts: APIRequestContext[] = [];
    const signedIn = async (who: Person): Promise<APIRequestContext> => {
      const context = await playwright.request.newContext({ baseURL: careUrl() });
      contexts.push(context);
      await signIn(context, who);
      return context;
    };
    let supervisor: Api | undefined;
    const care: Care = {
      url: careUrl(),
      async desk(who) {
        const page = await newPage();
        await signIn(page.context().request, who);
        await page.goto(`${careUrl()}/desk`);
        return page;
      },
      api: async (who) => apiOf(await signedIn(who)),
      newCustomer: (platform = 'x') => newCustomer(platform),
      async caseOf(customer) {
        supervisor ??= apiOf(await signedIn('Ines Okafor'));
        const path = `/v1/cases?view=inbox&search=${encodeURIComponent(customer.name)}`;
        const { cases } = await supervisor.get<{ cases: { id: string }[] }>(path);
        return cases[0]!.id;
      },
      async escalated(who) {
        const customer = await newCustomer('x');
        await customer.writes(`Hello, this is ${customer.name}`);
        const caseId = await care.caseOf(customer);
        const api = apiOf(await signedIn(who));
        await api.send('POST', `/v1/cases/${caseId}/salesforce/contacts`, {
          firstName: null,
          lastName: customer.name,
          email: null,
          phone: null,
        });
        const { escalation } = await api.send<{ escalation: { recordId: string; number: string } }>(
          'POST',
          `/v1/cases/${caseId}/salesforce/cases`,
          {},
        );
        return { customer, caseId, recordId: escalation.recordId, number: escalation.number };
      },
    };
    await use(care);
    for (const context of contexts) await context.dispose();
  },

  org: async ({ newPage }, use) => {
    const control = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(`${orgUrl()}/__simulator${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return response.status === 204 ? null : response.json();
    };
    const org: Org = {
      url: orgUrl(),
      async login(who) {
        const page = await newPage();
        await page.goto(`${orgUrl()}/login`);
        await page.getByLabel('Username').fill(USERNAMES[who]);
        await page.getByLabel('Password').fill(PASSWORD);
        await page.getByRole('button', { name: 'Log In', exact: true }).click();
        await page.waitForURL((url) => !url.pathname.startsWith('/login'));
        return page;
      },
      async openCase(page, recordId) {
        await page.goto(`${orgUrl()}/lightning/r/Case/${recordId}/view`);
        return page.frameLocator('iframe').first();
      },
      async record(id) {
        const found = await control('GET', `/records/${id}?as=${USERNAMES['Ines Okafor']}`);
        return (found as { fields: Record<string, unknown> }).fields;
      },
      async edit(id, fields, as = 'Jonas Lind') {
        await control('PATCH', `/records/${id}?as=${USERNAMES[as]}`, fields);
      },
      async remove(id) {
        await control('DELETE', `/records/${id}?as=${USERNAMES['Ines Okafor']}`);
      },
      async query(soql) {
        const found = (await control(
          'GET',
          `/records?as=${USERNAMES['Ines Okafor']}&soql=${encodeURIComponent(soql)}`,
        )) as {
          records: Record<string, unknown>[];
        };
        return found.records;
      },
      async apiCalls() {
        return ((await control('GET', '/calls')) as { apiCalls: number }).apiCalls;
      },
    };
    await use(org);
  },
});

async function signIn(request: APIRequestContext, who: Person): Promise<void> {
  const { people } = (await (await request.get(`${careUrl()}/v1/demo/people`)).json()) as {
    people: { agentId: string; name: string }[];
  };
  const agentId = people.find((person) => person.name === who)!.agentId;
  const response = await request.post(`${careUrl()}/v1/demo/sign-in`, { data: { agentId } });
  if (!response.ok()) throw new Error(`Sign-in as ${who}: ${response.status()} ${await response.text()}`);
}

function apiOf(context: APIRequestContext): Api {
  const read = async <T>(response: Awaited<ReturnType<APIRequestContext['get']>>): Promise<T> => {
    if (!response.ok()) throw new Error(`${response.url()}: ${response.status()} ${await response.text()}`);
    return (response.status() === 204 ? undefined : await response.json()) as T;
  };
  return {
    get: async (path) => read(await context.get(path)),
    send: async (method, path, body) =>
      read(await context.fetch(path, { method, ...(body === undefined ? {} : { data: body }) })),
  };
}

let customers = 0;

async function newCustomer(platform: 'x' | 'instagram' | 'whatsapp'): Promise<Customer> {
  const { profiles } = (await (await fetch(`${careUrl()}/v1/demo/customer/profiles`)).json()) as {
    profiles: { id: string; platform: string }[];
  };
  const profileId = profiles.find((profile) => profile.platform === platform)!.id;
  const name = `Kim Fontaine ${Date.now().toString(36)}${customers++}`;
  const thread = `${careUrl()}/v1/demo/customer/threads/${profileId}/${encodeURIComponent(name.replaceAll(' ', '-').toLowerCase())}`;
  return {
    name,
    profileId,
    async writes(text) {
      const response = await fetch(thread, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          text,
          kind: platform === 'whatsapp' ? 'direct_message' : 'public_reply',
          name,
        }),
      });
      if (!response.ok)
        throw new Error(`The customer could not write: ${response.status} ${await response.text()}`);
    },
    async received() {
      const { messages } = (await (await fetch(thread)).json()) as {
        messages: { direction: string; text: string }[];
      };
      return messages.filter((message) => message.direction === 'outgoing').map((message) => message.text);
    },
  };
}
