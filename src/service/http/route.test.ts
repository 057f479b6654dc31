import { expect, it } from 'vitest';
import type { ChecksDesk } from '../salesforce/checks-desk.ts';
import type { ConnectedUsersDesk } from '../salesforce/connected-users-desk.ts';
import type { IdentityDesk } from '../salesforce/identity-desk.ts';
import { checkRoutes } from './checks.ts';
import { connectedUserRoutes } from './connected-users.ts';

it('holds no transaction open while the doctor, the rehearsal or the kill switch ask Salesforce', () => {
  const routes = [
    ...checkRoutes({} as ChecksDesk),
    ...connectedUserRoutes({} as ConnectedUsersDesk, {} as IdentityDesk),
  ];
  const posts = routes.filter(({ endpoint }) => endpoint.method === 'POST');

  expect(posts).toHaveLength(4);
  for (const { endpoint, once } of posts) expect(once, endpoint.path).toBe('across');
});
