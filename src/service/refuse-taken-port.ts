import { createServer } from 'node:net';
import { SetupError } from './storage/setup-error.ts';

/**
 * Looks before anything is started, so that a second start says so at once and changes nothing.
 *
 * @param variable the setting that names another port.
 * @throws SetupError PORT_TAKEN
 */
export async function refuseTakenPort(port: number, host: string, variable: string): Promise<void> {
  if (port === 0) return;
  const code = await listenError(port, host);
  // Without IPv6 there is nobody on it either.
  if (code === null || code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return;
  throw new SetupError(
    'PORT_TAKEN',
    code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is taken by another program.`
      : `Port ${port} on ${host} cannot be listened on (${code}).`,
    `Stop what listens there, or set ${variable} to another port.`,
  );
}

function listenError(port: number, host: string): Promise<string | null> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'unknown'));
    probe.listen({ port, host, ipv6Only: true }, () => probe.close(() => done(null)));
  });
}
