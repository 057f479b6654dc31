import { randomBytes, randomUUID } from 'node:crypto';
import type { AutomaticRule } from '../../../domain/automatic-rule.ts';
import { MODULES, type Module } from '../../../domain/module.ts';
import type { Permission } from '../../../domain/permission.ts';
import { hashSecret } from '../../care/sign-in.ts';
import { newId, newSecret } from '../../ids.ts';
import type { RunningService } from '../../main.ts';
import { addRule } from '../../storage/automatic-rules.ts';
import { addBulkJob } from '../../storage/bulk-jobs.ts';
import { saveCommunityMessage } from '../../storage/community-message.ts';
import { saveGrant } from '../../storage/connected-user.ts';
import { addConnection } from '../../storage/connection.ts';
import { addVersion } from '../../storage/mapping-version.ts';
import { addCaseField } from '../../storage/own-care-data.ts';
import { idOfBuiltIn } from '../../storage/role-rights.ts';
import { listOpenDrifts, putDrifts } from '../../storage/schema-drift.ts';
import { customerWrites } from '../../sync/testing/sync-stage.ts';
import { type SeededAccount, seedAccount } from '../../testing/seed-account.ts';

/** A role of the walk: a built-in one, or one made for it. */
export interface WalkedRole {
  name: string;
  builtIn: 'admin' | 'supervisor' | 'agent' | null;
  permissions: readonly Permission[];
  level: 'none' | 'read' | 'create' | 'modify';
}

/** One thing of every kind that an address or a body can name, in one account, and somebody with a role. */
export interface Things {
  accountName: string;
  caseId: string;
  communityMessageId: string;
  driftId: string;
  /** Of the person with the role. */
  jobId: string;
  escalationId: string;
  ruleId: string;
  connectionId: string;
  orgId: string;
  userId: string;
  salesforceUserId: string;
  attemptId: string;
  agentId: string;
  invitedId: string;
  roleId: string;
  groupId: string;
  fieldKey: string;
  caseLabel: string;
  /** Of the person with the role. */
  selfId: string;
  sessionToken: string;
  /** What the org's Apex calls with; the person is linked to its user. */
  credential: string;
  embedToken(scope: 'case' | 'record' | 'agent'): Promise<string>;
  embedCode(): Promise<{ code: string; nonce: string }>;
}

const FIELD_GONE = {
  kind: 'field_gone',
  severity: 'refusal',
  subject: 'Topic__c',
  label: 'Topic',
  fact: 'It is gone.',
  remedy: 'Take it out of the mapping.',
  now: '',
} as const;

const RULE: Omit<AutomaticRule, 'id' | 'active'> = {
  name: 'Refunds',
  match: 'all',
  conditions: [{ subject: 'case_priority', operator: 'is_any_of', values: ['urgent'] }],
  recordType: null,
  owner: null,
  assign: false,
  withoutContact: true,
  hourlyCap: 50,
};

const RECORD = '500000000000001AAA';
let orgs = 0;

/** With these modules; both, unless said otherwise. */
export async function openAccount(
  { parts: { services, vault } }: RunningService,
  modules: readonly Module[] = MODULES,
): Promise<SeededAccount> {
  const account = await seedAccount(services.db, vault);
  await services.db.forAccount(account.accountId, (tx) =>
    tx
      .updateTable('account')
      .set({ modules: [...modules] })
      .where('account_id', '=', account.accountId)
      .execute(),
  );
  return account;
}

