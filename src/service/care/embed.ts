import type { Actor, AgentActor } from '../../domain/agent.ts';
import type { Module } from '../../domain/module.ts';
import { newSecret } from '../ids.ts';
import { Problem } from '../problem.ts';
import { embedScopeOf } from './embed-scope.ts';
import { type EmbeddedAgent, embedded } from './embedded-agent.ts';
import { type FirstSight, type VisitName, visitOfNonce } from './first-sight.ts';
import { hashSecret } from './sign-in.ts';

/** A one-time code lives this long. */
export const CODE_SECONDS = 60;
/** A widget's bearer token lives this long; it is renewed the way it was got. */
export const TOKEN_MINUTES = 15;

export interface EmbedConnection {
  accountId: string;
  /** Of the account. */
  modules: readonly Module[];
  id: string;
  orgId: string;
  orgName: string;
  environment: 'production' | 'sandbox';
  orgKey: string;
  frameHosts: readonly string[];
}

/** What the embed use cases need from the world. */
export interface EmbedPorts {
  now(): Date;
  /** Origin of the service as browsers see it. */
  publicUrl: string;
  /** Where people link their Salesforce user to their Care agent; null: in the settings, at their org. */
  identityLinkUrl: string | null;
  /** One transaction for what is asked of one account; nothing in it waits for anybody outside. */
  together<T>(accountId: string, work: () => Promise<T>): Promise<T>;
  /** Whose credential this is, and what there is to know of the user and the record it is shown for. */
  whoAsks(hash: Buffer, asked: Pick<CodeRequest, 'userId' | 'recordId'>): Promise<WhoAsks | null>;
  /** Remembers an org that has shown this connection's key without being its org. */
  noteCopy(connection: EmbedConnection, orgId: string): Promise<void>;
  /** Whether an org may name this as one of its own hosts. */
  isOrgHost(origin: string): boolean;
  rememberFrameHosts(connection: EmbedConnection, hosts: readonly string[]): Promise<void>;
  /** Asks Salesforce, with a token that sees it, whether the user may read the record; null: it cannot be asked. */
  canReadRecord(connection: EmbedConnection, userId: string, recordId: string): Promise<boolean | null>;
  saveCode(code: {
    hash: Buffer;
    connection: EmbedConnection;
    agentId: string;
    userId: string;
    recordId: string | null;
    caseId: string | null;
    nonce: string;
    expiresAt: string;
    /** A document is about to begin with its case: no other will. */
    isSeen: boolean;
  }): Promise<void>;
  /** Null: no document of this process waits for this visit, or there is nothing to begin it with. Never rejects. */
  sightForWaiting(visit: VisitName, actor: AgentActor, caseId: string): Promise<FirstSight | null>;
  /** Ends a document that waits for it. */
  showSight(visit: VisitName, sight: FirstSight): void;
  /** Uses the code up and makes the token in one transaction; null when code or nonce do not fit. */
  redeem(input: { codeHash: Buffer; nonce: string; tokenHash: Buffer; expiresAt: string }): Promise<{
    accountId: string;
    caseId: string | null;
    recordId: string | null;
    agent: EmbeddedAgent;
  } | null>;
}

export interface WhoAsks {
  connection: EmbedConnection;
  /** Null: nobody has linked the user to an agent. */
  agent: Omit<EmbeddedAgent, 'name'> | null;
  /** Of the record; null: none yet, or nobody to show it to. */
  caseId: string | null;
}

export interface CodeRequest {
  orgId: string;
  userId: string;
  recordId: string | null;
  nonce: string;
  hosts: readonly string[];
}

/**
 * Apex asks for a code for its running user and record. The credential says which org asks; everything
 * else in the request is that org's word about itself, and what it may claim ends at its own linked users.
 *
 * @param allow throws for an agent whose role does not let them in.
 * @param allowCase throws for one who may not see this case.
 */
