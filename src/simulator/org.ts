import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { Control } from './control/control.ts';
import { EventControl } from './control/event-control.ts';
import { SchemaControl } from './control/schema-control.ts';
import { Setup } from './control/setup.ts';
import type {
  AssignmentRule,
  ObjectSchema,
  OrgCore,
  OrgRecords,
  OrgUser,
  QueryRow,
  RecordChange,
  SharingModel,
  SimulatedOrgOptions,
  WriteOptions,
} from './core.ts';
import { StoredCredentials } from './credentials.ts';
import { readDuplicateHeader } from './duplicates/refuse-duplicates.ts';
import { EventChannels } from './event-channels.ts';
import { loadBeforeSaveFlows } from './flows/load-flows.ts';
import { AppPolicy } from './oauth/app-policy.ts';
import { Grants } from './oauth/grants.ts';
import { Sessions } from './oauth/sessions.ts';
import { CoreRecords } from './records/core-records.ts';
import { wholeSecond } from './records/instant.ts';
import { RowLocks } from './records/row-locks.ts';
import { type SaveSettings, Transaction } from './records/transaction.ts';
import { applySchemaChanges } from './schema/apply-schema-changes.ts';
import { loadChannels } from './schema/channels.ts';
import { loadExternalCredentials, loadNamedCredentials } from './schema/credentials.ts';
import { type FlexiPage, loadFlexiPages } from './schema/flexipages.ts';
import { type CompiledRule, compileRules, type FormulaNames } from './schema/formula/compile-rules.ts';
import { loadLabels } from './schema/labels.ts';
import { loadSchema } from './schema/load-schema.ts';
import { MetadataFiles } from './schema/metadata-files.ts';
import { LoadedSchema } from './schema/org-schema.ts';
import { loadPermissionSetGroups, loadPermissionSets } from './schema/permission-sets.ts';
import { loadRecordTypes } from './schema/record-types.ts';
import { loadTrustedUrls } from './schema/trusted-urls.ts';
import { copyOrg } from './seed/copy-org.ts';
import { PROFILES } from './seed/profiles.ts';
import { ADMIN_ID, seedAssignmentRules, seedOrg, seedOrganization } from './seed/seed-org.ts';
import { viewReader } from './setup-views/view-source.ts';
import type { RowSource } from './soql/path.ts';
import type { QueryReader } from './soql/run-query.ts';
import { memoryJournal, openJournal, readJournal } from './state/journal.ts';
import type { JournalEntry } from './state/journal-entry.ts';
import { OrgClock } from './state/org-clock.ts';
import { OrgState } from './state/org-state.ts';
import { Organization } from './state/organization.ts';
import { StoredTrustedUrls } from './trusted-urls.ts';
import { Sharing } from './users/sharing.ts';
import { StoredUsers } from './users/users.ts';

export const API_VERSION = '66.0';
/** What changes made in the Lightning pages carry as their origin. */
const UI_ORIGIN = 'com/salesforce/api/soap/66.0;client=SfdcInternalAPI/';

/** A query's result that was not read to its end. */
export interface QueryCursor {
  readonly rows: readonly QueryRow[];
  readonly userId: string;
  /** Rows a page. */
  readonly page: number;
  readonly expiresAt: number;
}

type Listener = (changes: readonly RecordChange[]) => void;

