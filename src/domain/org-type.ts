import type { Connection } from './connection.ts';

const SANDBOX = /\.(sandbox|scratch)\.my\.salesforce\.com$/;
const NAMED_SANDBOX = /^(.+)--[a-z0-9-]+\.sandbox\.my\.salesforce\.com$/;

/**
 * What an org is, by evidence: its own `IsSandbox`, which scratch orgs have too, and its host where that says
 * something. Null: the two contradict each other.
 */
export function decideOrgType(isSandbox: boolean, instanceHost: string): Connection['environment'] | null {
  if (!isSandbox && SANDBOX.test(instanceHost)) return null;
  return isSandbox ? 'sandbox' : 'production';
}

/** Whether a sandbox's address says that it was made from the production org with this address. */
export const isSandboxOf = (sandboxHost: string, productionHost: string): boolean =>
  `${NAMED_SANDBOX.exec(sandboxHost)?.[1]}.my.salesforce.com` === productionHost;
