import { createTransport } from 'nodemailer';
import type { ServiceConfig } from './config.ts';

export interface Letter {
  to: string[];
  subject: string;
  text: string;
  /** What a receiver knows the same letter by, should it come twice. */
  id: string;
}

export interface Mail {
  /** Throws when the server did not take it. */
  send(letter: Letter): Promise<void>;
  close(): void;
}

/** For each step with the server: a letter is taken for a minute, and then another process tries it too. */
const DEADLINE_MS = 15_000;

/** E-mail by SMTP. @returns null where the installation has none. */
export function openMail({ publicUrl, notices }: Pick<ServiceConfig, 'publicUrl' | 'notices'>): Mail | null {
  if (!notices?.smtpUrl) return null;
  const transport = createTransport({
    url: notices.smtpUrl,
    connectionTimeout: DEADLINE_MS,
    greetingTimeout: DEADLINE_MS,
    socketTimeout: DEADLINE_MS,
  });
  const host = new URL(publicUrl).hostname;
  return {
    async send({ id, ...letter }) {
      await transport.sendMail({ from: notices.from, messageId: `<${id}@${host}>`, ...letter });
    },
    close: () => transport.close(),
  };
}
