import type { FastifyInstance } from 'fastify';
import { AURA_ENABLED } from '../../apex/apex-methods.ts';
import type { OrgCore, OrgUser } from '../../core.ts';
import { notFound, SalesforceError } from '../../salesforce-error.ts';

/** `@salesforce/apex/…` calls of Lightning components. */
export function registerApexRoute(
  app: FastifyInstance,
  org: OrgCore,
  userOf: (request: object) => OrgUser,
): void {
  app.post<{ Body: { method?: string; params?: Record<string, unknown> } }>('/apex', async (request) => {
    const user = userOf(request);
    const name = request.body?.method ?? '';
    const method = Object.hasOwn(AURA_ENABLED, name) ? AURA_ENABLED[name] : undefined;
    if (!method) throw notFound(`The Apex method "${name}" is not simulated.`);
    const className = name.split('.')[0] ?? '';
    if (!user.rights.apexClass(className)) {
      const message = `You do not have access to the Apex class named '${className}'.`;
      throw new SalesforceError(403, 'INSUFFICIENT_ACCESS', message);
    }
    return { returnValue: (await method.run(org, user, request.body?.params ?? {})) ?? null };
  });
}
