import type { FormEntry } from './case-form.ts';
import { excerptOf } from './excerpt.ts';
import { splitName } from './mapping/split-name.ts';
import { PLATFORM_LABELS, type Platform } from './profile.ts';

/** What of a Community message can stand in a Salesforce record. */
export interface CommunityFacts {
  platform: Platform;
  author: { name: string; handle: string };
  text: string;
  permalink: string | null;
  /** ISO-8601. */
  sentAt: string;
}

const SUBJECT_EXCERPT = 80;

const nameOf = ({ author }: CommunityFacts): string => author.name || author.handle;

/** Without a name the handle is the last name. */
const leadOf = ({ author }: CommunityFacts): string => author.name || author.handle.replace(/^@/, '');

function subjectOf(facts: CommunityFacts): string {
  const line = `${PLATFORM_LABELS[facts.platform]}: ${nameOf(facts)}`;
  const excerpt = excerptOf(facts.text, SUBJECT_EXCERPT);
  return excerpt === '' ? line : `${line}: ${excerpt}`;
}

/** The message, then whose it is and where it stands: the record is all that Salesforce will ever know of it. */
function descriptionOf(facts: CommunityFacts): string {
  const { author, platform, sentAt, permalink } = facts;
  const handle = author.handle === '' || author.name === '' ? '' : ` (${author.handle})`;
  const from = `${nameOf(facts)}${handle} on ${PLATFORM_LABELS[platform]}, ${sentAt.slice(0, 16).replace('T', ' ')} UTC`;
  return [facts.text, '', from, permalink ?? ''].join('\n').trim();
}

const CASE: readonly FormEntry<CommunityFacts>[] = [
  { field: 'Subject', source: 'Platform, author and message', value: subjectOf, editable: true },
  {
    field: 'Description',
    source: 'Message, author, handle and link',
    value: descriptionOf,
    editable: true,
  },
  { field: 'Origin', source: 'Always Social', value: () => 'Social', editable: true },
  { field: 'SuppliedName', source: "Author's name", value: nameOf, editable: true },
];

/** A message says nothing of where its author works: the company is asked for. */
const LEAD: readonly FormEntry<CommunityFacts>[] = [
  { field: 'Company', source: 'The message does not tell', value: () => null, editable: true },
  {
    field: 'LastName',
    source: "Author's last name",
    value: (facts) => splitName(leadOf(facts)).lastName,
    editable: true,
  },
  {
    field: 'FirstName',
    source: "Author's first name",
    value: (facts) => splitName(leadOf(facts)).firstName,
    editable: true,
  },
  {
    field: 'Description',
    source: 'Subject, message, author, handle and link',
    value: (facts) => `${subjectOf(facts)}\n\n${descriptionOf(facts)}`,
    editable: true,
  },
  { field: 'LeadSource', source: 'Always Social', value: () => 'Social', editable: true },
];

/** Community's own small mapping: one way, and once. */
export const COMMUNITY_MAPPING = { Case: CASE, Lead: LEAD } as const;
