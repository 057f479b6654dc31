import type { GateResult } from '../gates/gate.ts';

/** A check of the Salesforce package, run against any copy of the tree. */
export interface Check {
  name: string;
  run(root: string): GateResult | Promise<GateResult>;
}
