import { readFileSync } from 'node:fs';
import { signInTicket } from '../../tools/org/care-command.ts';
import { connectionFile } from '../../tools/org/left-files.ts';
import type { OrgUser } from '../../tools/org/people.ts';
import { askOrg, frontdoorUrl, query } from '../../tools/org/sf-org.ts';
import { emailOf, type Outsider, type Person } from '../people.ts';
import { openChannel } from './channel.ts';
import type { ActionOutput, Fields, Place } from './place.ts';

/** What `org:push` left: who is who, and which Care is connected. */
interface Left {
  alias: string;
  instanceUrl: string;
  careUrl: string;
  users: readonly OrgUser[];
}

/** By the first three characters of an id, which are the same in every org for standard objects. */
const OBJECTS: Readonly<Record<string, string>> = { '500': 'Case', '00Q': 'Lead', '003': 'Contact' };

/** A scratch org that `org:push` has filled, and the Care that runs beside it with the same data folder. */
export function scratchPlace(alias: string): Place {
  const left = readLeft(alias);
  const { careUrl, instanceUrl } = left;
  const usernameOf = (who: Person | Outsider): string => {
    const user = left.users.find(({ email }) => email === emailOf(who));
    if (!user) throw new Error(`${who} is a user of the simulated org only.`);
    return user.username;
  };
  const admin = usernameOf('Ines Okafor');
  const resource = (id: string) => `/sobjects/${OBJECTS[id.slice(0, 3)] ?? 'Care_Message__c'}/${id}`;
  const channel = openChannel(careUrl);
  return {
    careUrl,
    orgUrl: instanceUrl,
    async signInToCare(request, who) {
      const data = { ticket: signInTicket(emailOf(who)) };
      const response = await request.post(`${careUrl}/v1/session`, { data });
      if (!response.ok()) throw new Error(`Sign-in as ${who}: ${response.status()} ${await response.text()}`);
    },
    async signInToOrg(page, who, path) {
      await page.goto(frontdoorUrl(usernameOf(who), path));
      await page.waitForURL((url) => !url.pathname.startsWith('/secur/'));
    },
    newCustomer: async (platform) => (await channel).newCustomer(platform),
    read: async (id) => askOrg<Fields>(admin, 'GET', resource(id)),
    async create(object, fields, as) {
      return askOrg<{ id: string }>(usernameOf(as), 'POST', `/sobjects/${object}`, fields).id;
    },
    async update(id, fields, as) {
      askOrg(usernameOf(as), 'PATCH', resource(id), fields);
    },
    async remove(id) {
      askOrg(admin, 'DELETE', resource(id));
    },
    query: async (soql, as) => query<Fields>(usernameOf(as), soql),
    async invoke(apexClass, inputs, as) {
      const answer = askOrg<{ outputValues: ActionOutput }[]>(
        usernameOf(as),
        'POST',
        `/actions/custom/apex/${apexClass}`,
        { inputs },
      );
      return answer.map(({ outputValues }) => outputValues);
    },
    end: async () => (await channel).close(),
  };
}

function readLeft(alias: string): Left {
  try {
    return JSON.parse(readFileSync(connectionFile(alias), 'utf8')) as Left;
  } catch {
    throw new Error(
      `Nothing is known of the org ${alias}. Run \`CARE_PUBLIC_URL=… npm run org:push ${alias}\` first: ` +
        'it connects the org to a running Care, and leaves what this needs.',
    );
  }
}
