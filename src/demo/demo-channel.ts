import { join } from 'node:path';
import type { ServiceParts } from '../service/main.ts';
import { CustomersChannel, type ThreadEntry } from './customers-channel.ts';
import { type ScriptedCustomers, scriptCustomers } from './scripted-customers.ts';
import { sendToCare } from './send-to-care.ts';

/** The customers of the demo: their threads, and their way to Care. */
export interface DemoChannel {
  threads: CustomersChannel;
  scripted: ScriptedCustomers;
  /** A customer writes: kept by the platform, then handed to Care. */
  write(entry: ThreadEntry): Promise<void>;
  stop(): Promise<void>;
}

export async function openDemoChannel(
  dataDir: string,
  careUrl: string,
  secretOf: (profileId: string) => Promise<string>,
): Promise<DemoChannel> {
  const threads = await CustomersChannel.open(join(dataDir, 'customers.jsonl'));
  const write = async (entry: ThreadEntry) => {
    const secret = await secretOf(entry.profileId);
    await threads.add([entry]);
    await sendToCare(careUrl, secret, entry);
  };
  const scripted = scriptCustomers(threads, write);
  return {
    threads,
    scripted,
    write,
    async stop() {
      scripted.stop();
      await threads.close();
    },
  };
}

/** Opens the signing secret that the demo's channel shares with Care. */
export function signingSecrets(
  { services, vault }: Pick<ServiceParts, 'services' | 'vault'>,
  accountId: string,
) {
  return async (profileId: string): Promise<string> => {
    const row = await services.db.forAccount(accountId, (tx) =>
      tx.selectFrom('profile').select('signing_secret').where('id', '=', profileId).executeTakeFirstOrThrow(),
    );
    return vault.open(row.signing_secret, { kind: 'signing_secret', accountId, profileId });
  };
}