/** Makes them all, new each time, so that a walk may delete what it can. */
export async function makeThings(
  { parts: { services, vault } }: RunningService,
  account: SeededAccount,
  role: WalkedRole,
): Promise<Things> {
  const { db } = services;
  const { accountId } = account;
  const caseId = await customerWrites(db, account, randomUUID(), 'Where is my parcel?');
  const { id: communityMessageId } = await saveCommunityMessage(db, accountId, {
    profileId: account.profileId,
    platformId: randomUUID(),
    kind: 'comment',
    author: { name: 'Mara', handle: '@mara' },
    text: 'Where is my parcel?',
    attachments: [],
    permalink: null,
    sentAt: new Date().toISOString(),
  });
  orgs += 1;
  const orgId = `00D${String(orgs).padStart(12, '0')}AAA`;
  const salesforceUserId = `005${String(orgs).padStart(12, '0')}AAA`;
  const [sessionToken, credential] = [newSecret(), newSecret()];
  const soon = new Date(Date.now() + 3_600_000);
  const names = {
    accountName: `Acme ${accountId}`,
    caseId,
    communityMessageId,
    orgId,
    salesforceUserId,
    sessionToken,
    credential,
  };

  const ids = await db.forAccount(accountId, async (tx) => {
    const [roleId, groupId, selfId, agentId, invitedId] = [
      newId('role'),
      newId('group'),
      newId('agent'),
      newId('agent'),
      newId('agent'),
    ];
    const own = newId('role');
    await tx
      .insertInto('role')
      .values([
        { id: roleId, account_id: accountId, name: roleId },
        {
          id: own,
          account_id: accountId,
          name: own,
          permissions: [...role.permissions],
          contacts_and_cases: role.level,
        },
      ])
      .execute();
    const person = { account_id: accountId, name: role.name };
    await tx
      .insertInto('agent')
      .values([
        {
          ...person,
          id: selfId,
          email: selfId,
          role_id: role.builtIn === null ? own : idOfBuiltIn(role.builtIn),
          active: true,
          invited_at: null,
        },
        { ...person, id: agentId, email: agentId, role_id: roleId, active: true, invited_at: null },
        {
          ...person,
          id: invitedId,
          email: invitedId,
          role_id: roleId,
          active: false,
          invited_at: new Date(),
        },
      ])
      .execute();
    await tx
      .insertInto('agent_group')
      .values({ id: groupId, account_id: accountId, name: groupId })
      .execute();
    const caseLabel = randomUUID();
    await tx.insertInto('case_label').values({ account_id: accountId, label: caseLabel }).execute();
    const fieldKey = `field_${caseLabel.replaceAll('-', '_')}`;
    await addCaseField(tx, accountId, { key: fieldKey, name: caseLabel, type: 'text', options: [] });
    await tx
      .insertInto('session')
      .values({
        token_hash: hashSecret(sessionToken),
        account_id: accountId,
        agent_id: selfId,
        expires_at: soon,
      })
      .execute();
    const url = 'http://127.0.0.1:1';
    const connection = await addConnection(tx, {
      id: newId('conn'),
      accountId,
      environment: 'production',
      orgId,
      orgName: 'Acme',
      instanceUrl: url,
      loginUrl: url,
      orgKey: newSecret(),
    });
    const owner = { accountId, connectionId: connection.id, salesforceUserId };
    const { user } = await saveGrant(tx, {
      ...owner,
      id: newId('user'),
      agentId: selfId,
      username: 'ines@acme.example',
      displayName: 'Ines',
      sealedToken: vault.seal('a refresh token', { kind: 'refresh_token', ...owner }),
    });
    await tx
      .insertInto('identity_link')
      .values({
        account_id: accountId,
        connection_id: connection.id,
        salesforce_user_id: salesforceUserId,
        agent_id: selfId,
        made_by: 'supervisor',
      })
      .execute();
    await tx
      .insertInto('embed_credential')
      .values({
        credential_hash: hashSecret(credential),
        account_id: accountId,
        connection_id: connection.id,
      })
      .execute();
    await addVersion(
      tx,
      { connectionId: connection.id, object: 'Case', recordType: 'Master' },
      { accountId, base: 0, recordTypeId: null, fields: [], authorId: selfId, origin: 'saved' },
    );
    const mapping = { connectionId: connection.id, object: 'Case', recordType: 'Master', version: 1 };
    await putDrifts(tx, accountId, { ...mapping, target: 'Case, Every record' }, [FIELD_GONE], 'mended');
    const [drift] = await listOpenDrifts(tx, connection.id);
    const jobId = (await addBulkJob(tx, { accountId, agentId: selfId }, [caseId]))!;
    const escalationId = newId('esc');
    await tx
      .insertInto('escalation')
      .values({
        id: escalationId,
        account_id: accountId,
        case_id: caseId,
        connection_id: connection.id,
        external_id: escalationId,
        state: 'undone',
        fields: '{}',
        status_sync: 'none',
      })
      .execute();
    const undo = { act: 'unlink' as const, why: '', version: 2, state: 'done' as const };
    await tx
      .insertInto('escalation_undo')
      .values({ ...undo, account_id: accountId, escalation_id: escalationId, agent_id: selfId })
      .execute();
    const ruleId = await addRule(tx, { accountId, connectionId: connection.id }, { ...RULE, active: false });
    const attemptId = newId('attempt');
    await tx
      .insertInto('oauth_attempt')
      .values({
        state_hash: randomBytes(32),
        id: attemptId,
        account_id: accountId,
        agent_id: selfId,
        session_hash: hashSecret(sessionToken),
        browser_hash: randomBytes(32),
        environment: 'production',
        login_url: url,
        connection_id: connection.id,
        code_verifier: randomBytes(32),
        expires_at: soon,
      })
      .execute();
    return {
      roleId,
      groupId,
      fieldKey,
      caseLabel,
      selfId,
      agentId,
      invitedId,
      attemptId,
      driftId: drift!.id,
      jobId,
      escalationId,
      ruleId,
      connectionId: connection.id,
      userId: user.id,
    };
  });

  const bond = {
    account_id: accountId,
    connection_id: ids.connectionId,
    agent_id: ids.selfId,
    salesforce_user_id: salesforceUserId,
    expires_at: soon,
  };
  return {
    ...names,
    ...ids,
    async embedToken(scope) {
      const token = newSecret();
      await db.forAccount(accountId, (tx) =>
        tx
          .insertInto('embed_token')
          .values({
            ...bond,
            token_hash: hashSecret(token),
            case_id: scope === 'case' ? caseId : null,
            record_id: scope === 'record' ? RECORD : null,
          })
          .execute(),
      );
      return token;
    },
    async embedCode() {
      const [code, nonce] = [newSecret(), newSecret()];
      await db.forAccount(accountId, (tx) =>
        tx
          .insertInto('embed_code')
          .values({ ...bond, code_hash: hashSecret(code), nonce, record_id: null, case_id: null })
          .execute(),
      );
      return { code, nonce };
    },
  };
}

