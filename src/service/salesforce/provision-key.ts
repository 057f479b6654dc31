import type { Connection } from '../../domain/connection.ts';
import { EXTERNAL_CREDENTIAL } from '../../domain/salesforce-names.ts';
import { hashSecret } from '../care/sign-in.ts';
import { newSecret } from '../ids.ts';
import type { Database } from '../storage/database.ts';
import {
  addEmbedCredential,
  removeEmbedCredential,
  retireEarlierCredentials,
} from '../storage/embed-credential.ts';
import type { SalesforceOutcome } from '../sync/ports.ts';
import type { CallRequest } from './salesforce-port.ts';

type Ask = (request: Pick<CallRequest, 'method' | 'path' | 'body'>) => Promise<SalesforceOutcome>;

/**
 * Gives the org a new key, which its Apex asks for one-time codes with. Needs Customize Application; where it is
 * refused, the org keeps the key it has.
 */
export async function provisionKey(
  db: Database,
  ask: Ask,
  { accountId, id: connectionId }: Connection,
): Promise<SalesforceOutcome> {
  const key = newSecret();
  const hash = hashSecret(key);
  // Ours first: the org may use it the moment it has it.
  await db.forAccount(accountId, (tx) => addEmbedCredential(tx, { hash, accountId, connectionId }));
  const outcome = await storeInOrg(ask, key);
  if (outcome.kind === 'answered') {
    await db.forAccount(accountId, (tx) => retireEarlierCredentials(tx, connectionId, hash));
  } else if (outcome.kind !== 'unknown') {
    // Unknown: the org may have taken the new key. Both stay good until the next one is set.
    await db.forAccount(accountId, (tx) => removeEmbedCredential(tx, hash));
  }
  return outcome;
}

async function storeInOrg(ask: Ask, key: string): Promise<SalesforceOutcome> {
  const path = '/named-credentials/credential';
  const body = {
    externalCredential: EXTERNAL_CREDENTIAL.name,
    principalName: EXTERNAL_CREDENTIAL.principal,
    principalType: 'NamedPrincipal',
    authenticationProtocol: 'Custom',
    credentials: { [EXTERNAL_CREDENTIAL.parameter]: { value: key, encrypted: true } },
  };
  const created = await ask({ method: 'POST', path, body });
  // POST makes the first one and refuses where one is; PUT replaces it.
  return created.kind === 'refused' && created.status === 400 ? ask({ method: 'PUT', path, body }) : created;
}
