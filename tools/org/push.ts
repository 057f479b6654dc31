import { rmSync, writeFileSync } from 'node:fs';
import { ensureAgents } from './care-command.ts';
import { orgAlias, publicUrl, runCommand } from './command.ts';
import { type Consumer, readConsumer } from './consumer.ts';
import { deploy } from './deploy.ts';
import { withGlobalOauthSettings } from './global-oauth-settings.ts';
import { connectionFile, secretsFile } from './left-files.ts';
import { preparePeople } from './people.ts';
import { describeOrg, type Org } from './sf-org.ts';

// npm run org:push [alias]: brings the package, the app, two agents and Care's connection into the org. Each
// step looks at what is there already, so it can be run as often as one likes.
await runCommand(async () => {
  const careUrl = publicUrl();
  const org = describeOrg(orgAlias());
  console.log(`Deploying to ${org.alias} (${org.instanceUrl}) for a Care at ${careUrl} …`);
  withGlobalOauthSettings(careUrl, (settings) => deploy(org.alias, ['force-app', settings]));
  const consumer = readConsumer(org.alias);
  writeSecrets(org, careUrl, consumer);
  console.log('Preparing the people, and waiting until the org has added their permissions up …');
  const users = await preparePeople(org);

  await requireCare(org, careUrl);
  console.log('Connecting Care to the org …');
  ensureAgents(users);
  // Only now, because it loads a browser's driver.
  const { connectCare } = await import('./connect-care.ts');
  const connectionId = await connectCare({ org, careUrl, clientId: consumer.clientId }, users);
  const { alias, orgId, instanceUrl } = org;
  const left = { alias, orgId, instanceUrl, careUrl, connectionId, users };
  writeFileSync(connectionFile(alias), `${JSON.stringify(left, null, 2)}\n`);
  console.log(`Done. Look at it: npm run org:open ${alias}; test it: npm run org:test ${alias}`);
});

/** For `care serve`, or the demo: what it needs to be the other end of this org. */
function writeSecrets({ alias, instanceUrl }: Org, careUrl: string, consumer: Consumer): void {
  const file = secretsFile(alias);
  // A file keeps the mode it was created with.
  rmSync(file, { force: true });
  const environment = {
    CARE_PUBLIC_URL: careUrl,
    CARE_SALESFORCE_CLIENT_ID: consumer.clientId,
    CARE_SALESFORCE_CLIENT_SECRET: consumer.clientSecret,
    CARE_SALESFORCE_SANDBOX_LOGIN_URL: instanceUrl,
  };
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
}

async function requireCare({ alias }: Org, careUrl: string): Promise<void> {
  const answers = await fetch(`${careUrl}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (answers) return;
  throw new Error(
    `The org is ready; Care does not answer at ${careUrl}. Start it, leave it running, and run this again:\n` +
      `  node --env-file=.cache/org/${alias}.env bin/care.mjs serve`,
  );
}
