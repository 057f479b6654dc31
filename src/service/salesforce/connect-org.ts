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
import { addRevocation, type Revocation } from '../storage/revocation.ts';
import type { ConnectDeps } from './attempt-deps.ts';
import { revokeAll } from './end-access.ts';
import { sealToken } from './sealed-token.ts';
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
  /** The user's grant of before, to be ended; null: there was none. */
  replaced: Revocation | null;
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
  // One grant a user and org: the sixth would silently end the first. Kept before the connection's address changes.
  const ends = replaced && (await addRevocation(tx, user, replaced, 'caller'));
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
    replaced: ends,
  };
}

/** What is left to do once it is stored: hold the access token, and end the grant that this one replaces. */
export async function useGrant(deps: ConnectDeps, stored: StoredGrant): Promise<void> {
  const { connected, token, replaced } = stored;
  deps.tokens.hold(connected.user.id, token);
  if (replaced) await revokeAll(deps, [replaced]);
}
