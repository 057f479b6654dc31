import { orgAlias, runCommand } from './command.ts';
import { SfRefused, sf } from './sf.ts';

/** How long the org lives, unless org:delete ends it before. */
const DAYS = '7';

// npm run org:create [alias]: a scratch org with what the package needs switched on.
await runCommand(() => {
  const alias = orgAlias();
  console.log(`Creating the scratch org ${alias} for ${DAYS} days; this takes a few minutes …`);
  const { username } = create(alias);
  console.log(`The scratch org ${alias} is there; its admin is ${username}.`);
  console.log(`Next: CARE_PUBLIC_URL=https://… npm run org:push ${alias}`);
});

function create(alias: string): { username: string } {
  try {
    return sf<{ username: string }>([
      'org',
      'create',
      'scratch',
      '--definition-file',
      'config/project-scratch-def.json',
      '--alias',
      alias,
      '--duration-days',
      DAYS,
      '--wait',
      '30',
    ]);
  } catch (error) {
    if (!(error instanceof SfRefused) || !/devhub/i.test(error.code)) throw error;
    throw new Error(`${error.message}\nSign in to a Dev Hub first: sf org login web --set-default-dev-hub`);
  }
}
