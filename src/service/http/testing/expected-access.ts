/**
 * Who may do what, written by hand from what the roles are to mean and not from what src/api declares: where the
 * two differ, one of them is wrong. An operation that is on no list here fails the test of them.
 */

/** One of these permissions (none named: whatever they are), and at least this level. */
interface Guarded {
  anyOf: readonly string[];
  level?: 'read' | 'create' | 'modify';
}

const guarded = (anyOf: string, level?: Guarded['level']): Guarded => ({
  anyOf: anyOf.split(' or '),
  ...(level ? { level } : {}),
});

/** Whatever the permissions, at least this level. */
const atLeast = (level: Guarded['level'] & string): Guarded => ({ anyOf: [], level });

/** By operation. */
export const GUARDED: Readonly<Record<string, Guarded>> = {
  // Care's cases: without the baseline of Care access, none is seen.
  listCases: guarded('manage_cases'),
  listViews: guarded('manage_cases'),
  getCase: guarded('manage_cases'),
  listEntries: guarded('manage_cases'),
  listEvents: guarded('manage_cases'),
  live: guarded('manage_cases'),
  listProfiles: guarded('manage_cases'),
  sendReply: guarded('manage_cases'),
  addNote: guarded('manage_cases'),
  setStatus: guarded('manage_cases'),
  setPriority: guarded('manage_cases'),
  setAssignee: guarded('manage_cases'),
  saveDraft: guarded('manage_cases'),
  getCaseProperties: guarded('manage_cases'),
  setCaseProperties: guarded('manage_cases'),
  listCaseFields: guarded('manage_cases'),
  createCaseField: guarded('manage_case_fields'),
  manageCareData: guarded('manage_case_fields'),
  changeCaseField: guarded('manage_case_fields'),
  deleteCaseField: guarded('manage_case_fields'),
  changeCaseLabel: guarded('manage_case_fields'),

  // The same inside Salesforce, and by Flow and Agentforce.
  mintCode: guarded('manage_cases'),
  redeemCode: guarded('manage_cases'),
  changeScope: guarded('manage_cases'),
  listOpenCases: guarded('manage_cases'),
  listLinkable: guarded('manage_cases'),
  linkRecord: guarded('manage_cases', 'modify'),
  sendReplies: guarded('manage_cases'),
  linkCases: guarded('manage_cases', 'modify'),

  // Salesforce from a Care case.
  getSalesforceTab: guarded('manage_cases', 'read'),
  searchContacts: guarded('manage_cases', 'read'),
  linkContact: guarded('manage_cases', 'create'),
  suggestContacts: guarded('manage_cases', 'read'),
  getContactForm: guarded('manage_cases', 'create'),
  createContact: guarded('manage_cases', 'create'),
  getCaseForm: guarded('manage_cases', 'create'),
  searchOwners: guarded('manage_cases', 'create'),
  foreseeRules: guarded('manage_cases', 'create'),
  findDuplicates: guarded('manage_cases', 'create'),
  escalateCase: guarded('manage_cases', 'create'),
  getLeadForm: guarded('manage_cases', 'create'),
  createLead: guarded('manage_cases', 'create'),
  checkContact: guarded('manage_cases', 'read'),
  unlinkContact: guarded('manage_cases', 'modify'),
  previewBulk: guarded('manage_cases', 'create'),
  startBulk: guarded('manage_cases', 'create'),
  listBulkJobs: guarded('manage_cases', 'create'),
  getBulkJob: guarded('manage_cases', 'create'),
  cancelBulk: guarded('manage_cases', 'create'),
  retryBulk: guarded('manage_cases', 'create'),
  exportBulkJob: guarded('manage_cases', 'create'),
  getUndoForm: guarded('manage_cases', 'modify'),
  undoEscalation: guarded('manage_cases', 'modify'),

  // Community's messages, and what is made of them in Salesforce.
  listCommunityMessages: atLeast('read'),
  getCommunityMessage: atLeast('read'),
  getCommunityForm: atLeast('create'),
  createCommunityRecord: atLeast('create'),

  // Salesforce accounts.
  listConnections: guarded('view_salesforce_accounts'),
  getConnection: guarded('view_salesforce_accounts'),
  rehearseTokenLoss: guarded('view_salesforce_accounts'),
  getChecks: guarded('view_salesforce_accounts'),
  runChecks: guarded('add_salesforce_accounts'),
  mendCheck: guarded('add_salesforce_accounts'),
  requestSalesforce: guarded('add_salesforce_accounts'),
  startConnection: guarded('add_salesforce_accounts or view_salesforce_accounts'),
  listAttempts: guarded('add_salesforce_accounts or view_salesforce_accounts'),
  getAttempt: guarded('add_salesforce_accounts or view_salesforce_accounts'),
  confirmAttempt: guarded('add_salesforce_accounts or view_salesforce_accounts'),
  cancelAttempt: guarded('add_salesforce_accounts or view_salesforce_accounts'),
  setDefaultUser: guarded('add_salesforce_accounts'),
  setStatusSync: guarded('add_salesforce_accounts'),
  getEscalationRules: guarded('view_salesforce_accounts'),
  setEscalationRules: guarded('add_salesforce_accounts'),
  setSyncPause: guarded('add_salesforce_accounts'),
  setNewContacts: guarded('add_salesforce_accounts'),
  setAutomationAgent: guarded('add_salesforce_accounts'),
  disconnectUser: guarded('view_salesforce_accounts or remove_salesforce_accounts'),
  disconnectOrg: guarded('remove_salesforce_accounts'),
  pressKillSwitch: guarded('remove_salesforce_accounts'),

  // What of Care stands in which field of Salesforce.
  listMappings: guarded('edit_salesforce_field_mapping'),
  getMapping: guarded('edit_salesforce_field_mapping'),
  saveMapping: guarded('edit_salesforce_field_mapping'),
  setRecordTypeForNew: guarded('edit_salesforce_field_mapping'),
  listExternalIds: guarded('edit_salesforce_field_mapping'),
  listMappingVersions: guarded('edit_salesforce_field_mapping'),
  getMappingVersion: guarded('edit_salesforce_field_mapping'),
  rollBackMapping: guarded('edit_salesforce_field_mapping'),
  setMessageObject: guarded('edit_salesforce_field_mapping'),
  suggestMapping: guarded('edit_salesforce_field_mapping'),
  exportMappings: guarded('edit_salesforce_field_mapping'),
  importMappings: guarded('edit_salesforce_field_mapping'),
  previewMapping: guarded('edit_salesforce_field_mapping'),
  getMappingHealth: guarded('edit_salesforce_field_mapping'),
  restMappingHealth: guarded('edit_salesforce_field_mapping'),
  checkMappingHealth: guarded('edit_salesforce_field_mapping'),
  seeDrift: guarded('edit_salesforce_field_mapping'),
  getRequiredPermissions: guarded('edit_salesforce_field_mapping'),

  // What goes to Salesforce by itself, and what of it lacks a contact.
  listAutomaticRules: guarded('edit_salesforce_field_mapping'),
  addAutomaticRule: guarded('edit_salesforce_field_mapping'),
  changeAutomaticRule: guarded('edit_salesforce_field_mapping'),
  removeAutomaticRule: guarded('edit_salesforce_field_mapping'),
  orderAutomaticRules: guarded('edit_salesforce_field_mapping'),
  tryAutomaticRule: guarded('edit_salesforce_field_mapping'),
  searchRuleOwners: guarded('edit_salesforce_field_mapping'),
  listCasesWithoutContact: guarded('manage_cases', 'read'),

  // People, and who they are in Salesforce.
  listUsers: guarded('manage_users'),
  changeUser: guarded('manage_users'),
  invite: guarded('manage_users'),
  inviteAgain: guarded('manage_users'),
  listGroups: guarded('manage_users'),
  createGroup: guarded('manage_users'),
  changeGroup: guarded('manage_users'),
  deleteGroup: guarded('manage_users'),
  listIdentityLinks: guarded('manage_users'),
  linkIdentity: guarded('manage_users'),
  unlinkIdentity: guarded('manage_users'),

  listRoles: guarded('manage_users or manage_roles'),
  createRole: guarded('manage_roles'),
  changeRole: guarded('manage_roles'),
  deleteRole: guarded('manage_roles'),

  listAudit: guarded('manage_users or view_salesforce_accounts'),
  listAuditActors: guarded('manage_users or view_salesforce_accounts'),
  exportAudit: guarded('manage_users or view_salesforce_accounts'),
};

