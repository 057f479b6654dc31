import type { ConnectedUser } from '../connection.ts';

/** A user whose access works, called by their id; takes what a test is about. */
export const connectedUser = (id: string, more: Partial<ConnectedUser> = {}): ConnectedUser => ({
  id,
  accountId: 'acct_1',
  connectionId: 'conn_1',
  agentId: `agent_${id}`,
  salesforceUserId: `005${id}`,
  username: id,
  displayName: id,
  isDefault: false,
  state: 'connected',
  stateReason: null,
  ...more,
});
