import type { CaseStatus } from './case.ts';
import { decideCareStatus, type StatusMap } from './status-map.ts';

/** A Salesforce case as an event or a sweep found it. */
export interface SeenState {
  status: string;
  /** `Care_Version__c` there at that moment; null: never written by us. */
  version: number | null;
  /** By Salesforce's own clock, ISO-8601; null when the source does not tell. */
  at: string | null;
}

/** What we know of the same case. */
export interface KnownState {
  careStatus: CaseStatus;
  /** Whether a status from Salesforce may change Care at all. */
  statusSync: 'none' | 'bidirectional';
  statusMap: StatusMap;
  /** Our counter: the newest version handed out. */
  issuedVersion: number;
  /** The status written with the version that was seen; null when that version was never ours. */
  issuedStatus: string | null;
  /** What stands in Salesforce as far as we have been told. */
  knownStatus: string | null;
  knownVersion: number | null;
  knownAt: string | null;
  /** A newer state from Care is queued or under way. */
  writePending: boolean;
}

export interface InboundDecision {
  /**
   * echo: our own write coming back; known: nothing new; stale: older than what stands there now;
   * superseded: a newer state from Care is on its way and will stand; seen: new, and Care stays as it is;
   * change: Care follows.
   */
  kind: 'echo' | 'known' | 'stale' | 'superseded' | 'seen' | 'change';
  /** Set for `change` only. */
  careStatus: CaseStatus | null;
  /** What else the new status sets in Care; null: nothing. */
  sets: { data: string; value: string } | null;
  /** Take what was seen as what stands in Salesforce now. */
  remember: boolean;
  /** Raise our counter to at least this: somebody wrote a version we never handed out. */
  raiseTo: number | null;
  /** Write our state once more: a repeat of an older write of ours may still be under way there. */
  rewrite: boolean;
}

const drop = (kind: 'known' | 'stale' | 'superseded'): InboundDecision => ({
  kind,
  careStatus: null,
  sets: null,
  remember: false,
  raiseTo: null,
  rewrite: false,
});

/**
 * What a state found in Salesforce means for Care. Salesforce's own order of writes is the judge of two
 * changes made at once: a person's change that was overwritten by a newer version of ours is stale, one
 * that landed on top of it counts. An echo is told by version and value, never by who made the write.
 */
export function decideInboundStatus(seen: SeenState, known: KnownState): InboundDecision {
  const version = seen.version ?? 0;
  const knownVersion = known.knownVersion ?? 0;
  if (version < knownVersion) return drop('stale');
  if (version === knownVersion && seen.status === known.knownStatus) return drop('known');
  if (version === knownVersion && isOlder(seen.at, known.knownAt)) return drop('stale');

  // Seen for the first time with this version, and with the value written with it: our own hand.
  if (version > knownVersion && seen.status === known.issuedStatus) {
    return { kind: 'echo', careStatus: null, sets: null, remember: true, raiseTo: null, rewrite: false };
  }
  if (version < known.issuedVersion && known.writePending) return drop('superseded');

  const raiseTo = version > known.issuedVersion ? version : null;
  const careStatus =
    known.statusSync === 'bidirectional'
      ? decideCareStatus(seen.status, known.careStatus, known.statusMap)
      : null;
  const { sets } = known.statusMap;
  const isSet =
    known.statusSync === 'bidirectional' && sets !== null && Object.hasOwn(sets.values, seen.status);
  return {
    kind: careStatus === null ? 'seen' : 'change',
    careStatus,
    sets: isSet ? { data: sets.data, value: sets.values[seen.status]! } : null,
    remember: true,
    raiseTo,
    rewrite: careStatus !== null && known.writePending,
  };
}

/** Salesforce stamps records by the second and events by the millisecond: compared by the second. */
function isOlder(at: string | null, than: string | null): boolean {
  if (at === null || than === null) return false;
  return Math.floor(Date.parse(at) / 1_000) < Math.floor(Date.parse(than) / 1_000);
}
