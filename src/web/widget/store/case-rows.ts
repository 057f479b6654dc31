import type { LinkableCase, OpenCaseRow } from '../../../api/embed.ts';
import { CASE_STATUS_LABELS } from '../../../domain/case.ts';
import { PLATFORM_LABELS } from '../../../domain/profile.ts';
import type { InboxRow } from '../../elements/inbox-row.ts';

/** What stands in every row of a list of cases in the widget. */
type CaseInList = Omit<OpenCaseRow, 'record'>;

const REASONS: Readonly<Record<LinkableCase['reason'], string>> = {
  contact: 'Same contact',
  email: 'Same e-mail address',
  search: '',
};

export const nameOf = ({ customer }: CaseInList): string => customer.name || customer.handle;

/** One of the agent's own cases, with where it stands in Salesforce. */
export const openCaseRow = (one: OpenCaseRow): InboxRow => ({
  ...rowOf(one),
  where: one.record ? recordName(one.record) : 'Only in Care',
});

/** A case that could be linked, with its number and why it is offered, or what it already belongs to. */
export const linkableRow = (one: LinkableCase): InboxRow => ({
  ...rowOf(one),
  where: [`#${one.number}`, one.linkedTo ? `in ${recordName(one.linkedTo)}` : REASONS[one.reason]]
    .filter((part) => part !== '')
    .join(' · '),
});

/** "Case 00128431", "Lead Maya Lindqvist" */
export const recordName = ({ object, number }: NonNullable<OpenCaseRow['record']>): string =>
  number ? `${object} ${number}` : object;

/** "#9463, Instagram, open" */
export const caseInWords = ({ number, platform, status }: CaseInList): string =>
  `#${number}, ${PLATFORM_LABELS[platform]}, ${CASE_STATUS_LABELS[status].toLowerCase()}`;

function rowOf(one: CaseInList): InboxRow {
  const { caseId, platform, status, priority, lastMessage, unanswered } = one;
  const said = lastMessage?.direction === 'outgoing' ? 'Reply: ' : '';
  return {
    caseId,
    customerName: nameOf(one),
    platform,
    status,
    priority,
    owner: '',
    preview: lastMessage ? `${said}${lastMessage.text}` : '',
    at: lastMessage?.sentAt ?? '',
    unread: unanswered,
  };
}

/** The cases in which every word is found: who, handle, number, platform, record, last line. */
export function findCases(cases: readonly OpenCaseRow[], words: string): readonly OpenCaseRow[] {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return cases;
  return cases.filter((one) => {
    const { customer, number, platform, record, lastMessage } = one;
    const text = fold(
      [
        customer.name,
        customer.handle,
        `#${number}`,
        PLATFORM_LABELS[platform],
        record?.number,
        lastMessage?.text,
      ].join(' '),
    );
    return wanted.every((word) => text.includes(word));
  });
}

/** Without case and accents: "simkova" finds Šimková. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
