import { type CareCase, type CaseStatus, isActive } from '../../domain/case.ts';
import type { CaseProperties } from '../../domain/case-properties.ts';
import { decideCaseForMessage, decideCaseStatus } from '../../domain/decide-case-status.ts';
import type { ImportedConversation } from './import-line.ts';
import { type CasePlace, messageKey, type PlannedCase, type PlannedMessage } from './import-ports.ts';
import { NOTHING_SAID, saidTogether } from './import-properties.ts';

export interface PlacedConversation extends CasePlace {
  conversation: ImportedConversation;
  said: CaseProperties;
}

/** What the database holds of everything the conversations may touch. */
export interface ImportFacts {
  /** Case id by `messageKey`. */
  known: ReadonlyMap<string, string>;
  cases: readonly CareCase[];
  graceDays: number;
  newCaseId(): string;
}

export interface ImportPlan {
  /** Cases that are new, and cases that get further messages; each with the messages to add. */
  created: PlannedCase[];
  extended: { planned: PlannedCase; before: CareCase }[];
  conversations: { imported: number; unchanged: number };
  messages: { imported: number; unchanged: number };
}

interface Draft extends PlannedCase {
  before: CareCase | null;
  /** An agent holds it or has moved it: an import must not undo their work. */
  worked: boolean;
  lastMessageAt: string | null;
}

/**
 * Decides what an import of these conversations does, in the order given.
 *
 * - A platform id that is known changes nothing.
 * - A conversation whose first message is known joins that message's case.
 * - Else Care's own rule, asked as of the conversation's first message: it joins the customer's open
 *   case, reopens one within its grace period, or starts another. A conversation older than the
 *   customer's latest case is a case of its own, as long as that leaves one open case.
 * - The last message leaves the case New when the customer wrote it, else Done as of its time. A case
 *   an agent works on moves by the rules for a customer's message instead.
 */
export function planImport(placed: readonly PlacedConversation[], facts: ImportFacts): ImportPlan {
  const drafts = new Map<string, Draft>(facts.cases.map((found) => [found.id, draftOf(found)]));
  const known = new Map(facts.known);
  const plan: ImportPlan = {
    created: [],
    extended: [],
    conversations: { imported: 0, unchanged: 0 },
    messages: { imported: 0, unchanged: 0 },
  };

  for (const place of placed) {
    const { messages } = place.conversation;
    const keyOf = (id: string) => messageKey({ profileId: place.profileId, platformId: id });
    const joined = drafts.get(known.get(keyOf(messages[0]!.id)) ?? '');
    const twice = new Set<string>();
    const fresh = messages.filter(({ id }) => {
      if (known.has(keyOf(id)) || twice.has(id)) return false;
      twice.add(id);
      return true;
    });
    plan.messages.imported += fresh.length;
    plan.messages.unchanged += messages.length - fresh.length;
    if (fresh.length === 0) {
      plan.conversations.unchanged++;
      continue;
    }
    plan.conversations.imported++;
    const draft = joined ?? chooseCase(drafts, place, facts);
    addMessages(draft, place, fresh);
    draft.said = saidTogether(draft.said, place.said);
    settleStatus(draft, casesOf(drafts, draft));
    for (const { id } of fresh) known.set(keyOf(id), draft.id);
  }

  for (const draft of drafts.values()) {
    if (draft.messages.length === 0) continue;
    if (draft.before) plan.extended.push({ planned: draft, before: draft.before });
    else plan.created.push(draft);
  }
  return plan;
}

function chooseCase(drafts: Map<string, Draft>, place: PlacedConversation, facts: ImportFacts): Draft {
  const { messages } = place.conversation;
  const began = messages[0]!.sentAt;
  const cases = casesOf(drafts, place);
  const open = cases.find(({ status }) => isActive(status));
  const latest = open ?? cases.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0] ?? null;
  if (latest !== null) {
    const older = began < latest.createdAt;
    const staysOpen = messages.at(-1)!.direction === 'incoming';
    const apart = older && !(open && staysOpen);
    if (!apart && decideCaseForMessage(latest, began, facts.graceDays) !== 'create') return latest;
  }
  const created: Draft = {
    id: facts.newCaseId(),
    profileId: place.profileId,
    customerId: place.customerId,
    status: 'new',
    createdAt: began,
    doneAt: null,
    lastMessageAt: null,
    messages: [],
    said: NOTHING_SAID,
    before: null,
    worked: false,
  };
  drafts.set(created.id, created);
  return created;
}

function addMessages(
  draft: Draft,
  { conversation }: PlacedConversation,
  fresh: readonly ImportedConversation['messages'][number][],
): void {
  const planned: PlannedMessage[] = fresh.map((message) => ({
    ...message,
    authorHandle: message.direction === 'incoming' ? conversation.customer.handle : conversation.profile,
  }));
  draft.messages.push(...planned);
}

function settleStatus(draft: Draft, customersCases: readonly Draft[]): void {
  const last = draft.messages.at(-1)!;
  if (draft.lastMessageAt !== null && last.sentAt < draft.lastMessageAt) return;
  draft.lastMessageAt = last.sentAt;
  const next = statusAfter(draft, last.direction === 'incoming');
  const second = customersCases.some((other) => other.id !== draft.id && isActive(other.status));
  if (isActive(next) && !isActive(draft.status) && second) return;
  draft.doneAt = next === 'done' ? (draft.worked ? draft.doneAt : last.sentAt) : null;
  draft.status = next;
}

function statusAfter(draft: Draft, customerWrote: boolean): CaseStatus {
  if (!draft.worked) return customerWrote ? 'new' : 'done';
  const assigned = draft.before?.assigneeId != null;
  return customerWrote ? decideCaseStatus(draft.status, assigned, { type: 'customer_wrote' }) : draft.status;
}

function casesOf(drafts: Map<string, Draft>, { profileId, customerId }: CasePlace): Draft[] {
  return [...drafts.values()].filter(
    (draft) => draft.profileId === profileId && draft.customerId === customerId,
  );
}

function draftOf(found: CareCase): Draft {
  const { id, profileId, customerId, status, createdAt, doneAt, lastMessageAt, assigneeId } = found;
  const worked = assigneeId !== null || (status !== 'new' && status !== 'done');
  return {
    ...{ id, profileId, customerId, status, createdAt, doneAt, lastMessageAt },
    messages: [],
    said: NOTHING_SAID,
    before: found,
    worked,
  };
}
