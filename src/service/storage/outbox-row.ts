import type { CaseFields } from '../../domain/case-fields.ts';
import type { EscalationState } from '../../domain/decide-escalation.ts';
import type { SpokenMessage } from '../../domain/mapping/care-facts.ts';
import type { Attachment, MessageDirection, MessageKind } from '../../domain/message.ts';
import type { Platform } from '../../domain/profile.ts';
import type { UndoAct } from '../../domain/undo.ts';

/** A row of the outbox on its way to Salesforce, with its escalation and its message as they are now. */
export interface OutboxRow {
  id: number;
  case_id: string;
  kind: 'escalate' | 'message' | 'case_state' | 'contact' | 'undo' | 'look';
  escalation_id: string;
  message_id: string | null;
  queued_version: number | null;
  acting_agent_id: string | null;
  acted_by: string | null;
  connection_id: string;
  external_id: string;
  object: 'Case' | 'Lead';
  escalation_state: EscalationState;
  /** Null of a late look: it goes by the key. */
  record_id: string | null;
  fields: CaseFields;
  version: number;
  salesforce_version: number | null;
  status_sync: 'none' | 'bidirectional';
  escalated_at: string;
  escalated_by: string | null;
  record_type: string | null;
  auto_assign: boolean;
  allow_duplicates: boolean;
  in_bulk: boolean;
  /** Written with `version`. */
  issued_status: string | null;
  undo_act: UndoAct | null;
  closed_status: string | null;
  by_own_token: boolean | null;
  seq: number | null;
  direction: MessageDirection;
  message_kind: MessageKind;
  author_name: string;
  author_handle: string;
  text: string;
  attachments: Attachment[];
  permalink: string | null;
  sentiment: SpokenMessage['sentiment'];
  language: string | null;
  sent_at: string;
  platform: Platform;
  profile_name: string;
}
