import { orgAlias, runCommand } from './command.ts';
import { sf } from './sf.ts';

// npm run org:open [alias]: opens the app Care in a browser. The alias may be a user's: care-jonas, care-priya.
await runCommand(() => {
  const { username } = sf<{ username: string }>([
    'org',
    'open',
    '--target-org',
    orgAlias(),
    '--path',
    'lightning/app/c__Care',
  ]);
  console.log(`Opened the app Care as ${username}.`);
});
