import type { CommandEntry } from './command.ts';

/** Every command, in the order `care help` shows them. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'demo',
    words: [],
    options: {},
    summary:
      'Run the demo: the product, a simulated Salesforce org, sample conversations (what npm start does)',
    load: async () => (await import('./demo.ts')).demo,
  },
  {
    name: 'serve',
    words: [],
    options: {},
    summary: 'Run the product on DATABASE_URL, or on an embedded PostgreSQL in the data folder',
    load: async () => (await import('./serve.ts')).serve,
  },
  {
    name: 'migrate',
    words: [],
    options: {},
    summary: 'Bring the database schema up to date',
    load: async () => (await import('./migrate.ts')).migrate,
  },
  {
    name: 'import',
    words: ['FILE.jsonl'],
    options: { account: 'value', recent: 'flag', json: 'flag' },
    summary: 'Import conversations; --recent moves their times so that the newest message is now',
    load: async () => (await import('./import.ts')).importFile,
  },
  {
    name: 'account create',
    words: ['NAME'],
    options: { modules: 'value', json: 'flag' },
    summary: 'Create an account; --modules care, community, or both with a comma between (care)',
    load: async () => (await import('./account-create.ts')).accountCreate,
  },
  {
    name: 'agent create',
    words: ['EMAIL', 'NAME'],
    options: { role: 'value', account: 'value', json: 'flag' },
    summary: 'Create a person who works in Care; --role Admin, Supervisor, Agent or one of your own',
    load: async () => (await import('./agent-create.ts')).agentCreate,
  },
  {
    name: 'profile create',
    words: ['PLATFORM', 'HANDLE'],
    options: { name: 'value', 'outgoing-url': 'value', account: 'value', json: 'flag' },
    summary: "Create a brand's profile and show its signing secret once",
    load: async () => (await import('./profile-create.ts')).profileCreate,
  },
  {
    name: 'sign-in-link',
    words: ['EMAIL'],
    options: { account: 'value', json: 'flag' },
    summary: 'Make a link that signs an agent in, once, within 30 minutes',
    load: async () => (await import('./sign-in-link.ts')).signInLink,
  },
  {
    name: 'api-key create',
    words: ['NAME'],
    options: { account: 'value', json: 'flag' },
    summary: 'Create an API key and show it once',
    load: async () => (await import('./api-key-create.ts')).apiKeyCreate,
  },
  {
    name: 'operator requests',
    words: [],
    options: { json: 'flag' },
    summary: 'List who has asked for an integration, and what is enabled',
    load: async () => (await import('./operator-requests.ts')).operatorRequests,
  },
  {
    name: 'operator enable',
    words: ['ACCOUNT'],
    options: { by: 'value', json: 'flag' },
    summary: 'Let an account connect Salesforce; --by names you there',
    load: async () => (await import('./operator-enable.ts')).operatorEnable,
  },
  {
    name: 'operator kill-switch',
    words: ['ACCOUNT'],
    options: { by: 'value', json: 'flag' },
    summary: 'End every access of an account to Salesforce, now; --by names you in its activity',
    load: async () => (await import('./operator-kill-switch.ts')).operatorKillSwitch,
  },
  {
    name: 'operator rotate-vault-key',
    words: [],
    options: { json: 'flag' },
    summary: 'Move all secrets to CARE_VAULT_KEY while the product runs, and say whether earlier keys can go',
    load: async () => (await import('./operator-rotate-vault-key.ts')).operatorRotateVaultKey,
  },
  {
    name: 'help',
    words: [],
    options: {},
    summary: 'Show this',
    load: async () => (await import('./help.ts')).helpAbout(COMMANDS),
  },
];
