import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { CheckShape } from '../../api/checks.ts';
import type { ActorRef } from '../../domain/agent.ts';
import type { AttemptProblem, AttemptState, FoundOrg } from '../../domain/attempt.ts';
import type { AuditActor, AuditKind } from '../../domain/audit.ts';
import type { AutomaticRule, Hold } from '../../domain/automatic-rule.ts';
import type { BulkReason } from '../../domain/bulk.ts';
import type { CasePriority, CaseStatus } from '../../domain/case.ts';
import type { CaseFieldOption, CaseFieldType, CaseFieldValue } from '../../domain/case-field.ts';
import type { CaseFields } from '../../domain/case-fields.ts';
import type { Condition, Conditions } from '../../domain/conditions/condition.ts';
import type { SetupFinding, StatusSync } from '../../domain/connection.ts';
import type { LinkedContact, WhyMissing } from '../../domain/contact.ts';
import type { EscalationRules, EscalationState } from '../../domain/decide-escalation.ts';
import type { TokenGap } from '../../domain/decide-record-writer.ts';
import type { Drift, DriftKind } from '../../domain/mapping/drift.ts';
import type { KeptSchema } from '../../domain/mapping/kept-schema.ts';
import type { MappedField } from '../../domain/mapping/mapped-field.ts';
import type {
  Attachment,
  ComposerMode,
  DeliveryState,
  MessageDirection,
  MessageKind,
} from '../../domain/message.ts';
import type { MessageObject } from '../../domain/message-object.ts';
import type { Module } from '../../domain/module.ts';
import type { ContactsAndCases, Permission } from '../../domain/permission.ts';
import type { ContactKind } from '../../domain/person-account.ts';
import type { Platform } from '../../domain/profile.ts';
import type { BuiltInRole } from '../../domain/role.ts';
import type { Sentiment } from '../../domain/sentiment.ts';
import type { TokenCause } from '../../domain/token-state.ts';
import type { UndoAct } from '../../domain/undo.ts';
import type { SyncReason } from '../sync/lane-ports.ts';
import type { SchemaNoticeFacts } from './schema-notice.ts';
import type { TokenNoticeFacts } from './token-change.ts';

/** Rows as the database holds them; repositories turn them into domain objects and back. One interface a table of migrations/. */
export interface Tables {
  account: AccountTable;
  agent: AgentTable;
  role: RoleTable;
  agent_group: AgentGroupTable;
  agent_group_member: AgentGroupMemberTable;
  sign_in_ticket: SignInTicketTable;
  invitation_mail: InvitationMailTable;
  session: SessionTable;
  api_key: ApiKeyTable;
  profile: ProfileTable;
  customer: CustomerTable;
  care_case: CareCaseTable;
  case_field: CaseFieldTable;
  case_label: CaseLabelTable;
  message: MessageTable;
  note: NoteTable;
  event: EventTable;
  draft: DraftTable;
  idempotency: IdempotencyTable;
  connection: ConnectionTable;
  embed_credential: EmbedCredentialTable;
  connected_user: ConnectedUserTable;
  identity_link: IdentityLinkTable;
  oauth_attempt: OauthAttemptTable;
  integration_request: IntegrationRequestTable;
  copied_org: CopiedOrgTable;
  embed_code: EmbedCodeTable;
  embed_token: EmbedTokenTable;
  contact_link: ContactLinkTable;
  escalation: EscalationTable;
  lane: LaneTable;
  outbox: OutboxTable;
  salesforce_call: SalesforceCallTable;
  inbound_position: InboundPositionTable;
  import_shift: ImportShiftTable;
  issued_state: IssuedStateTable;
  outage: OutageTable;
  token_notice: TokenNoticeTable;
  audit_entry: AuditEntryTable;
  community_message: CommunityMessageTable;
  community_record: CommunityRecordTable;
  revocation: RevocationTable;
  escalation_undo: EscalationUndoTable;
  mapping_version: MappingVersionTable;
  mapping_for_new: MappingForNewTable;
  mapping_schema: MappingSchemaTable;
  schema_watch: SchemaWatchTable;
  schema_drift: SchemaDriftTable;
  drift_rest: DriftRestTable;
  bulk_job: BulkJobTable;
  bulk_row: BulkRowTable;
  automatic_rule: AutomaticRuleTable;
  automatic_hold: AutomaticHoldTable;
}

