import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { ConnectionShape } from './salesforce.ts';
import { AgentId, AgentRef, ConnectedUserId, ConnectionId, Instant, SalesforceId } from './shapes.ts';

const connectionParams = z.object({ connectionId: ConnectionId });
const userParams = connectionParams.extend({ userId: ConnectedUserId });
const linkParams = connectionParams.extend({ salesforceUserId: SalesforceId });

/** How far ending tokens came: what Salesforce could not be told is gone here all the same. */
const RevokedShape = z.object({
  revoked: z.int().describe('Tokens that Salesforce ended'),
  notRevoked: z.int().describe('Tokens gone here that Salesforce could not be told about'),
});

export const getConnection = endpoint({
  method: 'GET',
  path: '/v1/salesforce/connections/:connectionId',
  summary: 'One connected org, and who else could be connected to it',
  tag: 'salesforce',
  access: ['session'],
  permission: 'view_salesforce_accounts',
  params: connectionParams,
  answers: {
    200: z.object({
      connection: ConnectionShape,
      suggestedUsers: z.array(
        z.object({
          agent: AgentRef,
          reason: z.enum(['disconnected', 'email_matches']),
          salesforceUser: z.object({ id: SalesforceId, username: z.string() }).nullable(),
        }),
      ),
    }),
  },
  problems: ['NOT_FOUND'],
});

export const disconnectOrg = endpoint({
  method: 'DELETE',
  path: '/v1/salesforce/connections/:connectionId',
  summary: 'Disconnect an org: its tokens are revoked at Salesforce and gone here',
  tag: 'salesforce',
  access: ['session'],
  permission: 'remove_salesforce_accounts',
  params: connectionParams,
  answers: { 200: RevokedShape },
  problems: ['NOT_FOUND'],
});

export const disconnectUser = endpoint({
  method: 'DELETE',
  path: '/v1/salesforce/connections/:connectionId/users/:userId',
  summary: 'Disconnect oneself, or with the permission to remove accounts somebody else',
  tag: 'salesforce',
  access: ['session'],
  permission: ['view_salesforce_accounts', 'remove_salesforce_accounts'],
  params: userParams,
  answers: { 200: z.object({ revoked: z.boolean() }) },
  problems: ['NOT_FOUND'],
});

export const setDefaultUser = endpoint({
  method: 'PUT',
  path: '/v1/salesforce/connections/:connectionId/default-user',
  summary: 'Choose whose token background work goes by first',
  tag: 'salesforce',
  access: ['session'],
  permission: 'add_salesforce_accounts',
  params: connectionParams,
  body: z.object({ userId: ConnectedUserId }),
  answers: { 200: z.object({ connection: ConnectionShape }) },
  problems: ['NOT_FOUND', 'DEFAULT_USER_NOT_CONNECTED'],
});

export const pressKillSwitch = endpoint({
  method: 'POST',
  path: '/v1/salesforce/kill-switch',
  summary: 'Disconnect every org of the account at once',
  tag: 'salesforce',
  access: ['session'],
  permission: 'remove_salesforce_accounts',
  body: z.object({ confirm: z.string().describe('The name of the account, typed') }),
  answers: { 200: RevokedShape },
  problems: [],
});

export const listIdentityLinks = endpoint({
  method: 'GET',
  path: '/v1/salesforce/connections/:connectionId/identity-links',
  summary: 'Which Salesforce user is which agent, and who may be',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_users',
  params: connectionParams,
  answers: {
    200: z.object({
      links: z.array(
        z.object({
          salesforceUserId: SalesforceId,
          username: z.string().nullable(),
          name: z.string().nullable(),
          agent: AgentRef,
          madeBy: z.enum(['own_connection', 'supervisor']),
          madeAt: Instant,
        }),
      ),
      suggested: z.array(
        z.object({
          salesforceUserId: SalesforceId,
          username: z.string(),
          name: z.string(),
          email: z.string(),
          agent: AgentRef,
        }),
      ),
    }),
  },
  problems: ['NOT_FOUND'],
});

export const linkIdentity = endpoint({
  method: 'PUT',
  path: '/v1/salesforce/connections/:connectionId/identity-links/:salesforceUserId',
  summary: 'Say which Care agent a Salesforce user is',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_users',
  params: linkParams,
  body: z.object({ agentId: AgentId }),
  answers: { 204: null },
  problems: ['NOT_FOUND', 'AGENT_UNKNOWN'],
});

export const unlinkIdentity = endpoint({
  method: 'DELETE',
  path: '/v1/salesforce/connections/:connectionId/identity-links/:salesforceUserId',
  summary: 'Take the link away; what was done under it stays',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_users',
  params: linkParams,
  answers: { 204: null },
  problems: ['NOT_FOUND'],
});
