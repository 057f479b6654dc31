import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { createApiClient } from '../../clients/api-client.ts';
import { ORIGIN, startFakeCare } from '../../clients/testing/fake-care.ts';
import { signOut } from './sign-out.ts';

test.each([
  ['ends the session', () => new HttpResponse(null, { status: 204 })],
  ['goes also when Care cannot be told', () => HttpResponse.error()],
])('%s, and goes where one signs in', async (_, answer) => {
  const care = startFakeCare();
  care.use(http.delete(`${ORIGIN}/v1/session`, answer));
  const left: string[] = [];
  await signOut(createApiClient({ fetch: care.fetch, retryDelaysMs: [] }), (address) => left.push(address));
  expect(care.requests('DELETE', '/session').length).toBe(1);
  expect(left).toEqual(['/sign-in']);
});
