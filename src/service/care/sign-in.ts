import { createHash } from 'node:crypto';
import type { ActorRef } from '../../domain/agent.ts';
import { newSecret } from '../ids.ts';
import { Problem } from '../problem.ts';

/** How long a session lasts without a new sign-in. */
export const SESSION_HOURS = 12;
/** How long a sign-in link can be used, once. */
export const SIGN_IN_LINK_MINUTES = 30;
/** How long an invitation can be accepted, once. */
const INVITATION_DAYS = 7;

/** Only hashes of secrets are kept, so a copy of the database opens no door. 256 random bits need no salt. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Where a ticket lets somebody in. In the fragment it reaches no server's log and no Referer header. */
export const linkOfTicket = (publicUrl: string, ticket: string): string => `${publicUrl}/sign-in#${ticket}`;

export interface SignInPorts {
  now(): Date;
  /** An invitation is good for somebody not active yet, and the only one of theirs that is. */
  saveTicket(ticket: {
    hash: Buffer;
    accountId: string;
    agentId: string;
    expiresAt: string;
    invites: boolean;
  }): Promise<void>;
  /** Uses the ticket up, and makes who was invited active; null when it is unknown, used or too old. */
  useTicket(hash: Buffer): Promise<{ accountId: string; agentId: string } | null>;
  saveSession(session: {
    hash: Buffer;
    accountId: string;
    agentId: string;
    expiresAt: string;
  }): Promise<void>;
  /** People of any account with this address, who work here or were invited. */
  peopleWithEmail(email: string): Promise<{ accountId: string; agentId: string }[]>;
  /** Makes who was invited active. */
  welcome(accountId: string, agentId: string): Promise<void>;
  forgetSession(accountId: string, hash: Buffer): Promise<void>;
}

type TicketPorts = Pick<SignInPorts, 'now' | 'saveTicket'>;

/** A one-time link's secret for an agent; whoever holds it is that agent once. */
export async function createTicket(ports: SignInPorts, accountId: string, agentId: string): Promise<string> {
  const { ticket } = await makeTicket(ports, accountId, agentId, SIGN_IN_LINK_MINUTES, false);
  return ticket;
}

/** A one-time link's secret for somebody who was invited. */
export const createInvitation = (
  ports: TicketPorts,
  accountId: string,
  agentId: string,
): Promise<{ ticket: string; expiresAt: string }> =>
  makeTicket(ports, accountId, agentId, INVITATION_DAYS * 24 * 60, true);

async function makeTicket(
  ports: TicketPorts,
  accountId: string,
  agentId: string,
  minutes: number,
  invites: boolean,
): Promise<{ ticket: string; expiresAt: string }> {
  const ticket = newSecret();
  const expiresAt = new Date(ports.now().getTime() + minutes * 60_000).toISOString();
  await ports.saveTicket({ hash: hashSecret(ticket), accountId, agentId, expiresAt, invites });
  return { ticket, expiresAt };
}

export interface NewSession {
  accountId: string;
  agentId: string;
  /** The cookie's value. */
  token: string;
  expiresAt: string;
}

export async function signInWithTicket(ports: SignInPorts, ticket: string): Promise<NewSession> {
  const used = await ports.useTicket(hashSecret(ticket));
  if (!used) throw new Problem('SIGN_IN_LINK_INVALID');
  return startSession(ports, used.accountId, used.agentId);
}

/** Opens a session for an agent whose right to it the caller has established. */
export async function startSession(
  ports: SignInPorts,
  accountId: string,
  agentId: string,
): Promise<NewSession> {
  const token = newSecret();
  const expiresAt = new Date(ports.now().getTime() + SESSION_HOURS * 3_600_000).toISOString();
  await ports.saveSession({ hash: hashSecret(token), accountId, agentId, expiresAt });
  return { accountId, agentId, token, expiresAt };
}

export async function signOut(ports: SignInPorts, actor: ActorRef, token: string): Promise<void> {
  await ports.forgetSession(actor.accountId, hashSecret(token));
}