const OF_CARE = new Set(['manage_cases', 'manage_case_fields', 'edit_salesforce_field_mapping']);

/**
 * What an account has to have for an operation to mean anything; the others are for every account. Whoever has
 * Community alone works on no case, is in no page of Salesforce, has no case whose status could be in step, and a
 * mapping that is not theirs to edit.
 */
export const OF_MODULE: Readonly<Record<string, 'care' | 'community'>> = Object.fromEntries([
  ...Object.entries(GUARDED)
    .filter(([, { anyOf }]) => anyOf.some((each) => OF_CARE.has(each)))
    .map(([name]) => [name, 'care'] as const),
  ...['setStatusSync', 'setNewContacts', 'setAutomationAgent', 'setEscalationRules', 'previewMapping'].map(
    (name) => [name, 'care'] as const,
  ),
  ...['listCommunityMessages', 'getCommunityMessage', 'getCommunityForm', 'createCommunityRecord'].map(
    (name) => [name, 'community'] as const,
  ),
]);

/** For everybody who is signed in, whatever their role, and why. */
export const FOR_EVERYBODY: Readonly<Record<string, string>> = {
  getSession: 'who one is and what one may do is where every page begins',
  endSession: 'everybody may leave',
  listAgents: 'every page that names a colleague takes the name from here',
  listIntegrations: 'the tile says to everybody whether it was asked for, and who may ask',
};

/** Without a sign-in, and why. */
export const PUBLIC: Readonly<Record<string, string>> = {
  healthz: 'whether the process lives',
  readyz: 'whether it can serve',
  createSession: 'the way in by a link: the ticket is the proof',
  getSignIn: 'the ways in are shown to who is not in yet',
  startOidc: 'a way in',
  finishOidc: 'a way in: the company’s answer is the proof',
  finishConnection: 'the browser comes from another site without its session: state and cookie are the proof',
  receiveMessage: 'a channel proves itself by its signature',
};
