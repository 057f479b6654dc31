import type { FoundOrg } from '../../domain/attempt.ts';
import { emailBehindCopy } from '../../domain/copied-email.ts';
import { decideOrgType } from '../../domain/org-type.ts';
import { listAgents } from '../storage/agent.ts';
import { listConnectedUsers } from '../storage/connected-user.ts';
import { findConnectionOfOrg } from '../storage/connection.ts';
import { originalOf } from '../storage/copied-org.ts';
import type { Tx } from '../storage/database.ts';
import { isKeyElsewhere } from '../storage/embed-credential.ts';
import type { OauthAttempt } from '../storage/oauth-attempt.ts';
import type { ConnectDeps } from './attempt-deps.ts';
import type { SalesforceIdentity } from './sign-in-server.ts';
import { type Grant, TokenRequestError } from './token-answer.ts';

/**
 * Asks the org behind a grant who and what it is, and what the account knows of both.
 *
 * @throws TokenRequestError when its answers do not fit together; OrgAccessRefused.
 */
export async function findOut(deps: ConnectDeps, attempt: OauthAttempt, grant: Grant): Promise<FoundOrg> {
  const { db, signIn } = deps;
  const identity = await signIn.identityOf(grant);
  const { orgName, isSandbox } = await signIn.organizationOf(grant);
  const instanceHost = new URL(grant.instanceUrl).hostname;
  const environment = decideOrgType(isSandbox, instanceHost);
  if (environment === null) {
    throw new TokenRequestError('distrusted', 'The org and its address differ in what type it is.');
  }
  const known = await db.forAccount(attempt.accountId, (tx) => whatIsKnown(tx, attempt, identity));
  const copyOf = await db.forAccount(attempt.accountId, (tx) => originalOf(tx, grant.orgId, instanceHost));
  const { username, displayName, email } = identity;
  const org = { orgId: grant.orgId, orgName, environment, instanceHost };
  return {
    ...org,
    username,
    displayName,
    email,
    ...known,
    copyOf: environment === 'sandbox' ? copyOf : null,
  };
}

async function whatIsKnown(tx: Tx, { accountId, agentId }: OauthAttempt, identity: SalesforceIdentity) {
  const agents = await listAgents(tx);
  const connection = await findConnectionOfOrg(tx, identity.orgId);
  const users = connection ? await listConnectedUsers(tx, connection.id) : [];
  const same = users.find(({ salesforceUserId }) => salesforceUserId === identity.userId);
  const mine = users.find((user) => user.agentId === agentId);
  const holder = agents.find(({ id }) => id === same?.agentId && id !== agentId);
  const own = agents.find(({ id }) => id === agentId)?.email.toLowerCase();
  return {
    emailMatches: identity.email !== null && emailBehindCopy(identity.email) === own,
    alreadyConnected: connection !== null,
    otherSalesforceUser: mine !== undefined && mine.salesforceUserId !== identity.userId,
    heldBy: holder ? { id: holder.id, name: holder.name } : null,
    keyElsewhere: await isKeyElsewhere(tx, identity.orgId, accountId),
  };
}
