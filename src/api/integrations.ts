import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { AgentRef, Instant } from './shapes.ts';

/** Where an account stands with an integration: off until somebody asks and the operator says yes. */
const IntegrationShape = z.object({
  state: z.enum(['not_requested', 'requested', 'enabled']),
  requestedBy: AgentRef.nullable(),
  requestedAt: Instant.nullable(),
  enabledBy: z.string().nullable().describe('The name the operator gave'),
  enabledAt: Instant.nullable(),
});
export type IntegrationShape = z.output<typeof IntegrationShape>;

/** What an org's admin installs and enters before anybody can connect. Nothing here is secret. */
const SetupShape = z.object({
  packageId: z.string().nullable().describe("The package's version, `04t…`; null: the operator names none"),
  clientId: z.string().nullable().describe('Consumer key of the external client app; null: there is no app'),
  callbackUrl: z.url().describe("The external client app's callback URL, to the letter"),
});

const IntegrationsShape = z.object({ salesforce: IntegrationShape.extend({ setup: SetupShape }) });
export type IntegrationsShape = z.output<typeof IntegrationsShape>;

export const listIntegrations = endpoint({
  method: 'GET',
  path: '/v1/integrations',
  summary: 'Which integrations the account has asked for and may use',
  tag: 'account',
  access: ['session'],
  answers: { 200: IntegrationsShape },
  problems: [],
});

export const requestSalesforce = endpoint({
  method: 'POST',
  path: '/v1/integrations/salesforce/request',
  summary: 'Ask the operator for Salesforce for Community and Care; asking again changes nothing',
  tag: 'account',
  access: ['session'],
  permission: 'add_salesforce_accounts',
  answers: { 200: IntegrationsShape },
  problems: [],
});
