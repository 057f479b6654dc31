import type { MessageEntry, NoteEntry } from '../../api/shapes.ts';
import type { Actor, AgentActor } from '../../domain/agent.ts';
import type { Platform } from '../../domain/profile.ts';
import { type EmbeddedAgent, embedded } from './embedded-agent.ts';

/** What a document may wait for its code: Apex answers within this, or the app is there before it. */
export const SIGHT_PATIENCE_MS = 2_500;
/** As many as a component in a record page shows. */
const SIGHT_ENTRIES = 8;

/** As much of a message or a note as stands in a document. */
export type SightEntry =
  | Pick<
      MessageEntry,
      'type' | 'direction' | 'kind' | 'author' | 'text' | 'attachments' | 'sentAt' | 'delivery' | 'salesforce'
    >
  | Pick<NoteEntry, 'type' | 'author' | 'text' | 'at'>;
export type SightMessage = Extract<SightEntry, { type: 'message' }>;
export type SightNote = Extract<SightEntry, { type: 'note' }>;

/** What a frame's document begins with. */
export interface FirstSight {
  customer: { name: string; handle: string };
  profile: { platform: Platform; name: string };
  /** Newest first. */
  entries: readonly SightEntry[];
  /** The agent who will see it. */
  readerId: string;
}

/** The address of a frame. */
export interface VisitName {
  orgKey: string;
  /** The visible part of its nonce. */
  visit: string;
}

export const VISIT_CHARACTERS = 16;
export const visitOfNonce = (nonce: string): string => nonce.slice(0, VISIT_CHARACTERS);

export interface FirstSightPorts {
  /**
   * The newest code of a visit. Too early: none was made yet. Over: a document has begun with it, or it is used up or
   * has run out.
   */
  findVisit(visit: VisitName): Promise<FoundVisit | 'too early' | 'over'>;
  /** Takes it for one document, so that no other will begin with it. Null: another was faster, or there is no case. */
  takeVisit(found: FoundVisit): Promise<{ caseId: string; agent: EmbeddedAgent } | null>;
  /** One transaction for what is asked of one account. */
  together<T>(accountId: string, work: () => Promise<T>): Promise<T>;
  /** Null: no such case. */
  readSight(accountId: string, caseId: string, entries: number): Promise<Omit<FirstSight, 'readerId'> | null>;
  /** Calls at every word of this visit, with what it is to begin with where that is known. Returns what ends it. */
  watchVisit(visit: VisitName, heard: (sight: FirstSight | null) => void): () => void;
}

export interface FoundVisit {
  accountId: string;
  codeHash: Buffer;
}

export interface Visit extends VisitName {
  /** Aborted when nobody waits any more. */
  signal: AbortSignal;
  patienceMs?: number;
}

export type ReadFirstSight = (visit: Visit) => Promise<FirstSight | null>;

/**
 * The case that a frame is about to show, the moment its code is made: for the frame's own document, before its
 * script can redeem the code. It shows once, to whoever asked for the document; the token stays with the code.
 *
 * @param mayRedeem whether an agent's role lets them in.
 * @returns null when no code came in time, or none with a case.
 */
export async function firstSight(
  ports: FirstSightPorts,
  visit: Visit,
  mayRedeem: (actor: Actor) => boolean,
): Promise<FirstSight | null> {
  const found = await findInTime(ports, visit);
  if (typeof found === 'string') return null;
  if ('entries' in found) return found;
  return ports.together(found.accountId, async () => {
    const taken = await ports.takeVisit(found);
    if (!taken?.agent.active) return null;
    const actor = embedded(found.accountId, taken.agent);
    return mayRedeem(actor) ? sightOf(ports, actor, taken.caseId) : null;
  });
}

export async function sightOf(
  ports: Pick<FirstSightPorts, 'readSight'>,
  { accountId, agentId }: AgentActor,
  caseId: string,
): Promise<FirstSight | null> {
  const sight = await ports.readSight(accountId, caseId, SIGHT_ENTRIES);
  return sight && { ...sight, readerId: agentId };
}

async function findInTime(
  ports: FirstSightPorts,
  { signal, patienceMs = SIGHT_PATIENCE_MS, ...visit }: Visit,
): Promise<FirstSight | FoundVisit | 'too early' | 'over'> {
  let handed: FirstSight | null = null;
  let wake: () => void = () => undefined;
  const heard = new Promise<void>((done) => {
    wake = done;
  });
  // Before the first look: a code that is made between the two is heard of.
  const unwatch = ports.watchVisit(visit, (sight) => {
    handed ??= sight;
    wake();
  });
  const timer = setTimeout(wake, patienceMs);
  signal.addEventListener('abort', wake, { once: true });
  try {
    const found = await ports.findVisit(visit);
    if (found === 'too early') await heard;
    if (handed) return handed;
    return found !== 'too early' || signal.aborted ? found : await ports.findVisit(visit);
  } finally {
    clearTimeout(timer);
    unwatch();
    signal.removeEventListener('abort', wake);
  }
}
