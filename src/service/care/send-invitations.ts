import { randomUUID } from 'node:crypto';
import type { Letter } from '../mail.ts';
import { createInvitation, linkOfTicket, type SignInPorts } from './sign-in.ts';

export interface DueInvitation {
  accountId: string;
  agentId: string;
  /** Which of several requests it answers, as the database holds it. */
  askedAt: string;
  email: string;
  name: string;
  accountName: string;
  /** The name of who did. */
  invitedBy: string;
}

export interface InvitationMailPorts {
  accountsWithDue(): Promise<string[]>;
  /** Nobody else gets the same for a while. */
  takeDue(accountId: string): Promise<DueInvitation[]>;
  /** It was sent; one that was asked for since stays. */
  forget(invitation: DueInvitation): Promise<void>;
  send(letter: Letter): Promise<void>;
  signIn: Pick<SignInPorts, 'now' | 'saveTicket'>;
  publicUrl: string;
}

/**
 * Sends the invitations that wait. The link is made for the letter and is nowhere else; one that was sent again after
 * a crash carries a newer link, and only the newest works.
 *
 * @returns how many did not get there; they are tried again.
 */
export async function sendInvitations(ports: InvitationMailPorts): Promise<{ failed: number }> {
  let failed = 0;
  for (const accountId of await ports.accountsWithDue()) {
    for (const invitation of await ports.takeDue(accountId)) {
      try {
        const { ticket, expiresAt } = await createInvitation(ports.signIn, accountId, invitation.agentId);
        await ports.send(letterOf(invitation, linkOfTicket(ports.publicUrl, ticket), expiresAt));
        await ports.forget(invitation);
      } catch {
        // What the mail server said may repeat the letter, and the link with it: only that it failed is told.
        failed += 1;
      }
    }
  }
  return { failed };
}

function letterOf(
  { email, name, accountName, invitedBy }: DueInvitation,
  link: string,
  expiresAt: string,
): Letter {
  return {
    id: randomUUID(),
    to: [email],
    subject: `${invitedBy} invites you to Care for ${accountName}`,
    text: [
      `Hello ${name},`,
      `${invitedBy} has invited you to Care, where ${accountName} answers its customers. This signs you in:`,
      link,
      `It works once, until ${expiresAt.slice(0, 16).replace('T', ' ')} UTC. Whoever has it can sign in as you: keep it to yourself.`,
      'If you expected no invitation, you need do nothing.',
    ].join('\n\n'),
  };
}
