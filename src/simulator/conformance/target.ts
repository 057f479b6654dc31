import { execFileSync } from 'node:child_process';
import { ADMIN, type Api, apiFor, connect, startTestOrg } from '../test-client.ts';

/** An org the conformance suite runs against: the simulated one, or a real scratch org with the package deployed. */
export interface Target {
  readonly name: string;
  readonly api: Api;
  /** Creates a record that `stop` deletes again; returns its id. */
  create(object: string, fields: object): Promise<string>;
  /** Whether the org has person accounts; the simulated one gets them. */
  personAccounts(): Promise<boolean>;
  /** Has `stop` delete a record that a test made by itself. */
  forget(id: string): void;
  stop(): Promise<void>;
}

/** Says what the suite may not do anywhere but on a scratch org: it writes and deletes records. */
const ALIAS = process.env.SALESFORCE_ORG;
const SALESFORCE_CLI = 'sf';

/**
 * Opens the target: with `SALESFORCE_ORG=<alias>` the scratch org the sf CLI knows by that alias, whose token it
 * asks the CLI for; else a simulated org of its own.
 */
export async function openTarget(): Promise<Target> {
  const { api, name, end, enable } = ALIAS ? scratchOrg(ALIAS) : await simulatedOrg();
  const created: string[] = [];
  return {
    name,
    api,
    async create(object, fields) {
      const { status, body } = await api('POST', `/sobjects/${object}`, fields, {
        'Sforce-Auto-Assign': 'FALSE',
      });
      if (status !== 201)
        throw new Error(`Failed to create a ${object} for the test: ${JSON.stringify(body)}`);
      created.push(body.id);
      return body.id;
    },
    async personAccounts() {
      await enable();
      const { body } = await api('GET', '/sobjects/Account/describe');
      return body.fields.some((field: { name: string }) => field.name === 'IsPersonAccount');
    },
    forget: (id) => void created.push(id),
    async stop() {
      for (const id of created.reverse()) await api('DELETE', `/composite/sobjects?ids=${id}`);
      await end();
    },
  };
}

async function simulatedOrg() {
  const org = await startTestOrg();
  const { access_token } = await connect(org.url, ADMIN);
  const enable = () => org.core.schemaSetup.enablePersonAccounts();
  return { name: 'simulated org', api: apiFor(org.url, access_token), end: () => org.stop(), enable };
}

function scratchOrg(alias: string) {
  const output = execFileSync(SALESFORCE_CLI, ['org', 'display', '--target-org', alias, '--json'], {
    encoding: 'utf8',
  });
  const { result } = JSON.parse(output) as { result: { accessToken: string; instanceUrl: string } };
  return {
    name: alias,
    api: apiFor(result.instanceUrl, result.accessToken),
    end: async () => {},
    enable: async () => {},
  };
}

/** Unique per run, so that a scratch org can be used again. */
export const newKey = () => `conformance:${Date.now().toString(36)}:${Math.random().toString(36).slice(2)}`;

export const soql = (text: string) => `/query?q=${encodeURIComponent(text)}`;
