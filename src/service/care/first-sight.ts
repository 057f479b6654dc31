import type { Actor } from '../../domain/agent.ts';
import { type EmbeddedAgent, embedded } from './embed.ts';
import type { CarePorts } from './ports.ts';
import { type OpenedCase, openCase } from './read-case.ts';

/** What a document may wait for its code: Apex answers within this, or the app is there before it. */
export const SIGHT_PATIENCE_MS = 2_500;
/** As many as a component in a record page shows. */
export const SIGHT_ENTRIES = 8;

export interface FirstSightPorts {
  /**
   * The newest code of a visit. Too early: none was made yet. Over: a document has begun with it, or it is used up or
   * has run out.
   */
  findVisit(orgKey: string, visit: string): Promise<FoundVisit | 'too early' | 'over'>;
  /** Takes it for one document, so that no other will begin with it. Null: another was faster, or there is no case. */
  takeVisit(found: FoundVisit): Promise<{ caseId: string; agent: EmbeddedAgent } | null>;
  /** One transaction for what is asked of one account. */
  together<T>(accountId: string, work: () => Promise<T>): Promise<T>;
  /** Calls at every word of this visit. Returns the function that ends it. */
  watchVisit(visit: string, heard: () => void): () => void;
}

export interface FoundVisit {
  accountId: string;
  codeHash: Buffer;
}

export interface FirstSight {
  opened: OpenedCase;
  agent: { id: string; name: string };
}

export interface Visit {
  orgKey: string;
  /** The visible part of the frame's nonce. */
  visit: string;
  /** Aborted when nobody waits any more. */
  signal: AbortSignal;
  patienceMs?: number;
}

export type ReadFirstSight = (visit: Visit) => Promise<FirstSight | null>;

/**
 * The case that a frame is about to show, the moment its code is made: for the frame's own document, before its
 * script can redeem the code. It shows once, to whoever asked for the document; the token stays with the code.
 *
 * @param allow throws for an agent whose role does not let them in.
 * @returns null when no code came in time, or none with a case.
 */
export async function firstSight(
  ports: FirstSightPorts,
  care: CarePorts,
  { orgKey, visit, signal, patienceMs = SIGHT_PATIENCE_MS }: Visit,
  allow: (actor: Actor) => void,
): Promise<FirstSight | null> {
  const found = await findInTime(ports, { orgKey, visit, signal, patienceMs });
  if (typeof found === 'string') return null;
  return ports.together(found.accountId, async () => {
    const taken = await ports.takeVisit(found);
    if (!taken?.agent.active) return null;
    const { caseId, agent } = taken;
    const actor = embedded(found.accountId, agent);
    allow(actor);
    const opened = await openCase(care, actor, caseId, SIGHT_ENTRIES);
    return { opened, agent: { id: agent.id, name: agent.name } };
  });
}

async function findInTime(
  ports: FirstSightPorts,
  { orgKey, visit, signal, patienceMs }: Required<Visit>,
): ReturnType<FirstSightPorts['findVisit']> {
  let hear: () => void = () => undefined;
  const heard = new Promise<void>((done) => {
    hear = done;
  });
  // Before the first look: a code that is made between the two is heard of.
  const unwatch = ports.watchVisit(visit, hear);
  const timer = setTimeout(hear, patienceMs);
  signal.addEventListener('abort', hear, { once: true });
  try {
    const found = await ports.findVisit(orgKey, visit);
    if (found !== 'too early') return found;
    await heard;
    return signal.aborted ? found : await ports.findVisit(orgKey, visit);
  } finally {
    clearTimeout(timer);
    unwatch();
    signal.removeEventListener('abort', hear);
  }
}
