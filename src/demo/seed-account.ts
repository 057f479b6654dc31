import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importConversations } from '../service/care/import-conversations.ts';
import type { ServiceParts } from '../service/main.ts';
import {
  accountExists,
  agentByEmail,
  createAccount,
  createAgent,
  createProfile,
  type NewAgent,
  type SealSigningSecret,
} from '../service/storage/account-setup.ts';
import { importPorts } from '../service/storage/import-store.ts';
import { enableIntegration, operatorNamed } from '../service/storage/integration-request.ts';
import { ACCOUNT_NAME, AGENTS, PROFILES } from './people.ts';

const SAMPLES = fileURLToPath(new URL('./samples/conversations.jsonl', import.meta.url));

/** Makes what is missing of the account, its agents, profiles and conversations. Safe to repeat at any point. */
export async function seedAccount(
  { services: { db, now }, vault }: Pick<ServiceParts, 'services' | 'vault'>,
  accountId: string,
  careUrl: string,
): Promise<void> {
  if (!(await accountExists(db, accountId)))
    await createAccount(db, { name: ACCOUNT_NAME, modules: ['care'], id: accountId });
  for (const agent of AGENTS) await createAgent(db, accountId, agent);
  await db.forAccount(accountId, (tx) => enableIntegration(tx, accountId, operatorNamed('The demo')));

  const seal: SealSigningSecret = (secret, account, profileId) =>
    vault.seal(secret, { kind: 'signing_secret', accountId: account, profileId });
  for (const profile of PROFILES) {
    await createProfile(db, accountId, { ...profile, outgoingUrl: null }, seal);
  }
  // Anew at each start: the port may be another one.
  await db.forAccount(accountId, async (tx) => {
    for (const { id } of await tx.selectFrom('profile').select('id').execute()) {
      const outgoingUrl = `${careUrl}/v1/demo/channel/${id}`;
      await tx.updateTable('profile').set({ outgoing_url: outgoingUrl }).where('id', '=', id).execute();
    }
  });
  const { rejections } = await importConversations(importPorts(db, now, seal), {
    accountId,
    recent: true,
    source: { open: () => createReadStream(SAMPLES) },
  });
  if (rejections[0]) throw new Error(`Sample conversation ${rejections[0].line}: ${rejections[0].reason}`);
}

/** The id of one of the demo's agents. */
export async function idOfAgent(
  { services: { db } }: Pick<ServiceParts, 'services'>,
  accountId: string,
  agent: NewAgent,
): Promise<string> {
  const found = await agentByEmail(db, accountId, agent.email);
  if (!found) throw new Error(`The demo has no agent ${agent.name}.`);
  return found.id;
}
