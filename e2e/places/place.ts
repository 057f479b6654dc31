import type { APIRequestContext, Page } from '@playwright/test';
import type { Outsider, Person } from '../people.ts';

export type Platform = 'x' | 'instagram' | 'whatsapp';
export type Fields = Record<string, unknown>;

/** A new customer nobody has met, who writes to one of the brand's profiles. */
export interface Customer {
  name: string;
  /** Writes as a channel would hand it in. */
  writes(text: string): Promise<void>;
  /** What reached them: texts of the replies, oldest first. */
  received(): Promise<string[]>;
}

/** An input of an invocable action, and what the org says became of it. */
export type ActionInput = Record<string, string>;
export type ActionOutput = Record<string, string | boolean | null>;

/**
 * Where the promises are tried: the demo with its simulated org, or a scratch org and the Care that is connected to it.
 * Everything that differs between the two stands behind this.
 */
export interface Place {
  readonly careUrl: string;
  /** Origin that serves the org's record pages. */
  readonly orgUrl: string;
  /** Where `care` finds this Care; absent: where the environment says. */
  readonly dataDir?: string;
  /** Leaves a session of Care in a browser's or a client's cookies. */
  signInToCare(request: APIRequestContext, who: Person): Promise<void>;
  /** Leaves a session of the org in the page's browser, at a path of the org. */
  signInToOrg(page: Page, who: Person | Outsider, path: string): Promise<void>;
  newCustomer(platform: Platform): Promise<Customer>;
  /** A record's fields, read as the admin. */
  read(id: string): Promise<Fields>;
  create(object: string, fields: Fields, as: Person): Promise<string>;
  update(id: string, fields: Fields, as: Person | Outsider): Promise<void>;
  remove(id: string): Promise<void>;
  query(soql: string, as: Person | Outsider): Promise<Fields[]>;
  /** Runs an invocable action by the REST API: one output for each input, in order. */
  invoke(apexClass: string, inputs: readonly ActionInput[], as: Person | Outsider): Promise<ActionOutput[]>;
  end(): Promise<void>;
}

/** Alias of the scratch org to try the promises in; none, and they are tried in the simulated org. */
export const scratchOrg: string | undefined = process.env.E2E_ORG || undefined;
