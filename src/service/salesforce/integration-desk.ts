import type { IntegrationsShape } from '../../api/integrations.ts';
import type { Actor } from '../../domain/agent.ts';
import { CARE_ITSELF } from '../../domain/audit.ts';
import type { ServiceConfig } from '../config.ts';
import { Problem } from '../problem.ts';
import type { Database } from '../storage/database.ts';
import { enableIntegration, readIntegration, requestIntegration } from '../storage/integration-request.ts';
import { CALLBACK_PATH } from './integration.ts';

export type IntegrationDesk = ReturnType<typeof createIntegrationDesk>;

/** Asking for Salesforce. Whoever runs this installation enables it, by `care operator enable` or for all by its settings. */
export function createIntegrationDesk(
  db: Database,
  config: Pick<ServiceConfig, 'publicUrl' | 'salesforce' | 'enableIntegrations'>,
) {
  const setup = {
    packageId: config.salesforce?.packageId ?? null,
    clientId: config.salesforce?.clientId ?? null,
    callbackUrl: `${config.publicUrl}${CALLBACK_PATH}`,
  };
  return {
    list: (actor: Actor): Promise<IntegrationsShape> =>
      db.forAccount(actor.accountId, async (tx) => ({
        salesforce: { ...(await readIntegration(tx)), setup },
      })),

    request: (actor: Actor): Promise<IntegrationsShape> =>
      db.forAccount(actor.accountId, async (tx) => {
        if (actor.kind !== 'agent') throw new Problem('FORBIDDEN', 'Only a person can ask for it.');
        await requestIntegration(tx, actor);
        if (config.enableIntegrations) await enableIntegration(tx, actor.accountId, CARE_ITSELF);
        return { salesforce: { ...(await readIntegration(tx)), setup } };
      }),
  };
}
