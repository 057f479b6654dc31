import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Git ignores it. The CLI passes over every folder whose name begins with a dot, so it cannot be .cache. */
const FOLDER = fileURLToPath(new URL('../../dist/org/extlClntAppGlobalOauthSets/', import.meta.url));

/**
 * Puts the external client app's global OAuth settings where a deploy finds them, and takes them away again.
 * They name this one address, and an org answers them with a key and a secret: they are never committed, and
 * cannot be packaged (Metadata API guide, "ExtlClntAppGlobalOauthSettings").
 *
 * @param deploy gets the folder to deploy beside force-app
 */
export function withGlobalOauthSettings<T>(careUrl: string, deploy: (folder: string) => T): T {
  mkdirSync(FOLDER, { recursive: true });
  try {
    writeFileSync(`${FOLDER}Care_glbloauth.ecaGlblOauth-meta.xml`, globalOauthSettings(careUrl));
    return deploy(FOLDER);
  } finally {
    rmSync(FOLDER, { recursive: true, force: true });
  }
}

/** Code flow with PKCE and with the secret, also for a refresh. The org makes key and secret. */
function globalOauthSettings(careUrl: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<ExtlClntAppGlobalOauthSettings xmlns="http://soap.sforce.com/2006/04/metadata">
    <callbackUrl>${careUrl}/v1/salesforce/callback</callbackUrl>
    <externalClientApplication>Care</externalClientApplication>
    <isConsumerSecretOptional>false</isConsumerSecretOptional>
    <isIntrospectAllTokens>false</isIntrospectAllTokens>
    <isPkceRequired>true</isPkceRequired>
    <isSecretRequiredForRefreshToken>true</isSecretRequiredForRefreshToken>
    <label>Care_glbloauth</label>
    <shouldRotateConsumerKey>false</shouldRotateConsumerKey>
    <shouldRotateConsumerSecret>false</shouldRotateConsumerSecret>
</ExtlClntAppGlobalOauthSettings>
`;
}
