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

/** E-mail by SMTP. @returns null where the installation has none. */
export function openMail({ publicUrl, notices }: Pick<ServiceConfig, 'publicUrl' | 'notices'>): Mail | null {
  if (!notices?.smtpUrl) return null;
  const transport = createTransport(notices.smtpUrl);
  const host = new URL(publicUrl).hostname;
  return {
    async send({ id, ...letter }) {
      await transport.sendMail({ from: notices.from, messageId: `<${id}@${host}>`, ...letter });
    },
    close: () => transport.close(),
  };
}