/** An instant: ISO-8601 UTC text when read. */
type Time = ColumnType<string, string | Date, string | Date>;
type GeneratedTime = ColumnType<string, string | Date | undefined, string | Date>;
type NullableTime = ColumnType<string | null, string | Date | null | undefined, string | Date | null>;
/** Written as JSON text, read parsed. */
type Json<T> = ColumnType<T, string, string>;
type GeneratedJson<T> = ColumnType<T, string | undefined, string>;

export type LaneTarget = 'salesforce' | 'channel';

export interface AccountSettings {
  /** Days; absent: the product's default. */
  graceDays?: number;
  /** What is asked for before a case may go to Salesforce; absent: what is documented. */
  escalation?: EscalationRules;
  /** Whether other connected users stand in for a dead default token; absent: yes. */
  standInTokens?: boolean;
  /**
   * Whether messages and statuses go out under the acting agent's own token first. Off: the package lets
   * only the integration write Care's fields, so an agent's token would be refused each time.
   */
  ownTokensInBackground?: boolean;
}

export interface AccountTable {
  account_id: string;
  name: string;
  settings: GeneratedJson<AccountSettings>;
  modules: Generated<Module[]>;
  next_case_number: Generated<number>;
  created_at: GeneratedTime;
}

export interface AgentTable {
  id: string;
  account_id: string;
  email: string;
  name: string;
  role_id: string;
  active: Generated<boolean>;
  invited_at: NullableTime;
  last_seen_at: NullableTime;
  created_at: GeneratedTime;
}

export interface RoleTable {
  id: string;
  account_id: string;
  name: string;
  built_in: BuiltInRole | null;
  permissions: Generated<Permission[]>;
  contacts_and_cases: Generated<ContactsAndCases>;
  created_at: GeneratedTime;
}

export interface AgentGroupTable {
  id: string;
  account_id: string;
  name: string;
  created_at: GeneratedTime;
}

export interface AgentGroupMemberTable {
  account_id: string;
  group_id: string;
  agent_id: string;
}

export interface SignInTicketTable {
  ticket_hash: Buffer;
  account_id: string;
  agent_id: string;
  expires_at: Time;
  used_at: NullableTime;
  invites: Generated<boolean>;
}

export interface InvitationMailTable {
  agent_id: string;
  account_id: string;
  invited_by: string;
  asked_at: GeneratedTime;
  due_at: GeneratedTime;
  tries: Generated<number>;
}

export interface SessionTable {
  token_hash: Buffer;
  account_id: string;
  agent_id: string;
  created_at: GeneratedTime;
  expires_at: Time;
}

export interface ApiKeyTable {
  id: string;
  key_hash: Buffer;
  account_id: string;
  name: string;
  created_at: GeneratedTime;
  revoked_at: NullableTime;
}

export interface ProfileTable {
  id: string;
  account_id: string;
  platform: Platform;
  handle: string;
  name: string;
  signing_secret: Buffer;
  outgoing_url: string | null;
  created_at: GeneratedTime;
}

export interface CustomerTable {
  id: string;
  account_id: string;
  platform: Platform;
  external_id: string;
  handle: string;
  name: string;
  email: string | null;
  phone: string | null;
  created_at: GeneratedTime;
}

