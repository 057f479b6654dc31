import type { GateResult } from '../gates/gate.ts';

/** A check of the Salesforce package, run against any copy of the tree. */
export interface Check {
  name: string;
  run(root: string): GateResult | Promise<GateResult>;
}

/** A check that could not run has failed, and the others run all the same. */
export async function runCheck(check: Check, root: string): Promise<GateResult> {
  try {
    return await check.run(root);
  } catch (error) {
    return { files: 1, faults: [`could not run: ${error instanceof Error ? error.message : error}`] };
  }
}
