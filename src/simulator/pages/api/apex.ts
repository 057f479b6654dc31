import type { FastifyInstance } from 'fastify';
import { getCode } from '../../apex/care-host-controller.ts';
import type { OrgCore, OrgUser } from '../../core.ts';
import { notFound } from '../../salesforce-error.ts';

type ApexMethod = (org: OrgCore, user: OrgUser, params: Record<string, unknown>) => Promise<unknown>;

/** Twins of the package's @AuraEnabled methods, by `Class.method`. */
const METHODS: Readonly<Record<string, ApexMethod>> = {
  'CareHostController.getCode': (org, user, params) =>
    getCode(org, user, {
      recordId: typeof params.recordId === 'string' ? params.recordId : null,
      nonce: String(params.nonce ?? ''),
    }),
};

/** `@salesforce/apex/…` calls of Lightning components. */
export function registerApexRoute(
  app: FastifyInstance,
  org: OrgCore,
  userOf: (request: object) => OrgUser,
): void {
  app.post<{ Body: { method?: string; params?: Record<string, unknown> } }>('/apex', async (request) => {
    const user = userOf(request);
    const name = request.body?.method ?? '';
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
    if (!method) throw notFound(`The Apex method "${name}" is not simulated.`);
    return { returnValue: (await method(org, user, request.body?.params ?? {})) ?? null };
  });
}
