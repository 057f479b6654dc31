import {
  type APIRequestContext,
  type BrowserContext,
  test as base,
  expect,
  type FrameLocator,
  type Page,
} from '@playwright/test';
import { careCommand } from './care-command.ts';
import { CARE_APP } from './pages/console.ts';
import { widgetOn } from './pages/widget.ts';
import type { Outsider, Person } from './people.ts';
import type { ActionInput, ActionOutput, Customer, Fields, Place, Platform } from './places/place.ts';
import { scratchOrg } from './places/place.ts';
import { simulatedPlace, simulatorAt } from './places/simulated-place.ts';
import { startProduct } from './product.ts';
import { watchBrowser } from './secrets/watch-browser.ts';

export type { Outsider, Person } from './people.ts';
export type { Customer } from './places/place.ts';
export { expect };

export interface Care {
  url: string;
  /** A browser page of its own, signed in to the desk. */
  desk(who: Person): Promise<Page>;
  /** The API as an agent would call it. */
  api(who: Person): Promise<Api>;
  newCustomer(platform?: Platform): Promise<Customer>;
  /** The one open case of a customer who has written. */
  caseOf(customer: Customer): Promise<string>;
  /** Gives a case to an agent. */
  assign(caseId: string, who: Person): Promise<void>;
  /** Links a fresh contact and escalates by the API: for promises about what comes after. */
  escalated(who: Person): Promise<Escalated>;
}

export interface Escalated {
  customer: Customer;
  caseId: string;
  recordId: string;
  number: string;
}

export interface Api {
  get<T>(path: string): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>;
}

export interface Org {
  url: string;
  /** A browser page of its own, logged in to the org, at a path of it. */
  login(who: Person | Outsider, path?: string): Promise<Page>;
  /** Opens a Case and gives its widget. */
  openCase(page: Page, recordId: string): Promise<FrameLocator>;
  /** A record's fields, read as the admin. */
  record(id: string): Promise<Fields>;
  create(object: string, fields: Fields, as?: Person): Promise<string>;
  edit(id: string, fields: Fields, as?: Person | Outsider): Promise<void>;
  remove(id: string): Promise<void>;
  query(soql: string, as?: Person | Outsider): Promise<Fields[]>;
  /** Runs an invocable action by the REST API. */
  invoke(apexClass: string, inputs: readonly ActionInput[], as?: Person | Outsider): Promise<ActionOutput[]>;
}

interface Fixtures {
  care: Care;
  org: Org;
  /** `care <command>`, as whoever runs Care: what it prints with `--json`. */
  operator: <T = Record<string, string>>(...words: string[]) => T;
  /** A hold on the simulated org, for what no client of an org can do; `path` below `/__simulator`. */
  simulator: (method: string, path: string, body?: unknown) => Promise<unknown>;
  newPage: () => Promise<Page>;
}

/** Skips, in a scratch org, what can be tried in the simulated one only; called first in a test or a group. */
export function onlySimulated(reason: string): void {
  test.skip(scratchOrg !== undefined, reason);
}

/** The demo that runs already, or one for all promises of a worker: what they switch in its org, no other worker sees. */
async function demoPlace(): Promise<Place> {
  const { CARE_E2E_URL: careUrl, CARE_E2E_ORG_URL: orgUrl } = process.env;
  if (careUrl && orgUrl) return simulatedPlace(careUrl, orgUrl);
  const product = await startProduct();
  return {
    ...simulatedPlace(product.careUrl, product.orgUrl),
    dataDir: product.dataDir,
    end: () => product.stop(),
  };
}

export const test = base.extend<Fixtures, { place: Place }>({
  place: [
    async ({ playwright: _ }, use) => {
      const place = scratchOrg
        ? // Only then: it needs the Salesforce CLI.
          (await import('./places/scratch-place.ts')).scratchPlace(scratchOrg)
        : await demoPlace();
      await use(place);
      await place.end();
    },
    { scope: 'worker', timeout: 240_000 },
  ],

  newPage: async ({ browser, place }, use) => {
    const opened: { context: BrowserContext; secretsIn: () => Promise<string[]> }[] = [];
    await use(async () => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      opened.push({ context, secretsIn: watchBrowser(context, place) });
      return context.newPage();
    });
    // Whatever a story is about: no token and no secret is left in any of its browsers.
    const found = await Promise.all(opened.map(({ secretsIn }) => secretsIn()));
    for (const { context } of opened) await context.close();
    expect(found.flat()).toEqual([]);
  },

  care: async ({ place, newPage, playwright }, use) => {
    const signedIn = new Map<Person, APIRequestContext>();
    const api = async (who: Person): Promise<Api> => {
      const context = signedIn.get(who) ?? (await playwright.request.newContext({ baseURL: place.careUrl }));
      if (!signedIn.has(who)) await place.signInToCare(context, who);
      signedIn.set(who, context);
      return apiOf(context);
    };
    const care: Care = {
      url: place.careUrl,
      async desk(who) {
        const page = await newPage();
        await place.signInToCare(page.context().request, who);
        await page.goto(`${place.careUrl}/desk`);
        return page;
      },
      api,
      newCustomer: (platform = 'x') => place.newCustomer(platform),
      async caseOf(customer) {
        const path = `/v1/cases?view=inbox&search=${encodeURIComponent(customer.name)}`;
        const { cases } = await (await api('Ines Okafor')).get<{ cases: { id: string }[] }>(path);
        return cases[0]!.id;
      },
      async assign(caseId, who) {
        const agent = await api(who);
        const { agent: self } = await agent.get<{ agent: { id: string } }>('/v1/session');
        await agent.send('PUT', `/v1/cases/${caseId}/assignee`, { agentId: self.id });
      },
      async escalated(who) {
        const customer = await place.newCustomer('x');
        await customer.writes(`Hello, this is ${customer.name}`);
        const caseId = await care.caseOf(customer);
        const agent = await api(who);
        await agent.send('POST', `/v1/cases/${caseId}/salesforce/contacts`, {});
        const { escalation } = await agent.send<{ escalation: { recordId: string; number: string } }>(
          'POST',
          `/v1/cases/${caseId}/salesforce/cases`,
          {},
        );
        return { customer, caseId, recordId: escalation.recordId, number: escalation.number };
      },
    };
    await use(care);
    for (const context of signedIn.values()) await context.dispose();
  },

  org: async ({ place, newPage }, use) => {
    await use({
      url: place.orgUrl,
      async login(who, path = '/lightning/o/Case/list') {
        const page = await newPage();
        await place.signInToOrg(page, who, path);
        return page;
      },
      async openCase(page, recordId) {
        await page.goto(`${place.orgUrl}${CARE_APP}/r/Case/${recordId}/view`);
        return widgetOn(page);
      },
      record: (id) => place.read(id),
      create: (object, fields, as = 'Jonas Lind') => place.create(object, fields, as),
      edit: (id, fields, as = 'Jonas Lind') => place.update(id, fields, as),
      remove: (id) => place.remove(id),
      query: (soql, as = 'Ines Okafor') => place.query(soql, as),
      invoke: (apexClass, inputs, as = 'Jonas Lind') => place.invoke(apexClass, inputs, as),
    });
  },

  operator: async ({ place: { dataDir } }, use) => {
    const env = dataDir === undefined ? process.env : { ...process.env, CARE_DATA_DIR: dataDir };
    await use((...words) => careCommand(env, ...words));
  },

  simulator: async ({ place }, use) => use(simulatorAt(place.orgUrl)),
});

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
