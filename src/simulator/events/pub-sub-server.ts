import type { Org } from '../org.ts';
export async function startPubSub(_org: Org): Promise<{ address: string; stop(): Promise<void> }> {
  return { address: '', stop: async () => {} };
}
