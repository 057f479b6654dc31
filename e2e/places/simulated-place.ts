import { emailOf, type Outsider, type Person } from '../people.ts';
import type { ActionOutput, Customer, Fields, Place, Platform } from './place.ts';
import { somebodyNew } from './somebody-new.ts';

const PASSWORD = 'simulated-1';
const ADMIN = 'Ines Okafor';

/**
 * The demo: its org is held by `/__simulator`, its customers by the demo's own endpoints.
 *
 * @param suffix what a sandbox hangs on usernames, e.g. `.uat`
 */
export function simulatedPlace(careUrl: string, orgUrl: string, suffix = ''): Place {
  const hold = simulatorAt(orgUrl);
  const usernameOf = (who: Person | Outsider) => emailOf(who) + suffix;
  const records = (as: string, rest = '') => `/records${rest}?as=${as}`;
  return {
    careUrl,
    orgUrl,
    async signInToCare(request, who) {
      const { people } = (await (await request.get(`${careUrl}/v1/demo/people`)).json()) as {
        people: { agentId: string; name: string }[];
      };
      const agentId = people.find((person) => person.name === who)!.agentId;
      const response = await request.post(`${careUrl}/v1/demo/sign-in`, { data: { agentId } });
      if (!response.ok()) throw new Error(`Sign-in as ${who}: ${response.status()} ${await response.text()}`);
    },
    async signInToOrg(page, who, path) {
      await page.goto(`${orgUrl}/login?startURL=${encodeURIComponent(path)}`);
      await page.getByLabel('Username').fill(usernameOf(who));
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Log In', exact: true }).click();
      await page.waitForURL((url) => !url.pathname.startsWith('/login'));
    },
    newCustomer: (platform) => customerOfDemo(careUrl, platform),
    async read(id) {
      return ((await hold('GET', records(usernameOf(ADMIN), `/${id}`))) as { fields: Fields }).fields;
    },
    async create(object, fields, as) {
      const made = await hold('POST', `${records(usernameOf(as))}&object=${object}`, fields);
      return (made as { id: string }).id;
    },
    async update(id, fields, as) {
      await hold('PATCH', records(usernameOf(as), `/${id}`), fields);
    },
    async remove(id) {
      await hold('DELETE', records(usernameOf(ADMIN), `/${id}`));
    },
    async query(soql, as) {
      const found = await hold('GET', `${records(usernameOf(as))}&soql=${encodeURIComponent(soql)}`);
      return (found as { records: Fields[] }).records;
    },
    async invoke(apexClass, inputs, as) {
      const answer = await hold('POST', `/actions/${apexClass}?as=${usernameOf(as)}`, { inputs });
      return (answer as { outputValues: ActionOutput }[]).map(({ outputValues }) => outputValues);
    },
    end: async () => {},
  };
}

/** A test's hold on the simulated org; `path` below `/__simulator`. */
export function simulatorAt(orgUrl: string) {
  return async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${orgUrl}/__simulator${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  };
}

async function customerOfDemo(careUrl: string, platform: Platform): Promise<Customer> {
  const { profiles } = (await (await fetch(`${careUrl}/v1/demo/customer/profiles`)).json()) as {
    profiles: { id: string; platform: string }[];
  };
  const profileId = profiles.find((profile) => profile.platform === platform)!.id;
  const { id, name, kind } = somebodyNew(platform);
  const thread = `${careUrl}/v1/demo/customer/threads/${profileId}/${encodeURIComponent(id)}`;
  return {
    name,
    async writes(text) {
      const response = await fetch(thread, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text, kind, name }),
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
