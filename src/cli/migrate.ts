import { openInstallation } from '../service/installation.ts';
import type { RunCommand } from './command.ts';

/** Opening brings the schema up to date; without a login that may, it says so. */
export const migrate: RunCommand = async ({ env, write }) => {
  const installation = await openInstallation({ env, as: 'command' });
  await installation.close();
  write('The database schema is up to date.');
  return 0;
};
