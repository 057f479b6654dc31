import { randomBytes } from 'node:crypto';
import type { Platform } from '../../domain/profile.ts';
import type { BuiltInRole } from '../../domain/role.ts';
import { newId } from '../ids.ts';
import type { Vault } from '../salesforce/vault.ts';
import type { Database } from '../storage/database.ts';
import { idOfBuiltIn } from '../storage/role-rights.ts';

export interface SeededAccount {
  accountId: string;
  agents: Record<'ines' | 'jonas' | 'priya', string>;
  profileId: string;
  /** Standard Webhooks secret of the profile. */
  signingSecret: string;
}

/** An account with an admin, two agents and one profile. */
export async function seedAccount(
  db: Database,
  vault: Vault,
  platform: Platform = 'x',
): Promise<SeededAccount> {
  const accountId = newId('acct');
  const profileId = newId('prof');
  const signingSecret = `whsec_${randomBytes(24).toString('base64')}`;
  const agents = { ines: newId('agent'), jonas: newId('agent'), priya: newId('agent') };
  const people: [keyof typeof agents, string, BuiltInRole][] = [
    ['ines', 'Ines Okafor', 'admin'],
    ['jonas', 'Jonas Lind', 'agent'],
    ['priya', 'Priya Raman', 'agent'],
  ];
  await db.forAccount(accountId, async (tx) => {
    await tx
      .insertInto('account')
      .values({ account_id: accountId, name: `Acme ${accountId}` })
      .execute();
    for (const [key, name, role] of people) {
      await tx
        .insertInto('agent')
        .values({
          id: agents[key],
          account_id: accountId,
          name,
          role_id: idOfBuiltIn(role),
          email: `${key}@acme.example`,
        })
        .execute();
    }
    await tx
      .insertInto('profile')
      .values({
        id: profileId,
        account_id: accountId,
        platform,
        handle: 'acme_care',
        name: 'Acme Care',
        signing_secret: vault.seal(signingSecret, { kind: 'signing_secret', accountId, profileId }),
        outgoing_url: null,
      })
      .execute();
  });
  return { accountId, agents, profileId, signingSecret };
}
