import type { ContactKind } from '../../domain/person-account.ts';
import type { Database } from '../storage/database.ts';
import type { DescribeCache } from './describe-cache.ts';
import { filledBy, type RecordDraft } from './record-form.ts';
import { FIELDS_OF_ESCALATION, type WriterOfRecord, writerOf } from './record-writer.ts';

/**
 * By whose token a case or lead of this draft is made, as the form promises it and the writing keeps to.
 *
 * @throws Problem SALESFORCE_RECONNECT_NEEDED when nobody's works.
 */
export const writerOfDraft = (
  deps: { db: Database; describes: Pick<DescribeCache, 'describeObject'> },
  draft: RecordDraft,
  object: 'Case' | 'Lead',
  agentId: string,
): Promise<WriterOfRecord> =>
  writerOf(deps, draft.connection, {
    agentId,
    object,
    ours: FIELDS_OF_ESCALATION,
    fields: filledBy(draft),
    recordTypeId: draft.mapping.recordTypeId,
  });

/**
 * As whom the org is asked what such a record may hold: what is foreseen is what whoever writes it will be told. Null:
 * the default token. A contact, or a person account, is the agent's own to make; what they are refused is theirs to hear.
 */
export async function describedTo(
  deps: { db: Database; describes: Pick<DescribeCache, 'describeObject'> },
  draft: RecordDraft,
  object: 'Case' | 'Lead' | ContactKind,
  agentId: string,
): Promise<string | null> {
  if (object !== 'Case' && object !== 'Lead') return agentId;
  const { gap } = await writerOfDraft(deps, draft, object, agentId);
  return gap === null ? agentId : null;
}
