import type { CasePriority } from './case.ts';
import { salesforceLength } from './map-message.ts';
import { PLATFORM_LABELS, type Platform } from './profile.ts';

export interface CaseFacts {
  number: number;
  platform: Platform;
  profileName: string;
  customerName: string;
  priority: CasePriority;
  /** The customer's latest words; null when there are none. */
  latestCustomerText: string | null;
}

const PRIORITY: Readonly<Record<CasePriority, string>> = {
  urgent: 'High',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

/** What a new Salesforce case says unless the agent changes it: the minimal mapping. */
export function defaultCaseFields(facts: CaseFacts): Record<string, string | null> {
  const subject = `${PLATFORM_LABELS[facts.platform]} conversation with ${facts.customerName} on ${facts.profileName}`;
  return {
    Subject: [...subject].slice(0, 255).join('').slice(0, 255),
    Description:
      facts.latestCustomerText !== null && salesforceLength(facts.latestCustomerText) <= 32_000
        ? facts.latestCustomerText
        : null,
    Priority: PRIORITY[facts.priority],
  };
}

/** Set by the service or by nobody: a form that names one of these is not taken at its word. */
const SET_BY_US =
  /^(Id|OwnerId|RecordTypeId|ContactId|AccountId|ParentId|IsDeleted|IsClosed|MasterRecordId|Created.*|LastModified.*|System.*|Care_.*)$/i;

export const isFormField = (name: string): boolean =>
  /^[A-Za-z]\w{0,79}$/.test(name) && !SET_BY_US.test(name);
