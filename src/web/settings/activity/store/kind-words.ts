import { AUDIT_KINDS, type AuditKind } from '../../../../domain/audit.ts';

/** What was done, in two or three words, for a list to choose from. */
export const KIND_WORDS: Readonly<Record<AuditKind, string>> = {
  'integration.requested': 'Integration requested',
  'integration.enabled': 'Integration enabled',
  'org.connected': 'Org connected',
  'org.disconnected': 'Org disconnected',
  'user.connected': 'User connected',
  'user.disconnected': 'User disconnected',
  'user.default_changed': 'Default token changed',
  'token.state_changed': 'Token state changed',
  'token.failed_over': 'Another token stood in',
  'token.state_viewed': 'Tokens looked at',
  'grant.unsure': 'Connecting broke off',
  'identity.linked': 'Identity linked',
  'identity.unlinked': 'Identity unlinked',
  'role.added': 'Role added',
  'role.changed': 'Role changed',
  'role.removed': 'Role removed',
  'person.invited': 'Person invited',
  'person.changed': 'Person changed',
  'kill_switch.pressed': 'All access ended',
  'doctor.mended': 'Setup mended',
  'automation.changed': 'Automation agent changed',
  'contacts.kind_changed': 'Kind of new contacts changed',
  'escalation.rules_changed': 'Rules of escalation changed',
  'sync.changed': 'Status sync changed',
  'record.created': 'Salesforce record created',
  'record.linked': 'Salesforce record linked',
  'contact.followed': 'Merged contact followed',
  'record.undone': 'Escalation undone',
  'record.undo_refused': 'Undo refused',
  'community.record_created': 'Record created from Community',
  'sync.paused': 'Sync paused',
  'sync.resumed': 'Sync resumed',
  'mapping.saved': 'Mapping saved',
  'mapping.rolled_back': 'Mapping rolled back',
  'mapping.imported': 'Mapping imported',
  'mapping.chosen': 'Record type chosen',
  'mapping.messages_kept': 'Object for messages chosen',
  'schema.drifted': 'Salesforce changed under a mapping',
  'schema.mended': 'Change in Salesforce mended',
  'schema.seen': 'Change in Salesforce looked at',
  'rule.added': 'Automatic escalation: rule added',
  'rule.changed': 'Automatic escalation: rule changed',
  'rule.removed': 'Automatic escalation: rule removed',
  'rule.ordered': 'Automatic escalation: order changed',
  'rule.capped': 'Automatic escalation: cap reached',
};

/** Things that are never about one connection. */
const OF_THE_ACCOUNT = /^(integration|role|person|escalation)\./;

export const kindsOf = (wholeAccount: boolean): readonly AuditKind[] =>
  wholeAccount ? AUDIT_KINDS : AUDIT_KINDS.filter((kind) => !OF_THE_ACCOUNT.test(kind));
