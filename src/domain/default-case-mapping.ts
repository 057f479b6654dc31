import type { CasePriority, CaseStatus } from './case.ts';
import { PLATFORM_LABELS, type Platform } from './profile.ts';
import { imageOf } from './status-map.ts';
import { countCharacters } from './text.ts';

/** What of a Care case can stand in a Salesforce case. */
export interface CaseFacts {
  platform: Platform;
  profileName: string;
  status: CaseStatus;
  priority: CasePriority;
  customer: { name: string; handle: string; email: string | null; phone: string | null };
  /** The customer's first message of this case. */
  firstText: string;
  contactId: string;
}

export interface MappedField {
  /** API name on Case. */
  field: string;
  /** Where the value comes from, in people's words. */
  source: string;
  value(facts: CaseFacts): string | null;
  /** Whether the agent may change it before the case is created. */
  editable: boolean;
}

const PRIORITIES: Readonly<Record<CasePriority, string>> = {
  urgent: 'High',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

const SUBJECT_EXCERPT = 80;

/** The mapping an account has until it makes its own, in the order of the form. */
export const DEFAULT_CASE_MAPPING: readonly MappedField[] = [
  {
    field: 'Subject',
    source: "Platform, customer and the customer's first message",
    value: ({ platform, customer, firstText }) => {
      const line = `${PLATFORM_LABELS[platform]}: ${customer.name || customer.handle}`;
      const excerpt = excerptOf(firstText);
      return excerpt === '' ? line : `${line}: ${excerpt}`;
    },
    editable: true,
  },
  {
    field: 'Description',
    source: "The customer's first message",
    value: ({ firstText }) => firstText || null,
    editable: true,
  },
  { field: 'ContactId', source: 'Linked contact', value: ({ contactId }) => contactId, editable: false },
  {
    field: 'Status',
    source: 'Status in Care',
    value: ({ status }) => imageOf(status),
    editable: false,
  },
  {
    field: 'Priority',
    source: 'Priority in Care',
    value: ({ priority }) => PRIORITIES[priority],
    editable: true,
  },
  { field: 'Origin', source: 'Always Social', value: () => 'Social', editable: true },
  {
    field: 'SuppliedName',
    source: "Customer's name",
    value: ({ customer }) => customer.name || null,
    editable: true,
  },
  {
    field: 'SuppliedEmail',
    source: "Customer's e-mail",
    value: ({ customer }) => customer.email,
    editable: true,
  },
  {
    field: 'SuppliedPhone',
    source: "Customer's phone",
    value: ({ customer }) => customer.phone,
    editable: true,
  },
];

function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return countCharacters(line) <= SUBJECT_EXCERPT
    ? line
    : `${[...line].slice(0, SUBJECT_EXCERPT - 1).join('')}…`;
}
