import type { BulkReason } from './bulk.ts';
import type { Verdict } from './preflight/verdict.ts';

/** Whether a case can go to Salesforce with others, and what speaks against it. */
export type BulkReadiness =
  /** It can; the org may still refuse it for what is named. */
  | { kind: 'ready'; warnings: BulkReason[] }
  /** It stands there already. */
  | { kind: 'found' }
  /** It cannot, before this is mended on the case itself. */
  | { kind: 'blocked'; reason: BulkReason };

/**
 * A refusal that is certain blocks; what the org's rules may say is a warning, never more.
 *
 * @param refusal what Care asks for and the case lacks, in words; null: nothing.
 */
export function decideBulkReadiness(
  refusal: BulkReason | null,
  verdicts: readonly Verdict[],
  labelOf: (field: string) => string,
): BulkReadiness {
  if (refusal?.code === 'ALREADY_ESCALATED') return { kind: 'found' };
  if (refusal) return { kind: 'blocked', reason: refusal };
  const certain = verdicts.filter(({ kind }) => kind === 'refusal');
  const empty = certain.filter(({ code }) => code === 'REQUIRED');
  if (empty.length > 0) {
    const names = empty.map(({ field }) => labelOf(field ?? ''));
    const fact = `Salesforce requires ${names.join(', ')}.`;
    const remedy = 'Open the case and fill it in there; for good, a Care admin can change the mapping.';
    return { kind: 'blocked', reason: { code: 'REQUIRED', fact, remedy } };
  }
  const [first] = certain;
  if (first) {
    const { code, fact } = first;
    return { kind: 'blocked', reason: { code, fact, remedy: `Open the case. ${first.remedy}` } };
  }
  return { kind: 'ready', warnings: verdicts.map(({ code, fact, remedy }) => ({ code, fact, remedy })) };
}