export async function mintCode(
  ports: EmbedPorts,
  credential: string | null,
  request: CodeRequest,
  allow: (actor: Actor) => void,
  allowCase: (actor: Actor, caseId: string) => Promise<void>,
) {
  const asking = credential ? await ports.whoAsks(hashSecret(credential), request) : null;
  if (!asking) throw new Problem('EMBED_CREDENTIAL_INVALID');
  const { connection, agent, caseId } = asking;
  await refuseCopy(ports, connection, request.orgId);
  refuseWithoutCare(connection);
  refuseForeignHosts(ports, request.hosts);
  if (!agent) {
    const settings = `${ports.publicUrl}/settings/integrations/salesforce/${connection.id}`;
    throw new Problem('EMBED_NO_IDENTITY_LINK', undefined, { linkUrl: ports.identityLinkUrl ?? settings });
  }
  if (!agent.active) throw new Problem('EMBED_AGENT_INACTIVE');
  const { accountId } = connection;
  const actor = embedded(accountId, agent);
  allow(actor);
  const { recordId, userId, nonce } = request;
  const visit = { orgKey: connection.orgKey, visit: visitOfNonce(nonce) };
  // Read while Salesforce is asked, and shown to nobody before it has answered.
  const [sight] = await Promise.all([
    caseId === null
      ? null
      : ports.together(accountId, async () => {
          await allowCase(actor, caseId);
          return ports.sightForWaiting(visit, actor, caseId);
        }),
    recordId === null ? undefined : allowRecord(ports, connection, userId, recordId),
  ]);
  if (sight) ports.showSight(visit, sight);

  const code = newSecret();
  const expiresAt = new Date(ports.now().getTime() + CODE_SECONDS * 1_000).toISOString();
  await ports.together(accountId, async () => {
    await ports.rememberFrameHosts(connection, request.hosts.map(originOf) as string[]);
    const who = { connection, agentId: agent.id, userId, recordId, caseId, nonce };
    await ports.saveCode({ hash: hashSecret(code), ...who, expiresAt, isSeen: sight !== null });
  });
  return { code, frameUrl: `${ports.publicUrl}/embed/${connection.orgKey}`, expiresAt, caseId };
}

/** @throws Problem VALIDATION_FAILED */
function refuseForeignHosts(ports: Pick<EmbedPorts, 'isOrgHost'>, hosts: readonly string[]): void {
  const foreign = hosts.map(originOf).some((host) => host === null || !ports.isOrgHost(host));
  if (!foreign) return;
  throw new Problem('VALIDATION_FAILED', 'A host is not an exact origin of a Salesforce org.', {
    errors: [{ path: 'body.hosts', fact: 'Each is an https origin of Salesforce, without a path.' }],
  });
}

/** Said to everybody alike, before it matters who they are. @throws Problem EMBED_NOT_AVAILABLE */
export function refuseWithoutCare({ modules }: Pick<EmbedConnection, 'modules'>): void {
  if (!modules.includes('care')) throw new Problem('EMBED_NOT_AVAILABLE');
}

/**
 * An org that shows the key of another one was copied from it, key included. It is told so, and gets nothing
 * until it is connected itself.
 *
 * @throws Problem EMBED_ORG_MISMATCH
 */
export async function refuseCopy(
  ports: Pick<EmbedPorts, 'noteCopy'>,
  connection: EmbedConnection,
  orgId: string,
): Promise<void> {
  if (connection.orgId === orgId) return;
  await ports.noteCopy(connection, orgId);
  const { orgName, environment } = connection;
  throw new Problem('EMBED_ORG_MISMATCH', `This is a copy of ${orgName} ${environment}: connect it.`);
}

/** @throws Problem SALESFORCE_UNAVAILABLE, EMBED_RECORD_FORBIDDEN */
async function allowRecord(
  ports: EmbedPorts,
  connection: EmbedConnection,
  userId: string,
  recordId: string,
): Promise<void> {
  const allowed = await ports.canReadRecord(connection, userId, recordId);
  // Nobody is told that they may not, only because nobody could ask.
  if (allowed === null) throw new Problem('SALESFORCE_UNAVAILABLE');
  if (!allowed) throw new Problem('EMBED_RECORD_FORBIDDEN');
}

function originOf(text: string): string | null {
  try {
    const url = new URL(text);
    return url.origin === text.replace(/\/$/, '') ? url.origin : null;
  } catch {
    return null;
  }
}

/** The widget shows its code and the nonce of its frame, and gets a token that lives in memory only. */
export async function redeemCode(ports: EmbedPorts, code: string, nonce: string) {
  const token = newSecret();
  const expiresAt = new Date(ports.now().getTime() + TOKEN_MINUTES * 60_000).toISOString();
  const redeemed = await ports.redeem({
    codeHash: hashSecret(code),
    nonce,
    tokenHash: hashSecret(token),
    expiresAt,
  });
  if (!redeemed) throw new Problem('EMBED_CODE_INVALID');
  if (!redeemed.agent.active) throw new Problem('EMBED_AGENT_INACTIVE');
  const { id, name } = redeemed.agent;
  const actor = embedded(redeemed.accountId, redeemed.agent);
  const scope = embedScopeOf(redeemed);
  return { token, expiresAt, scope, caseId: redeemed.caseId, agent: { id, name }, actor };
}
