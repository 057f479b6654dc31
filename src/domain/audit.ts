/** What is kept of who changed the connection, the people, the roles, and what the account asks of its cases. */
export const AUDIT_KINDS = [
  'integration.requested',
  'integration.enabled',
  'org.connected',
  'org.disconnected',
  'user.connected',
  'user.disconnected',
  'user.default_changed',
  'token.state_changed',
  'token.failed_over',
  'token.state_viewed',
  'grant.unsure',
  'identity.linked',
  'identity.unlinked',
  'role.added',
  'role.changed',
  'role.removed',
  'person.invited',
  'person.changed',
  'case_field.added',
  'case_field.changed',
  'case_field.removed',
  'label.added',
  'label.renamed',
  'label.removed',
  'kill_switch.pressed',
  'doctor.mended',
  'sync.changed',
  'automation.changed',
  'contacts.kind_changed',
  'escalation.rules_changed',
  'record.created',
  'record.linked',
  'contact.followed',
  'record.undone',
  'record.undo_refused',
  'community.record_created',
  'sync.paused',
  'sync.resumed',
  'mapping.saved',
  'mapping.rolled_back',
  'mapping.imported',
  'mapping.chosen',
  'mapping.messages_kept',
  'schema.drifted',
  'schema.mended',
  'schema.seen',
  'rule.added',
  'rule.changed',
  'rule.removed',
  'rule.ordered',
  'rule.capped',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** A person of the account, Care itself, or whoever runs the installation. */
export const AUDIT_ACTORS = ['agent', 'system', 'operator'] as const;
export interface AuditActor {
  kind: (typeof AUDIT_ACTORS)[number];
  /** Of the agent; null: nobody of the account. */
  id: string | null;
  /** As it was then. */
  name: string;
}

/** Care itself, where nobody pressed anything. */
export const CARE_ITSELF: AuditActor = { kind: 'system', id: null, name: 'Care' };

export interface AuditFacts {
  kind: AuditKind;
  /** Whom or what it was done to, as it was called then. */
  subject: string;
  /** What else there is to know: the state and its cause, the new role, how many. */
  detail: string | null;
}

const PREDICATES: Readonly<Record<AuditKind, (subject: string) => string>> = {
  'integration.requested': () => 'asked for the Salesforce integration',
  'integration.enabled': () => 'enabled the Salesforce integration',
  'org.connected': (org) => `connected ${org}`,
  'org.disconnected': (org) => `disconnected ${org}`,
  'user.connected': (user) => `connected as ${user}`,
  'user.disconnected': (user) => `disconnected ${user}`,
  'user.default_changed': (user) => `made ${user} the holder of the default token`,
  'token.state_changed': (user) => `saw the token of ${user} change`,
  'token.failed_over': (user) => `let ${user} stand in for the default token`,
  'token.state_viewed': (org) => `looked at the tokens of ${org}`,
  'grant.unsure': (who) => `broke off while connecting ${who}`,
  'identity.linked': (link) => `linked ${link}`,
  'identity.unlinked': (link) => `took the link of ${link} away`,
  'role.added': (role) => `added the role ${role}`,
  'role.changed': (role) => `changed the role ${role}`,
  'role.removed': (role) => `removed the role ${role}`,
  'person.invited': (person) => `invited ${person}`,
  'person.changed': (person) => `changed ${person}`,
  'case_field.added': (field) => `added the case field ${field}`,
  'case_field.changed': (field) => `changed the case field ${field}`,
  'case_field.removed': (field) => `deleted the case field ${field}`,
  'label.added': (label) => `added the label ${label}`,
  'label.renamed': (label) => `renamed the label ${label}`,
  'label.removed': (label) => `deleted the label ${label}`,
  'kill_switch.pressed': (what) => `ended all access to ${what}`,
  'doctor.mended': (check) => `let the setup doctor mend ${check}`,
  'record.created': (record) => `created ${record} in Salesforce`,
  'record.linked': (record) => `linked a Care case to ${record}`,
  'contact.followed': (contact) => `followed the merge of the contact ${contact}`,
  'record.undone': (record) => `undid ${record} in Salesforce`,
  'record.undo_refused': (record) => `could not undo ${record} in Salesforce`,
  'community.record_created': (record) => `created ${record}`,
  'automation.changed': (agent) => `let ${agent} act for Flow and Agentforce`,
  'contacts.kind_changed': (org) => `changed what new contacts of ${org} are`,
  'escalation.rules_changed': (what) => `changed what is asked of ${what}`,
  'sync.changed': (org) => `changed the status sync with ${org}`,
  'sync.paused': (org) => `paused the sync with ${org}`,
  'sync.resumed': (org) => `resumed the sync with ${org}`,
  'mapping.saved': (target) => `saved the mapping of ${target}`,
  'mapping.rolled_back': (target) => `rolled the mapping of ${target} back`,
  'mapping.imported': (target) => `imported the mapping of ${target}`,
  'mapping.chosen': (object) => `chose the record type of new ${object} records`,
  'mapping.messages_kept': (object) => `had new messages written to ${object}`,
  'schema.drifted': (target) => `saw Salesforce change under the mapping of ${target}`,
  'schema.mended': (target) => `saw that what had changed under the mapping of ${target} is mended`,
  'schema.seen': (target) => `took note of what has changed under the mapping of ${target}`,
  'rule.added': (rule) => `added the rule ${rule}`,
  'rule.changed': (rule) => `changed the rule ${rule}`,
  'rule.removed': (rule) => `removed the rule ${rule}`,
  'rule.ordered': (rule) => `changed the order of rules, ${rule} first`,
  'rule.capped': (rule) => `stopped the rule ${rule} at its cap`,
};

/** One sentence for a list: who did what, and what else there is to know. */
export function describeAudit(actorName: string, { kind, subject, detail }: AuditFacts): string {
  const sentence = `${actorName} ${PREDICATES[kind](subject)}`;
  return detail === null ? sentence : `${sentence}: ${detail}`;
}