/** The simulated org behind its servers: schema, state, sign-ins, and the one way to write. */
export class Org implements OrgCore {
  readonly apiVersion = API_VERSION;
  readonly clock: OrgClock;
  readonly organization: Organization;
  readonly users: StoredUsers;
  readonly namedCredentials: StoredCredentials;
  readonly trustedUrls: StoredTrustedUrls;
  readonly labels: Readonly<Record<string, string>>;
  readonly assignmentRules: readonly AssignmentRule[] = seedAssignmentRules();
  readonly control: Control;
  readonly setup = new Setup(this);
  readonly schemaSetup = new SchemaControl(this);
  /** What the admin decided about the app. */
  readonly policy: AppPolicy;
  readonly records: OrgRecords;
  readonly grants: Grants;
  readonly sessions: Sessions;
  readonly locks = new RowLocks();
  /** By locator; they do not outlive the process, as the README says. */
  readonly cursors = new Map<string, QueryCursor>();
  /** Open Pub/Sub streams; each is ended by its function. */
  readonly streams = new Set<(error: Error) => void>();
  /** Events handed to Pub/Sub subscribers since the start. */
  deliveredEvents = 0;
  /** Events up to here are on disk and may be delivered. */
  durableReplay: number;
  /** Set once the server listens. */
  url = '';
  visualforceUrl = '';
  readonly eventChannels: EventChannels;
  /** Lightning pages of the package. */
  readonly flexiPages: readonly FlexiPage[];
  readonly #settings: SaveSettings;
  readonly #formulaNames: FormulaNames;
  /** By object as it was when they were compiled: a schema that changes has other objects. */
  readonly #rules = new WeakMap<ObjectSchema, readonly CompiledRule[]>();
  readonly #sharing: Sharing;
  readonly #listeners = new Set<Listener>();

  private constructor(
    readonly state: OrgState,
    files: MetadataFiles,
    options: SimulatedOrgOptions,
  ) {
    const permissionSets = loadPermissionSets(files);
    const permissions = new Set(files.read('customPermissions', 'customPermission').map(({ name }) => name));
    const groups = loadPermissionSetGroups(files);
    this.#formulaNames = { permissions, schema: state.schema };
    this.clock = new OrgClock(state);
    this.organization = new Organization(state, this.clock);
    this.#sharing = new Sharing(state);
    this.users = new StoredUsers(state, PROFILES, permissionSets, groups, this.#sharing);
    this.namedCredentials = new StoredCredentials(
      state,
      loadNamedCredentials(files),
      loadExternalCredentials(files),
    );
    this.trustedUrls = new StoredTrustedUrls(state);
    this.labels = loadLabels(files);
    this.policy = new AppPolicy(state);
    const { users, policy, organization, clock } = this;
    this.grants = new Grants(state, users, options.externalClientApp, policy, organization, clock);
    this.sessions = new Sessions(state, users, organization);
    this.control = new Control(this.grants, new EventControl(this));
    this.records = new CoreRecords(this);
    this.durableReplay = state.counter('replay');
    this.eventChannels = new EventChannels(state, loadChannels(files));
    this.flexiPages = loadFlexiPages(files);
    this.#settings = {
      state,
      channels: this.eventChannels,
      rules: (object) => this.rulesOf(object),
      flows: loadBeforeSaveFlows(files),
      assignmentRules: this.assignmentRules,
      defaultOwnerId: ADMIN_ID,
      now: clock.now,
    };
    // A rule of the package that cannot be evaluated is told at the start, not at the first save.
    for (const object of state.schema.list()) this.rulesOf(object);
    if ([...state.rows('Organization')].length === 0) this.#fill(files, options);
    this.trustedUrls.deploy(loadTrustedUrls(files), wholeSecond(clock.now()));
  }

