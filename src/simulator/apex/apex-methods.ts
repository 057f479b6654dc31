import type { OrgCore, OrgUser } from '../core.ts';
import { parseRecordId } from '../schema/record-id.ts';
import { getCode } from './care-host-controller.ts';

/** A method that pages call, with its arguments by name. */
export interface ApexMethod {
  /** Names of its parameters, in order. */
  readonly parameters: readonly string[];
  run(org: OrgCore, user: OrgUser, given: Readonly<Record<string, unknown>>): Promise<unknown>;
}

const codeOfPage: ApexMethod = {
  parameters: ['recordId', 'nonce'],
  run: (org, user, { recordId, nonce }) =>
    getCode(org, user, {
      // An argument of type Id takes 15 characters as well.
      recordId:
        typeof recordId === 'string' && recordId !== '' ? (parseRecordId(recordId) ?? recordId) : null,
      nonce: String(nonce ?? ''),
    }),
};

/** Twins of the package's @AuraEnabled methods, by `Class.method`. */
export const AURA_ENABLED: Readonly<Record<string, ApexMethod>> = {
  'CareHostController.getCode': codeOfPage,
};

/** A controller extension of Visualforce pages: its @RemoteAction methods, and what a page reads of it. */
export interface ControllerExtension {
  readonly remoteActions: Readonly<Record<string, ApexMethod>>;
  /** @param recordId of the standard controller, 18 characters; null without one */
  properties(recordId: string | null): Readonly<Record<string, string | null>>;
}

export const EXTENSIONS: Readonly<Record<string, ControllerExtension>> = {
  CareHostExtension: {
    remoteActions: { getCode: codeOfPage },
    properties: (recordId) => ({ recordId }),
  },
};
