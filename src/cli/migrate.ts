import { updateSchema } from '../service/installation.ts';
import type { RunCommand } from './command.ts';

export const migrate: RunCommand = async ({ env, write }) => {
  await updateSchema({ env, as: 'command' });
  write('The database schema is up to date.');
  return 0;
};
