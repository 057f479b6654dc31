import type { FastifyInstance } from 'fastify';
import type { Org } from '../org.ts';
import type { AppSettings, OrganizationChange, UserChange } from './setup-contract.ts';

const ORGANIZATION = [
  'isLocked',
  'trialExpirationDate',
  'packageVersion',
  'dailyApiRequests',
  'otherApiRequests',
];

type Changes = Readonly<Record<string, unknown>>;

/** `/__simulator/…` for what an admin, or Salesforce itself, does to the org. */
export function registerSetupControl(app: FastifyInstance, { setup, control }: Org): void {
  app.get('/__simulator/app', async () => setup.app());
  app.patch<{ Body: Changes }>('/__simulator/app', async ({ body }) =>
    setup.changeApp(only<AppSettings>(body, Object.keys(setup.app()))),
  );

  app.get('/__simulator/users', async () => setup.users());
  app.patch<{ Params: { username: string }; Body: Changes }>(
    '/__simulator/users/:username',
    async ({ params, body }) =>
      setup.changeUser(
        params.username,
        only<UserChange>(body, ['isActive', 'isFrozen', 'isApiEnabled', 'timeZone']),
      ),
  );

  app.patch<{ Body: Changes }>('/__simulator/org', async ({ body }) =>
    setup.changeOrganization(only<OrganizationChange>(body, ORGANIZATION)),
  );

  const clock = () => ({
    offsetMs: setup.clockOffsetMs(),
    now: new Date(Date.now() + setup.clockOffsetMs()).toISOString(),
  });
  app.get('/__simulator/clock', async () => clock());
  app.patch<{ Body: Changes }>('/__simulator/clock', async ({ body }) => {
    await setup.moveClock(Number(only<{ offsetMs: number }>(body, ['offsetMs']).offsetMs));
    return clock();
  });

  type OfUser = { Querystring: { username?: string } };
  app.get<OfUser>('/__simulator/grants', async ({ query }) => setup.grants(query.username));
  app.delete<OfUser>('/__simulator/grants', async ({ query }, reply) => {
    await control.revokeGrants(query.username);
    return reply.code(204).send();
  });
  app.delete<{ Params: { id: string } }>('/__simulator/grants/:id', async ({ params }, reply) => {
    await setup.endGrant(params.id);
    return reply.code(204).send();
  });
  app.delete<OfUser>('/__simulator/access-tokens', async ({ query }, reply) => {
    await control.expireAccessTokens(query.username);
    return reply.code(204).send();
  });
}

/** A body that names some of these properties and nothing else; what their values may be is checked where they are kept. */
function only<T>(body: Changes | null | undefined, names: readonly string[]): Partial<T> {
  const given = Object.keys(body ?? {});
  const unknown = given.find((name) => !names.includes(name));
  if (given.length === 0 || unknown !== undefined) {
    throw new Error(
      `Failed to read the change: expected some of ${names.join(', ')}, found ${unknown ?? 'nothing'}.`,
    );
  }
  return body as Partial<T>;
}
