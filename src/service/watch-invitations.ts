import type { Logger } from 'pino';
import { type InvitationMailPorts, sendInvitations } from './care/send-invitations.ts';
import type { Mail } from './mail.ts';
import { Daemon } from './sync/daemon.ts';

const LOOK_EVERY_MS = 3_000;

/** For the worker role: invitations leave by e-mail. */
export function watchInvitations(
  ports: Omit<InvitationMailPorts, 'send'>,
  mail: Mail,
  log: Logger,
  lookEveryMs = LOOK_EVERY_MS,
): { stop(): Promise<void> } {
  const ending = new AbortController();
  const daemon = new Daemon({
    name: 'invitations',
    everyMs: lookEveryMs,
    signal: ending.signal,
    tick: async () => {
      const { failed } = await sendInvitations({ ...ports, send: mail.send });
      if (failed > 0) log.warn({ failed }, 'invitations could not be sent; they are tried again');
      return false;
    },
    onError: (error) => log.error({ err: error }, 'sending invitations stumbled'),
  });
  return {
    async stop() {
      ending.abort();
      await daemon.done;
      mail.close();
    },
  };
}
