import { z } from 'zod';
import { ATTEMPT_STATES } from '../domain/attempt.ts';
import { endpoint } from './endpoint.ts';
import { AgentRef, AttemptId, ConnectionId, Instant, SalesforceId } from './shapes.ts';

const Environment = z.enum(['production', 'sandbox']);

/** The org and the user behind the sign-in, as the org itself says: what a person is asked to confirm. */
const FoundShape = z.object({
  orgId: SalesforceId,
  orgName: z.string(),
  environment: Environment.describe('What the org is, whatever was asked for'),
  instanceHost: z.string(),
  username: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
  emailMatches: z
    .boolean()
    .describe('Whether it is the address of the one who connects, a sandbox\'s ".invalid" taken off'),
  alreadyConnected: z.boolean().describe('The account has a connection to this org'),
  copyOf: z
    .object({ orgName: z.string() })
    .nullable()
    .describe('The connected org that this one is a copy of'),
  otherSalesforceUser: z
    .boolean()
    .describe('One is connected to this org as another Salesforce user, whom this one replaces'),
  heldBy: AgentRef.nullable().describe('The agent who is connected as this Salesforce user now, if another'),
  keyElsewhere: z
    .boolean()
    .describe("The org's pages lead to another account of this Care now, and would lead to this one"),
});

export const AttemptShape = z.object({
  id: AttemptId,
  state: z.enum(ATTEMPT_STATES),
  startedAt: Instant,
  expiresAt: Instant.nullable().describe('When an open attempt runs out'),
  environment: Environment,
  loginHost: z.string(),
  forConnection: z.object({ id: ConnectionId, orgName: z.string() }).nullable(),
  beganHere: z.boolean().describe('Whether this session began it: only there can it be confirmed'),
  found: FoundShape.nullable(),
  problem: z.object({ code: z.string(), fact: z.string(), remedy: z.string() }).nullable(),
  connectionId: ConnectionId.nullable().describe('What a confirmed attempt led to'),
  mayHaveShown: z
    .array(z.object({ words: z.string(), meaning: z.string(), remedy: z.string() }))
    .describe("Salesforce's pages that lead back to nobody, once the browser has been away for a minute"),
});
export type AttemptShape = z.output<typeof AttemptShape>;

/** A new org takes the first, connecting oneself to a connected one the second: `startConnecting` tells which. */
const MAY_CONNECT = ['add_salesforce_accounts', 'view_salesforce_accounts'] as const;

/** Nothing that a browser brings along is turned away at the door: it leads to the attempt's page. */
const Whatever = z.union([z.string(), z.array(z.string())]).optional();

const attemptParams = z.object({ attemptId: AttemptId });

export const startConnection = endpoint({
  method: 'POST',
  path: '/v1/salesforce/connections',
  summary: 'Begin to connect an org, or oneself to a connected org',
  tag: 'salesforce',
  access: ['session'],
  permission: MAY_CONNECT,
  body: z.object({
    environment: Environment,
    loginUrl: z
      .string()
      .max(255)
      .nullable()
      .default(null)
      .describe('My Domain address; null: the usual login address'),
    connectionId: ConnectionId.nullable().default(null).describe('Connect oneself to this org'),
  }),
  answers: {
    201: z.object({
      attemptId: AttemptId,
      authorizeUrl: z.url(),
      scopes: z
        .array(z.object({ scope: z.string(), why: z.string() }))
        .describe('What Salesforce will ask to allow'),
    }),
  },
  problems: ['FORBIDDEN', 'INTEGRATION_NOT_ENABLED', 'ORG_HOST_REFUSED', 'NOT_FOUND'],
});

export const listAttempts = endpoint({
  method: 'GET',
  path: '/v1/salesforce/attempts',
  summary: "One's own attempts to connect of the last day, latest first",
  tag: 'salesforce',
  access: ['session'],
  permission: MAY_CONNECT,
  query: z.object({ open: z.enum(['1']).optional().describe('Only those that wait for somebody') }),
  answers: { 200: z.object({ attempts: z.array(AttemptShape) }) },
  problems: [],
});

export const getAttempt = endpoint({
  method: 'GET',
  path: '/v1/salesforce/attempts/:attemptId',
  summary: 'How an attempt to connect stands',
  tag: 'salesforce',
  access: ['session'],
  permission: MAY_CONNECT,
  params: attemptParams,
  answers: { 200: AttemptShape },
  problems: ['NOT_FOUND'],
});

export const confirmAttempt = endpoint({
  method: 'POST',
  path: '/v1/salesforce/attempts/:attemptId/confirmation',
  summary: 'Save what was found. Until then nothing is; doing it again answers the same',
  tag: 'salesforce',
  access: ['session'],
  permission: MAY_CONNECT,
  params: attemptParams,
  answers: { 200: z.object({ connectionId: ConnectionId }) },
  problems: ['NOT_FOUND', 'FORBIDDEN', 'ATTEMPT_NOT_OPEN', 'ATTEMPT_OF_OTHER_BROWSER'],
});

export const cancelAttempt = endpoint({
  method: 'DELETE',
  path: '/v1/salesforce/attempts/:attemptId',
  summary: 'Let it be: what Salesforce has granted is given back',
  tag: 'salesforce',
  access: ['session'],
  permission: MAY_CONNECT,
  params: attemptParams,
  answers: { 204: null },
  problems: ['NOT_FOUND', 'ATTEMPT_NOT_OPEN'],
});

export const finishConnection = endpoint({
  method: 'GET',
  path: '/v1/salesforce/callback',
  summary:
    "Where Salesforce sends the browser back: on to the attempt's page, whatever came. Coming from another site it carries no session; the attempt knows its browser",
  tag: 'salesforce',
  access: ['public'],
  query: z.object({ code: Whatever, state: Whatever, error: Whatever, error_description: Whatever }),
  answers: { 302: null },
  problems: ['OAUTH_STATE_INVALID'],
});