/** A body that fits the contract, naming things of one account. */
export function bodyOf(operation: string, things: Things): unknown {
  const { agentId, caseId, roleId, userId } = things;
  const unique = randomUUID();
  const inputs = (more: object) => ({
    orgId: things.orgId,
    userId: things.salesforceUserId,
    inputs: [{ key: unique, recordId: RECORD, ...more }],
  });
  const role = { name: unique, permissions: [], contactsAndCases: 'none' };
  const bodies: Record<string, unknown> = {
    sendReplies: inputs({ text: 'x', kind: null, thenStatus: null }),
    linkCases: inputs({ careCase: caseId }),
    setCaseProperties: {},
    setMessageObject: { chosen: null },
    createCaseField: { name: unique, type: 'text' },
    changeCaseField: { name: unique },
    changeCaseLabel: { label: things.caseLabel, becomes: unique },
    startConnection: { environment: 'production', connectionId: null },
    addNote: { text: 'x' },
    saveDraft: { mode: 'note', text: 'x', inReplyTo: null },
    sendReply: { kind: 'public_reply', text: 'x' },
    // To oneself: whoever does not see all loses a case they give away.
    setAssignee: { agentId: things.selfId },
    setPriority: { priority: 'low' },
    setStatus: { status: 'open' },
    linkIdentity: { agentId: things.selfId },
    pressKillSwitch: { confirm: things.accountName },
    setDefaultUser: { userId },
    changeScope: { caseId: null },
    linkRecord: { caseId },
    mintCode: {
      orgId: things.orgId,
      userId: things.salesforceUserId,
      recordId: null,
      nonce: randomBytes(16).toString('base64url'),
      hosts: ['https://acme.lightning.force.com'],
    },
    changeGroup: { name: unique, memberIds: [agentId] },
    createGroup: { name: unique, memberIds: [agentId] },
    changeUser: { roleId, active: true, groupIds: [things.groupId] },
    invite: { email: `${unique}@acme.example`, name: 'X', roleId },
    changeRole: role,
    createRole: role,
    createContact: {},
    escalateCase: {},
    undoEscalation: { act: 'unlink' },
    createLead: {},
    foreseeRules: { object: 'Case' },
    findDuplicates: { object: 'Contact' },
    previewBulk: { caseIds: [caseId] },
    startBulk: { caseIds: [caseId] },
    createCommunityRecord: { object: 'Case' },
    checkContact: {},
    linkContact: { contactId: '003000000000001AAA' },
    setAutomationAgent: { agentId },
    setNewContacts: { as: null },
    setStatusSync: { mode: 'none' },
    setEscalationRules: { contactRequired: true, silentDays: 90 },
    setSyncPause: { paused: true },
    saveMapping: { base: 0, fields: [] },
    previewMapping: { caseId, fields: [] },
    rollBackMapping: { base: 1 },
    importMappings: {
      file: {
        format: 'care-mapping',
        formatVersion: 1,
        exportedAt: new Date().toISOString(),
        from: { orgName: 'Acme', environment: 'sandbox' },
        mappings: [],
      },
    },
    setRecordTypeForNew: { recordType: 'Master' },
    addAutomaticRule: RULE,
    changeAutomaticRule: { ...RULE, active: true },
    orderAutomaticRules: { ruleIds: [things.ruleId] },
    tryAutomaticRule: RULE,
  };
  return bodies[operation];
}

/** The address with things of one account put in, and the query it takes. */
export function addressOf(path: string, operation: string, things: Things): string {
  const named: Record<string, string> = {
    caseId: things.caseId,
    messageId: things.communityMessageId,
    driftId: things.driftId,
    jobId: things.jobId,
    ruleId: things.ruleId,
    connectionId: things.connectionId,
    attemptId: things.attemptId,
    userId: things.userId,
    salesforceUserId: things.salesforceUserId,
    agentId: operation === 'inviteAgain' ? things.invitedId : things.agentId,
    roleId: things.roleId,
    groupId: things.groupId,
    fieldKey: things.fieldKey,
    code: 'package',
    escalationId: things.escalationId,
    object: 'Case',
    recordType: 'Master',
    version: '1',
  };
  const address = path.replace(/:(\w+)/g, (_whole, name: string) => {
    const value = named[name];
    if (value === undefined) throw new Error(`Nothing is known to put for :${name} of ${path}.`);
    return value;
  });
  const query: Record<string, string> = {
    searchContacts: '?search=mara',
    searchOwners: '?search=mara',
    searchRuleOwners: '?search=mara',
    getCommunityForm: '?object=Case',
  };
  return address + (query[operation] ?? '');
}
