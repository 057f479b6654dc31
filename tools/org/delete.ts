import { rmSync } from 'node:fs';
import { orgAlias, runCommand } from './command.ts';
import { connectionFile, secretsFile } from './left-files.ts';
import { sf } from './sf.ts';

// npm run org:delete [alias]: ends the scratch org, and forgets what org:push wrote down about it.
await runCommand(() => {
  const alias = orgAlias();
  sf(['org', 'delete', 'scratch', '--target-org', alias, '--no-prompt']);
  for (const file of [secretsFile(alias), connectionFile(alias)]) rmSync(file, { force: true });
  console.log(`The scratch org ${alias} is gone.`);
});
