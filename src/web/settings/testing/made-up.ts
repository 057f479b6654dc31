import type { AttemptShape } from '../../../api/attempts.ts';
import type { IntegrationsShape } from '../../../api/integrations.ts';
import type { ConnectedUserShape, ConnectionShape } from '../../../api/salesforce.ts';
import type { SessionShape } from '../../../api/session.ts';
import { PERMISSIONS } from '../../../domain/permission.ts';
import { ME, OTHER } from '../../clients/testing/fake-care.ts';

/** Answers of the service, made up; each takes what a test is about. */

const AT = '2026-11-20T09:00:00.000Z';
export const CONNECTION_ID = 'conn_01934f00-0000-7000-8000-000000000001';
export const ATTEMPT_ID = 'attempt_01934f00-0000-7000-8000-000000000001';

export const session = (change: Partial<SessionShape> = {}): SessionShape => ({
  agent: { ...ME, email: 'ines.okafor@acme.example' },
  account: { id: 'acct_1', name: 'Acme' },
  modules: ['care'],
  role: { id: 'role_1', name: 'Admin' },
  permissions: [...PERMISSIONS],
  contactsAndCases: 'modify',
  demo: false,
  ...change,
});

export const integrations = (change: Partial<IntegrationsShape['salesforce']> = {}): IntegrationsShape => ({
  salesforce: {
    state: 'enabled',
    requestedBy: ME,
    requestedAt: AT,
    enabledBy: 'Operator',
    enabledAt: AT,
    setup: { packageId: null, clientId: 'key', callbackUrl: 'https://care.test/v1/salesforce/callback' },
    ...change,
  },
});

export const connectedUser = (change: Partial<ConnectedUserShape> = {}): ConnectedUserShape => ({
  id: 'user_1',
  salesforceUserId: '005000000000001AAA',
  username: 'ines.okafor@acme.example',
  displayName: 'Ines Okafor',
  agent: ME,
  isDefault: true,
  isYou: true,
  state: 'connected',
  cause: null,
  fact: null,
  remedy: null,
  evidence: null,
  expiresAt: null,
  lastUsedAt: AT,
  renewedAt: AT,
  cases: 412,
  ...change,
});

export const connection = (change: Partial<ConnectionShape> = {}): ConnectionShape => ({
  id: CONNECTION_ID,
  environment: 'production',
  orgId: '00D000000000001AAA',
  orgName: 'Acme',
  instanceUrl: 'https://acme.my.salesforce.com',
  state: 'connected',
  cause: null,
  fact: null,
  remedy: null,
  statusSync: 'none',
  messages: true,
  events: 'live',
  users: [connectedUser(), connectedUser({ id: 'user_2', agent: OTHER, isDefault: false, isYou: false })],
  consequences: [],
  paused: null,
  waiting: { messages: 0, statuses: 0, oldestAt: null },
  caughtUp: null,
  createdAt: AT,
  ...change,
});

export const attempt = (change: Partial<AttemptShape> = {}): AttemptShape => ({
  id: ATTEMPT_ID,
  state: 'waiting',
  startedAt: AT,
  expiresAt: null,
  environment: 'production',
  loginHost: 'login.salesforce.com',
  forConnection: null,
  beganHere: true,
  found: null,
  problem: null,
  connectionId: null,
  mayHaveShown: [],
  ...change,
});

export const found = (
  change: Partial<NonNullable<AttemptShape['found']>> = {},
): NonNullable<AttemptShape['found']> => ({
  orgId: '00D000000000001AAA',
  orgName: 'Acme',
  environment: 'production',
  instanceHost: 'acme.my.salesforce.com',
  username: 'ines.okafor@acme.example',
  displayName: 'Ines Okafor',
  email: 'ines.okafor@acme.example',
  emailMatches: true,
  alreadyConnected: false,
  copyOf: null,
  otherSalesforceUser: false,
  heldBy: null,
  keyElsewhere: false,
  ...change,
});
