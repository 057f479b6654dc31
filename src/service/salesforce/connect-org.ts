import type { ConnectedUser, Connection } from '../../domain/connection.ts';
import { newId, newSecret } from '../ids.ts';
import { auditActor, recordAudit } from '../storage/audit.ts';
import { saveGrant } from '../storage/connected-user.ts';
import {
  addConnection,
  changeConnection,
  findConnection,
  findConnectionOfOrg,
} from '../storage/connection.ts';
import type { Tx } from '../storage/database.ts';
import { saveIdentityLink } from '../storage/identity-link.ts';
import { wakeLanes } from '../storage/lane.ts';
import type { OauthAttempt } from '../storage/oauth-attempt.ts';
import type { ConnectDeps } from './attempt-deps.ts';
import { revokeSealed, sealToken } from './sealed-token.ts';
import type { Grant } from './token-answer.ts';
import type { HeldToken } from './token-keeper.ts';
import { announceToken } from './token-relay.ts';

export interface Connected {
  connection: Connection;
  user: ConnectedUser;
}

export interface StoredGrant {
  connected: Connected;
  token: HeldToken;
  /** Where it was granted. */
  loginUrl: string;
  /** The user's grant of before, sealed; null: there was none. */
  replaced: Buffer | null;
}

/** Stores what was found and confirmed, all of it or nothing: the org, its user and token, who they are in Care. */
export async function storeGrant(
  deps: Pick<ConnectDeps, 'vault'>,
  tx: Tx,
  attempt: OauthAttempt,
  grant: Grant,
): Promise<StoredGrant> {
  const { accountId, agentId, loginUrl } = attempt;
  const { orgName, environment, username, displayName } = attempt.found!;
  const { orgId, userId: salesforceUserId, instanceUrl, accessToken } = grant;
  const isNew = (await findConnectionOfOrg(tx, orgId)) === null;
  const connection = await addConnection(tx, {
    id: newId('conn'),
    accountId,
    environment,
    orgId,
    orgName,
    instanceUrl,
    loginUrl,
    orgKey: newSecret(),
  });
  const owner = { accountId, connectionId: connection.id, salesforceUserId };
  const { user, version, replaced } = await saveGrant(tx, {
    ...owner,
    id: newId('user'),
    agentId,
    username,
    displayName,
    sealedToken: sealToken(deps.vault, owner, grant.refreshToken!),
  });
  await changeConnection(tx, connection.id, {
    instanceUrl,
    loginUrl,
    orgName,
    environment,
  });
  await saveIdentityLink(tx, { ...owner, agentId, madeBy: 'own_connection' });
  const token = { accessToken, instanceUrl, version };
  await announceToken(tx, deps.vault, { ...owner, ...token, userId: user.id });
  await wakeLanes(tx, accountId);
  const record = { accountId, actor: await auditActor(tx, attempt), connectionId: connection.id };
  if (isNew)
    await recordAudit(tx, { ...record, kind: 'org.connected', subject: orgName, detail: environment });
  await recordAudit(tx, { ...record, kind: 'user.connected', subject: username, detail: null });
  return {
    connected: { connection: (await findConnection(tx, connection.id))!, user },
    token,
    loginUrl,
    replaced,
  };
}

/** What is left to do once it is stored: hold the access token, and end the grant that this one replaces. */
export async function useGrant(deps: ConnectDeps, stored: StoredGrant): Promise<void> {
  const { connected, token, loginUrl, replaced } = stored;
  deps.tokens.hold(connected.user.id, token);
  // One grant a user and org: the sixth would silently end the first.
  if (replaced) await revokeSealed(deps, loginUrl, connected.user, replaced);
}
