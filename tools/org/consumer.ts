import { SfRefused } from './sf.ts';
import { askOrg } from './sf-org.ts';

/** What Care identifies itself with to the org. */
export interface Consumer {
  clientId: string;
  clientSecret: string;
}

/** Reads back the key and the secret the org made for the app Care (Connect REST guide, "OAuth Credentials Resources"). */
export function readConsumer(alias: string): Consumer {
  const { apps } = ask<{ apps: { developerName: string; identifier: string }[] }>(alias, 'usage');
  const app = apps.find(({ developerName }) => developerName === 'Care');
  if (!app) throw new Error('The org has no external client app Care. Look at what the deploy said of it.');
  const { consumers } = ask<{ consumers: { id: string }[] }>(alias, `credentials/${app.identifier}`);
  const [consumer] = consumers;
  if (!consumer) throw new Error('The app Care has no OAuth consumer. Deploy its global OAuth settings.');
  const { key, secret } = ask<{ key: string; secret?: string }>(
    alias,
    `credentials/${app.identifier}/${consumer.id}?part=keyandsecret`,
  );
  if (!secret) throw new Error(`The org keeps the secret of the app Care to itself. ${ALLOW}`);
  return { clientId: key, clientSecret: secret };
}

const ALLOW =
  'In Setup, External Client App Settings, allow access to consumer secrets via REST API, and give the ' +
  'admin the permission View Client Secret.';

function ask<Body>(alias: string, resource: string): Body {
  try {
    return askOrg<Body>(alias, 'GET', `/apps/oauth/${resource}`);
  } catch (error) {
    if (error instanceof SfRefused) throw new Error(`${error.message}\n${ALLOW}`);
    throw error;
  }
}
