/**
 * Where somebody stands who went to Salesforce to connect.
 * - `waiting`: the browser is with Salesforce
 * - `confirm`: it came back; what was found waits for a person's word, and nothing is saved
 * - `refused`: it came back with something that leads nowhere
 * - `done`, `cancelled`, `expired`: confirmed, let be, or nobody came in time
 */
export const ATTEMPT_STATES = ['waiting', 'confirm', 'refused', 'done', 'cancelled', 'expired'] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

/** How long Salesforce may keep the browser, and how long a person may look at what was found. */
export const ATTEMPT_MINUTES = 10;

/** After this long away, Salesforce has probably shown a page of its own. */
export const MAY_HAVE_SHOWN_AFTER_SECONDS = 60;

/** What an org said of itself and of the user who signed in, beside what the account knows of both. */
export interface FoundOrg {
  /** 18 characters. */
  orgId: string;
  orgName: string;
  /** What it is, whatever was asked for. */
  environment: 'production' | 'sandbox';
  instanceHost: string;
  username: string;
  displayName: string;
  email: string | null;
  /** Whether it is the address of the agent who connects. */
  emailMatches: boolean;
  alreadyConnected: boolean;
  copyOf: { orgName: string } | null;
  /** The agent is connected to this org as another Salesforce user, whom this one would replace. */
  otherSalesforceUser: boolean;
  /** Another agent, who is connected as this Salesforce user now. */
  heldBy: { id: string; name: string } | null;
  /** The org's pages lead to another account of this Care now, and would lead to this one. */
  keyElsewhere: boolean;
}

/** Why an attempt was refused, in the words people read. */
export interface AttemptProblem {
  code: string;
  fact: string;
  remedy: string;
}

/** What is said of an attempt that broke off while Salesforce was asked. */
export interface BrokenOff {
  /** Its grant is here and is given back. */
  held: AttemptProblem;
  /** Whether Salesforce had granted anything, nobody knows. */
  unsure: AttemptProblem;
}
