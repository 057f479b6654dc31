import type { ApiClient } from '../../clients/api-client.ts';

/** Ends the session, and goes where one signs in; also when Care cannot be told, as that page then says. */
export async function signOut(
  api: ApiClient,
  leaveFor: (address: string) => void = (address) => location.replace(address),
): Promise<void> {
  await api.call('DELETE /v1/session', {}).catch(() => undefined);
  leaveFor('/sign-in');
}
