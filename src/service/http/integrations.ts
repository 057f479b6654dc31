import * as api from '../../api/integrations.ts';
import type { IntegrationDesk } from '../salesforce/integration-desk.ts';
import { type Route, route } from './route.ts';

/** What an account has asked for and may use. */
export function integrationRoutes(integrations: IntegrationDesk): Route[] {
  return [
    route(api.listIntegrations, async ({ actor }) => ({
      status: 200,
      body: await integrations.list(actor),
    })),
    route(api.requestSalesforce, async ({ actor }) => ({
      status: 200,
      body: await integrations.request(actor),
    })),
  ];
}