  /** A new org: who it is, and people and records of its own or of the org it is a copy of. */
  #fill(files: MetadataFiles, { organization = {}, copy }: SimulatedOrgOptions): void {
    const now = wholeSecond(this.clock.now());
    const { state } = this;
    if (copy) {
      const { myDomain, name } = copy.of.setup.organization();
      seedOrganization(
        state,
        { number: 2, name, myDomain: `${myDomain}--${copy.name}.sandbox`, ...organization, isSandbox: true },
        now,
      );
      copyOrg(state, copy.of.snapshot(), copy.name);
      applySchemaChanges(state, this.clock.now());
      return;
    }
    seedOrganization(state, organization, now);
    const rows = {
      permissionSets: loadPermissionSets(files),
      groups: loadPermissionSetGroups(files),
      recordTypes: loadRecordTypes(files),
    };
    seedOrg(state, rows, now);
  }

  /** Reads the metadata, replays the journal and seeds a new org. */
  static async open(options: SimulatedOrgOptions): Promise<Org> {
    const files = new MetadataFiles(options.forceAppDir, options.careServiceUrl);
    const state = new OrgState(new LoadedSchema(loadSchema(files), API_VERSION));
    if (options.dataDir !== null) {
      for (const entry of readJournal(options.dataDir)) state.apply(entry);
      const expiry = state.expiry(new OrgClock(state).now());
      if (expiry) state.apply(expiry);
      applySchemaChanges(state, Date.now());
    }
    state.journal =
      options.dataDir === null ? memoryJournal : await openJournal(options.dataDir, state.snapshot());
    const org = new Org(state, files, options);
    org.grants.forgetExpired(org.clock.now());
    await state.journal.flushed();
    return org;
  }

  get orgId(): string {
    return this.organization.id;
  }

  get orgName(): string {
    return this.organization.name;
  }

  get schema(): LoadedSchema {
    return this.state.schema;
  }

  setUserActive(username: string, active: boolean): void {
    const user = this.users.byUsername(username);
    if (!user)
      throw new Error(
        `Failed to change a user: nobody is called "${username}". Name one of core.users.list().`,
      );
    this.state.commit({
      rows: [
        {
          id: user.id,
          object: 'User',
          set: { IsActive: active, SystemModstamp: wholeSecond(this.clock.now()) },
        },
      ],
    });
  }

  setSharingModel(object: string, model: SharingModel): void {
    this.#sharing.setModel(object, model);
  }

  userFromRequest(request: FastifyRequest): OrgUser | null {
    return this.sessions.userOf(request.headers.cookie);
  }

  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  snapshot(): Iterable<JournalEntry> {
    return this.state.snapshot();
  }

  /** An object's active validation rules. Throws when one cannot be evaluated here. */
  rulesOf(object: ObjectSchema): readonly CompiledRule[] {
    const rules = this.#rules.get(object) ?? compileRules(object, this.#formulaNames);
    this.#rules.set(object, rules);
    return rules;
  }

  /** With `tooling`, the setup objects count that only the Tooling API knows. */
  reader(user: OrgUser, includeDeleted = false, state: RowSource = this.state, tooling = false): QueryReader {
    const reader: QueryReader = {
      state,
      user,
      userById: (id) => this.users.byId(id),
      includeDeleted,
      now: this.clock.now(),
      view: (object) => viewReader(this, reader, object, tooling),
    };
    return reader;
  }

  begin(user: OrgUser, options: WriteOptions = {}): Transaction {
    const { origin = UI_ORIGIN, client, autoAssign = false, duplicateRuleHeader } = options;
    // The suffix tells a client its own changes (Change Data Capture guide, "changeOrigin").
    return new Transaction(this.#settings, {
      user,
      autoAssign,
      duplicates: readDuplicateHeader(duplicateRuleHeader),
      origin: client ? `${origin};client=${client}` : origin,
    });
  }

  /** Commits, and tells listeners once the commit is on disk. Await `state.journal.flushed()` before answering. */
  commit(transaction: Transaction): void {
    const changes = transaction.commit();
    const replay = this.state.counter('replay');
    if (changes.length > 0) this.announce(replay, changes);
  }

  /** Lets events up to `replay` be delivered, and listeners hear of changes, once they are on disk. */
  announce(replay: number, changes: readonly RecordChange[]): void {
    this.state.journal.flushed().then(
      () => {
        this.durableReplay = Math.max(this.durableReplay, replay);
        for (const listener of this.#listeners) this.#tell(listener, changes);
      },
      () => {
        // The journal is broken: every caller that awaits it is told; listeners never hear of a lost commit.
      },
    );
  }

  /** A listener that throws is its own problem: the commit stands and the others still hear of it. */
  #tell(listener: Listener, changes: readonly RecordChange[]): void {
    try {
      listener(changes);
    } catch (error) {
      console.error('A listener of the simulated org failed.', error);
    }
  }

  /** Runs work while holding row locks, and gives them back once it is on disk. */
  async locked<T>(keys: readonly string[], holdMs: number, work: () => T): Promise<T> {
    const release = await this.locks.acquire(keys, this.control.lockWaitMs);
    try {
      if (holdMs > 0) await sleep(holdMs);
      return work();
    } finally {
      await this.state.journal.flushed().finally(release);
    }
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    await this.state.journal.close();
  }
}