export interface CareCaseTable {
  id: string;
  account_id: string;
  number: number;
  profile_id: string;
  customer_id: string;
  status: CaseStatus;
  priority: Generated<CasePriority>;
  assignee_id: string | null;
  created_at: Time;
  assigned_at: NullableTime;
  done_at: NullableTime;
  last_message_at: NullableTime;
  last_customer_message_at: NullableTime;
  message_count: Generated<number>;
  last_seq: Generated<number>;
  sentiment: ColumnType<Sentiment | null, Sentiment | null | undefined, Sentiment | null>;
  language: ColumnType<string | null, string | null | undefined, string | null>;
  labels: Generated<string[]>;
  field_values: GeneratedJson<Readonly<Record<string, CaseFieldValue>>>;
}

export interface CaseFieldTable {
  account_id: string;
  key: string;
  name: string;
  type: CaseFieldType;
  options: Json<CaseFieldOption[]>;
  created_at: GeneratedTime;
}

export interface CaseLabelTable {
  account_id: string;
  label: string;
}

export interface MessageTable {
  id: string;
  account_id: string;
  profile_id: string;
  case_id: string;
  seq: number;
  platform_id: string | null;
  direction: MessageDirection;
  kind: MessageKind;
  author_name: string;
  author_handle: string;
  agent_id: string | null;
  text: string;
  attachments: GeneratedJson<Attachment[]>;
  in_reply_to: string | null;
  permalink: string | null;
  sent_at: Time;
  received_at: GeneratedTime;
  delivery: DeliveryState | null;
  delivery_reason: string | null;
  imported: Generated<boolean>;
  sentiment: ColumnType<Sentiment | null, Sentiment | null | undefined, Sentiment | null>;
  language: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface NoteTable {
  id: string;
  account_id: string;
  case_id: string;
  seq: number;
  agent_id: string;
  text: string;
  at: GeneratedTime;
}

export interface EventTable {
  id: string;
  account_id: string;
  case_id: string;
  seq: number;
  type: string;
  actor: Json<ActorRef>;
  payload: Json<unknown>;
  at: GeneratedTime;
}

export interface DraftTable {
  account_id: string;
  agent_id: string;
  case_id: string;
  mode: ComposerMode;
  text: string;
  in_reply_to: string | null;
  updated_at: GeneratedTime;
}

export interface IdempotencyTable {
  account_id: string;
  actor: string;
  key: string;
  request_hash: Buffer;
  status: number | null;
  body: Json<unknown> | null;
  created_at: GeneratedTime;
}

export interface ConnectionTable {
  id: string;
  account_id: string;
  environment: 'production' | 'sandbox';
  org_id: string;
  org_name: string;
  instance_url: string;
  login_url: string;
  org_key: string;
  frame_hosts: GeneratedJson<string[]>;
  state: Generated<'connected' | 'reconnect_needed'>;
  state_reason: string | null;
  status_sync: Generated<StatusSync>;
  events: Generated<'live' | 'sweep_only' | 'starting'>;
  setup: GeneratedJson<SetupFinding[]>;
  checks: GeneratedJson<CheckShape[]>;
  checked_at: NullableTime;
  users_checked_at: NullableTime;
  automation_agent_id: string | null;
  paused_at: NullableTime;
  message_object: ColumnType<MessageObject | null, string | null | undefined, string | null>;
  person_accounts: Generated<boolean>;
  contacts_as: ContactKind | null;
  paused_by: string | null;
  created_at: GeneratedTime;
}

export interface EmbedCredentialTable {
  credential_hash: Buffer;
  account_id: string;
  connection_id: string;
  created_at: GeneratedTime;
  replaced_at: NullableTime;
  expires_at: NullableTime;
}

export interface ConnectedUserTable {
  id: string;
  account_id: string;
  connection_id: string;
  agent_id: string | null;
  salesforce_user_id: string;
  username: string;
  display_name: string;
  is_default: Generated<boolean>;
  state: Generated<'connected' | 'reconnect_needed'>;
  state_reason: string | null;
  refresh_token: Buffer | null;
  token_version: Generated<number>;
  refresh_lease_owner: string | null;
  refresh_lease_until: NullableTime;
  refreshed_at: NullableTime;
  refresh_tries: Generated<number>;
  refresh_not_before: NullableTime;
  cause: TokenCause | null;
  evidence: string | null;
  granted_at: GeneratedTime;
  ended_at: NullableTime;
  last_used_at: NullableTime;
  keep_alive_at: GeneratedTime;
  warned_at: NullableTime;
  created_at: GeneratedTime;
}

export interface TokenNoticeTable {
  id: GeneratedAlways<number>;
  account_id: string;
  connection_id: string;
  channel: 'email' | 'webhook';
  message_id: string;
  facts: Json<TokenNoticeFacts | SchemaNoticeFacts>;
  created_at: GeneratedTime;
  due_at: GeneratedTime;
  tries: Generated<number>;
}

export interface OutageTable {
  id: GeneratedAlways<number>;
  account_id: string;
  connection_id: string;
  began_at: GeneratedTime;
  ended_at: NullableTime;
  last_outbox_id: number | null;
  caught_up_at: NullableTime;
  messages: number | null;
  statuses: number | null;
  paused: Generated<boolean>;
}

export interface IdentityLinkTable {
  account_id: string;
  connection_id: string;
  salesforce_user_id: string;
  agent_id: string;
  made_by: 'own_connection' | 'supervisor';
  created_at: GeneratedTime;
}

export interface OauthAttemptTable {
  state_hash: Buffer;
  id: string;
  account_id: string;
  agent_id: string;
  session_hash: Buffer;
  browser_hash: Buffer;
  environment: 'production' | 'sandbox';
  login_url: string;
  connection_id: string | null;
  code_verifier: Buffer;
  state: Generated<AttemptState>;
  expires_at: Time;
  found: Json<FoundOrg> | null;
  problem: Json<AttemptProblem> | null;
  sealed_grant: Buffer | null;
  give_back_after: NullableTime;
  give_back_tries: Generated<number>;
  connected_id: string | null;
  created_at: GeneratedTime;
  used_at: NullableTime;
}

export interface IntegrationRequestTable {
  account_id: string;
  requested_by: string | null;
  requested_at: NullableTime;
  enabled_by: string | null;
  enabled_at: NullableTime;
}

export interface CopiedOrgTable {
  account_id: string;
  connection_id: string;
  org_id: string;
  seen_at: GeneratedTime;
}

export interface EmbedCodeTable {
  code_hash: Buffer;
  account_id: string;
  connection_id: string;
  agent_id: string;
  salesforce_user_id: string;
  record_id: string | null;
  case_id: string | null;
  nonce: string;
  /** The part of the nonce that the frame's address shows. */
  visit: GeneratedAlways<string>;
  expires_at: Time;
  used_at: NullableTime;
  /** When a document began with its case. */
  seen_at: NullableTime;
}

export interface EmbedTokenTable {
  token_hash: Buffer;
  account_id: string;
  connection_id: string;
  agent_id: string;
  /** Null on tokens from before it was kept. */
  salesforce_user_id: string | null;
  /** Null: made from the agent's own list, or that list itself. */
  record_id: string | null;
  case_id: string | null;
  expires_at: Time;
}

export interface ContactLinkTable {
  account_id: string;
  customer_id: string;
  connection_id: string;
  contact_id: string;
  contact: GeneratedJson<Partial<LinkedContact>>;
  /** Null: it stood there when the org was last asked. */
  missing: Generated<WhyMissing | null>;
  linked_by: string | null;
  created_at: GeneratedTime;
}

export interface EscalationTable {
  id: string;
  account_id: string;
  case_id: string;
  connection_id: string;
  object: Generated<'Case' | 'Lead'>;
  external_id: string;
  state: Generated<EscalationState>;
  linked: Generated<boolean>;
  reason: string | null;
  fields: Json<Record<string, string | null>>;
  record_type: string | null;
  record_id: string | null;
  record_number: string | null;
  status_sync: 'none' | 'bidirectional';
  version: Generated<number>;
  salesforce_status: string | null;
  salesforce_version: number | null;
  acting_agent_id: string | null;
  token_owner: string | null;
  token_gap: TokenGap | null;
  auto_assign: Generated<boolean>;
  allow_duplicates: Generated<boolean>;
  rule_id: string | null;
  rule_name: string | null;
  contact_missing: Generated<boolean>;
  seen_at: NullableTime;
  unheard_at: NullableTime;
  look_at: NullableTime;
  created_at: GeneratedTime;
}

export interface EscalationUndoTable {
  escalation_id: string;
  account_id: string;
  state: 'under_way' | 'done' | 'refused';
  act: UndoAct;
  closed_status: string | null;
  why: string;
  agent_id: string | null;
  by_own_token: Generated<boolean>;
  version: number;
  outcome: string | null;
  reason: ColumnType<SyncReason | null, string | null | undefined, string | null>;
  asked_at: GeneratedTime;
  settled_at: NullableTime;
  look_at: NullableTime;
}

export interface IssuedStateTable {
  account_id: string;
  escalation_id: string;
  version: number;
  salesforce_status: string;
}

export interface LaneTable {
  account_id: string;
  target: LaneTarget;
  case_id: string;
  ready_at: GeneratedTime;
  attempts: Generated<number>;
  lease_owner: string | null;
  lease_until: NullableTime;
  lease_epoch: Generated<number>;
  reason: Json<SyncReason> | null;
}

export interface OutboxTable {
  id: GeneratedAlways<number>;
  account_id: string;
  target: LaneTarget;
  case_id: string;
  seq: number;
  kind: 'escalate' | 'message' | 'case_state' | 'contact' | 'deliver' | 'undo' | 'look';
  escalation_id: string | null;
  message_id: string | null;
  acting_agent_id: string | null;
  state: Generated<'waiting' | 'done' | 'parked' | 'cancelled'>;
  attempts: Generated<number>;
  reason: Json<SyncReason> | null;
  salesforce_id: string | null;
  version: number | null;
  default_token: Generated<boolean>;
  created_at: GeneratedTime;
  settled_at: NullableTime;
}

export interface SalesforceCallTable {
  id: GeneratedAlways<number>;
  account_id: string;
  connection_id: string;
  token_owner: string;
  purpose: string;
  method: string;
  path: string;
  records: number;
  status: number | null;
  error_code: string | null;
  limit_info: string | null;
  duration_ms: number;
  at: GeneratedTime;
}

export interface InboundPositionTable {
  account_id: string;
  connection_id: string;
  topic: string;
  replay_id: Buffer | null;
  swept_until: NullableTime;
  swept_at: NullableTime;
  lease_owner: string | null;
  lease_until: NullableTime;
  lease_epoch: Generated<number>;
  updated_at: GeneratedTime;
}

export interface ImportShiftTable {
  account_id: string;
  /** SHA-256 of the file. */
  content_hash: Buffer;
  shift_ms: number;
  created_at: GeneratedTime;
}

interface AuditEntryTable {
  id: string;
  account_id: string;
  at: GeneratedTime;
  kind: AuditKind;
  actor_kind: AuditActor['kind'];
  actor_id: string | null;
  actor_name: string;
  connection_id: string | null;
  connection_name: string | null;
  subject: string;
  detail: string | null;
}

interface RevocationTable {
  id: string;
  account_id: string;
  connection_id: string;
  salesforce_user_id: string;
  login_url: string;
  sealed_token: Buffer;
  tries: Generated<number>;
  due_at: GeneratedTime;
  created_at: GeneratedTime;
}

interface CommunityMessageTable {
  id: string;
  account_id: string;
  profile_id: string;
  platform_id: string;
  kind: MessageKind;
  author_name: string;
  author_handle: string;
  text: string;
  attachments: GeneratedJson<Attachment[]>;
  permalink: string | null;
  sent_at: Time;
  received_at: GeneratedTime;
}

export interface CommunityRecordTable {
  id: string;
  account_id: string;
  message_id: string;
  connection_id: string;
  object: 'Case' | 'Lead';
  external_id: string;
  state: Generated<'requested' | 'created' | 'failed'>;
  fields: Json<CaseFields>;
  reason: ColumnType<SyncReason | null, string | null | undefined, string | null>;
  record_id: string | null;
  record_number: string | null;
  instance_url: string;
  sent_at: NullableTime;
  sending_until: NullableTime;
  asked_by: string;
  token_owner: string | null;
  created_at: GeneratedTime;
}

export interface MappingVersionTable {
  account_id: string;
  connection_id: string;
  object: string;
  record_type: string;
  record_type_id: string | null;
  version: number;
  fields: Json<MappedField[]>;
  author_id: string | null;
  origin: 'saved' | 'rolled_back' | 'imported';
  rolled_back_to: number | null;
  saved_at: GeneratedTime;
}

interface MappingSchemaTable {
  account_id: string;
  connection_id: string;
  object: string;
  record_type: string;
  version: number;
  kept: Json<KeptSchema>;
  kept_at: GeneratedTime;
}

interface SchemaWatchTable {
  account_id: string;
  connection_id: string;
  due_at: GeneratedTime;
  hurried: Generated<boolean>;
  checked_at: NullableTime;
  failed: ColumnType<SchemaFailure | null, string | null | undefined, string | null>;
}

/** Why an org's schema could not be read. */
export interface SchemaFailure {
  fact: string;
  remedy: string;
}

/** What is told of a drift, as it was when it was found. */
export interface DriftFacts {
  /** `Case, Social Support`. */
  target: string;
  label: string;
  fact: string;
  remedy: string;
  /** Absent: it was found before that was told. */
  cases?: Drift['cases'];
}

interface SchemaDriftTable {
  id: string;
  account_id: string;
  connection_id: string;
  object: string;
  record_type: string;
  version: number;
  kind: DriftKind;
  subject: string;
  now_is: string;
  severity: Drift['severity'];
  facts: Json<DriftFacts>;
  found_at: GeneratedTime;
  ended_at: NullableTime;
  ended_by: ColumnType<DriftEnd | null, DriftEnd | null | undefined, DriftEnd | null>;
}

/** Until when somebody does not want to hear of what was known then. */
interface DriftRestTable {
  account_id: string;
  agent_id: string;
  connection_id: string;
  since: GeneratedTime;
  until: Time;
}

/** How an alarm ended: the org is as it was, the mapping is another, or somebody has looked at it. */
export type DriftEnd = 'mended' | 'mapping' | 'seen';

interface BulkJobTable {
  id: string;
  account_id: string;
  agent_id: string;
  created_at: GeneratedTime;
  canceled_at: NullableTime;
  due_at: GeneratedTime;
  hold: ColumnType<BulkReason | null, string | null | undefined, string | null>;
}

interface BulkRowTable {
  account_id: string;
  job_id: string;
  case_id: string;
  place: number;
  connection_id: string | null;
  state: Generated<'waiting' | 'sent' | 'found' | 'refused' | 'canceled'>;
  escalation_id: string | null;
  reason: ColumnType<BulkReason | null, string | null | undefined, string | null>;
}

interface MappingForNewTable {
  account_id: string;
  connection_id: string;
  object: string;
  record_type: string;
}

interface AutomaticRuleTable {
  id: string;
  account_id: string;
  connection_id: string;
  place: number;
  name: string;
  active: Generated<boolean>;
  match: Conditions['match'];
  conditions: Json<Condition[]>;
  record_type: ColumnType<AutomaticRule['recordType'], string | null, string | null>;
  owner: ColumnType<AutomaticRule['owner'], string | null, string | null>;
  assign: boolean;
  without_contact: boolean;
  hourly_cap: number;
  capped_at: NullableTime;
  created_at: GeneratedTime;
}

interface AutomaticHoldTable {
  case_id: string;
  account_id: string;
  rule_id: string;
  code: Hold;
  held_at: GeneratedTime;
}
