import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildWebApps } from '../service/build-web-apps.ts';
import { readConfig, type ServiceConfig } from '../service/config.ts';
import { type Installation, openInstallation } from '../service/installation.ts';
import { startService } from '../service/main.ts';
import { PACKAGE_FOLDER, WEB_ROOT } from '../service/package-folder.ts';
import { refuseTakenPort } from '../service/refuse-taken-port.ts';
import { writeDataFolder } from '../service/storage/data-folder.ts';
import type { RunCommand } from './command.ts';
import { CommandError } from './command-error.ts';
import { untilAborted } from './until-aborted.ts';

/** The product, without simulator and demo. */
export const serve: RunCommand = async ({ env, signal, write }) => {
  // Read once with stand-ins first: a wrong environment is told before a database is started.
  const wanted = configOf(env, { databaseUrl: '', vaultKey: Buffer.alloc(32), earlierVaultKeys: [] });
  await refuseTakenPort(wanted.http.port, wanted.http.host, 'CARE_PORT');
  // A fresh installation builds its pages once; what was built before is served as it is.
  if (wanted.webRoot === WEB_ROOT && !existsSync(join(WEB_ROOT, '.vite/manifest.json'))) {
    await buildWebApps(PACKAGE_FOLDER, write);
  }
  const installation = await openInstallation({ env, as: 'product', log: write });
  try {
    const service = await startService(configOf(env, installation));
    if (!env.DATABASE_URL) noteRunning(installation, service.address.port);
    write(`Care listens on http://${service.address.host}:${service.address.port}`);
    await untilAborted(signal);
    write('Stopping …');
    await service.stop();
    return 0;
  } finally {
    await installation.close();
  }
};

function configOf(
  env: NodeJS.ProcessEnv,
  {
    databaseUrl,
    vaultKey,
    earlierVaultKeys,
  }: Pick<Installation, 'databaseUrl' | 'vaultKey' | 'earlierVaultKeys'>,
): ServiceConfig {
  try {
    return readConfig(env, { databaseUrl, vaultKey, earlierVaultKeys, webRoot: WEB_ROOT });
  } catch (cause) {
    throw new CommandError(
      'ENVIRONMENT_WRONG',
      cause instanceof Error ? cause.message : '',
      'See `care help`.',
      {
        cause,
      },
    );
  }
}

function noteRunning(installation: Installation, port: number): void {
  const { hostname, port: databasePort } = new URL(installation.databaseUrl);
  writeDataFolder(installation.dataDir, {
    pid: process.pid,
    startedAt: new Date().toISOString(),
    ports: { care: port },
    database: { host: hostname, port: Number(databasePort) },
  });
}
