/**
 * What the simulated org offers to the code that runs beside it: its pages, the Apex twin, the demo and tests.
 *
 * Terminology (Salesforce's own):
 *  - object: a record type's API name (`Case`, `Care_Message__c`); names are matched without regard to case
 *  - record: one row; its id is the 18-character form
 *  - change: what one committed transaction did to one record
 *  - fault: an answer the org gives on purpose, to try out its clients
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OrgControl } from './control/contract.ts';
import type { SchemaSetup } from './control/schema-contract.ts';
import type { OrgSetup } from './control/setup-contract.ts';
import type { JournalEntry } from './state/journal-entry.ts';

export type { CallRecord, Fault, OrgControl } from './control/contract.ts';

/** A field's stored value. Dates and times are ISO-8601 text in UTC. */
export type FieldValue = string | number | boolean | null;

/** One record as stored, with every field of its object. */
export interface OrgRecord {
  /** 18 characters. */
  readonly id: string;
  readonly object: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** In the recycle bin. */
  readonly deleted: boolean;
}

/** A user of the org, with the rights that profile and permission sets add up to. */
export interface OrgUser {
  /** `005…`, 18 characters. */
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly profile: string;
  readonly isActive: boolean;
  /** Kept from signing in for now, though active. */
  readonly isFrozen: boolean;
  /** API names of the assigned permission sets. */
  readonly permissionSets: readonly string[];
  /** API names of the custom permissions held, e.g. `Care_Writes`. */
  readonly customPermissions: ReadonlySet<string>;
  readonly rights: UserRights;
}

export interface UserRights {
  readonly viewAllData: boolean;
  readonly modifyAllData: boolean;
  readonly customizeApplication: boolean;
  readonly apiEnabled: boolean;
  /** May approve an app that is not installed. */
  readonly approveUninstalledApps: boolean;
  /** Whether a system permission is held, e.g. `ViewSetup`. */
  userPermission(name: string): boolean;
  object(name: string): ObjectRights;
  /** Field-level security; a field that cannot be read looks as if it did not exist. */
  canRead(object: string, field: string): boolean;
  canEdit(object: string, field: string): boolean;
  /** How far sharing lets the user with one record, apart from rights on its object. */
  reach(record: OrgRecord): Reach;
  /** Whether a permission set grants the external credential's principal, e.g. `Care_Service`. */
  externalCredential(name: string): boolean;
  /** Whether the user may run a class: administrators may run every one (they hold Author Apex). */
  apexClass(name: string): boolean;
  /** Whether the user may open a Visualforce page, and with it call its controllers' remote actions. */
  apexPage(name: string): boolean;
  /** Whether the user may give records this type, e.g. `Care_Message__c.Social_Post`. */
  recordType(name: string): boolean;
  /** Name of the record type that a record of the user gets when none is given; null: the master one. */
  defaultRecordType(object: string): string | null;
  /** Whether a custom tab or app of the package is there for the user. */
  tab(name: string): boolean;
  application(name: string): boolean;
}

/** How far sharing lets somebody reach into a record. `full`: they may delete it and give it away, too. */
export type Reach = 'none' | 'read' | 'edit' | 'full';

export interface ObjectRights {
  readonly read: boolean;
  readonly create: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly viewAll: boolean;
  readonly modifyAll: boolean;
}

export interface OrgUsers {
  list(): readonly OrgUser[];
  /** Accepts 15 or 18 characters. */
  byId(id: string): OrgUser | null;
  byUsername(username: string): OrgUser | null;
}

export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'boolean'
  | 'picklist'
  | 'reference'
  | 'datetime'
  | 'date'
  | 'double'
  | 'int'
  | 'currency'
  | 'percent'
  | 'multipicklist'
  | 'email'
  | 'phone'
  | 'url';

export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly isDefault: boolean;
  /** For Case Status only: whether a Case in this status counts as closed. */
  readonly closed?: boolean;
  /** Left out: active. An inactive value stays on records and is not offered. */
  readonly active?: boolean;
  /** Of a dependent picklist: the controlling field's values it goes with; of a checkbox, `true` and `false`. */
  readonly validFor?: readonly string[];
}

export interface FieldSchema {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters; 0 where it has no meaning. */
  readonly length: number;
  /** Digits of a number, those behind the point included; 0 where it has no meaning. */
  readonly precision: number;
  /** Digits behind the point. */
  readonly scale: number;
  /** A long text area cannot be filtered, sorted or made unique. */
  readonly longText: boolean;
  readonly custom: boolean;
  readonly required: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly externalId: boolean;
  readonly unique: boolean;
  readonly caseSensitive: boolean;
  readonly defaultValue: FieldValue;
  readonly restrictedPicklist: boolean;
  readonly picklist: readonly PicklistValue[];
  /** The field that says which values of a dependent picklist go. */
  readonly controller: string | null;
  /** Whether every profile has it until told otherwise; the package's own fields need a permission set. */
  readonly openToAll: boolean;
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | null;
  /** A master-detail parent: deleting it deletes this record too. */
  readonly masterDetail: boolean;
  readonly childRelationshipName: string | null;
  readonly reparentable: boolean;
  /** Of Account, where the org has person accounts: the field of the person contact that it shows. */
  readonly personOf?: string;
  readonly helpText: string | null;
}

/** What a record type leaves of one picklist. */
export interface RecordTypePicklist {
  readonly values: readonly string[];
  readonly default: string | null;
}

/** A record type; the master one is not listed. */
export interface RecordType {
  /** 18 characters. */
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly active: boolean;
  /** Of Account: its records are person accounts. */
  readonly person?: boolean;
  /** By field; a picklist that is not named keeps all of its values. */
  readonly picklists: Readonly<Record<string, RecordTypePicklist>>;
  /** Profiles and permission sets that give it, beside what permission sets of the package say; null: everybody has it. */
  readonly availableTo: readonly string[] | null;
  /** Profiles whose records are of this type when none is given. */
  readonly defaultFor: readonly string[];
}

export interface ValidationRule {
  /** `03d…`, 18 characters. */
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly description: string | null;
  readonly formula: string;
  readonly message: string;
  /** The field the message stands at, or null for the top of the page. */
  readonly errorField: string | null;
  /** ISO-8601; left out of the package's: as old as the org. */
  readonly changedAt?: string;
}

export interface ObjectSchema {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  /** First three characters of its ids. */
  readonly keyPrefix: string;
  readonly custom: boolean;
  /** Holds the org's own setup: no record pages, layouts or triggers. */
  readonly setup: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  /** Whether every profile has it until told otherwise: an object an admin made here. */
  readonly openToAll?: boolean;
  /** In declaration order. */
  readonly fields: readonly FieldSchema[];
  readonly validationRules: readonly ValidationRule[];
  readonly recordTypes: readonly RecordType[];
  /** Finds a field by name, whatever its letter case. */
  field(name: string): FieldSchema | null;
}

export interface OrgSchema {
  list(): readonly ObjectSchema[];
  /** Finds an object by name, whatever its letter case. */
  object(name: string): ObjectSchema | null;
  /** The object an id belongs to, by its first three characters. */
  objectOfId(id: string): ObjectSchema | null;
  /** The same body `GET …/sobjects/{name}/describe` answers, as this user sees it. */
  describe(name: string, user: OrgUser): Record<string, unknown>;
  /** When the schema was last loaded, for `If-Modified-Since`. */
  readonly loadedAt: Date;
}

/** One row of a query: as REST answers it, with `attributes` and nested parents. */
export type QueryRow = { [field: string]: unknown };

export interface QueryResult {
  readonly totalSize: number;
  readonly records: readonly QueryRow[];
}

export interface WriteOptions {
  /** `Sforce-Auto-Assign`; pages and Apex default to false, REST to true. */
  readonly autoAssign?: boolean;
  /** Ends up in change events as `…;client=NAME`. */
  readonly client?: string;
  /** As `Sforce-Duplicate-Rule-Header` reads, e.g. `allowSave=true`. */
  readonly duplicateRuleHeader?: string;
  /** Start of `changeOrigin`; default `com/salesforce/api/soap/66.0;client=SfdcInternalAPI/`, as the Lightning UI has it. */
  readonly origin?: string;
}

/** Fields may name a parent by external id: `{ Case__r: { Care_Escalation_Id__c: 'x' } }`. */
export type RecordInput = Readonly<Record<string, FieldValue | Readonly<Record<string, FieldValue>>>>;

/** Reads and writes as one user. Refusals are thrown as `SalesforceError`. Answers come once the journal is on disk. */
export interface OrgRecords {
  /** The record with the fields this user may read, or null when it is absent, deleted or out of reach. */
  get(user: OrgUser, id: string): Promise<OrgRecord | null>;
  /** All rows of a SOQL query; paging is REST's affair. */
  query(user: OrgUser, soql: string): Promise<QueryResult>;
  create(user: OrgUser, object: string, fields: RecordInput, options?: WriteOptions): Promise<{ id: string }>;
  update(user: OrgUser, id: string, fields: RecordInput, options?: WriteOptions): Promise<void>;
  upsert(
    user: OrgUser,
    object: string,
    externalIdField: string,
    externalId: string,
    fields: RecordInput,
    options?: WriteOptions,
  ): Promise<{ id: string; created: boolean }>;
  delete(user: OrgUser, id: string, options?: WriteOptions): Promise<void>;
  /** Merges up to two losers into the master: they go to the recycle bin with `MasterRecordId` set. */
  merge(user: OrgUser, masterId: string, loserIds: readonly string[], options?: WriteOptions): Promise<void>;
  access(user: OrgUser, id: string): Promise<{ read: boolean; edit: boolean; delete: boolean }>;
}

export interface RecordChange {
  readonly id: string;
  readonly object: string;
  readonly type: 'CREATE' | 'UPDATE' | 'DELETE' | 'UNDELETE';
  /** Names of the fields that changed; empty for DELETE. */
  readonly changedFields: readonly string[];
  readonly userId: string;
  readonly at: string;
}

export interface NamedCredential {
  /** API name, e.g. `Care_Service`. */
  readonly name: string;
  readonly label: string;
  /** Address from the metadata, with the placeholder filled; no trailing slash. */
  readonly url: string;
  readonly externalCredential: string;
  /** Headers the platform would add, formulas resolved; null until every parameter's secret is set. */
  headers(): Readonly<Record<string, string>> | null;
}

export interface NamedCredentials {
  list(): readonly NamedCredential[];
  get(name: string): NamedCredential | null;
  /** Stores an external credential's secrets, as `named-credentials/credential` does. */
  setCredential(
    externalCredential: string,
    principal: string,
    values: Readonly<Record<string, string>>,
  ): Promise<void>;
}

/** A Trusted URL: an address that pages of a context may frame. */
export interface TrustedUrl {
  /** API name, e.g. `Care_Service`. */
  readonly name: string;
  readonly origin: string;
  /** `All`, `LEX`, `VisualForce`, … */
  readonly context: string;
  readonly isActive: boolean;
}

/** Setup's *Trusted URLs*. */
export interface TrustedUrls {
  list(): readonly TrustedUrl[];
  /** Origins that a page of this context may frame now. */
  frameSources(context: 'LEX' | 'VisualForce'): readonly string[];
  /** Switches one on or off, as an admin would. Throws when there is none of that name. */
  setActive(name: string, active: boolean): void;
}

/** An active case or lead assignment rule: who owns a record it runs on. */
export interface AssignmentRule {
  readonly id: string;
  readonly object: 'Case' | 'Lead';
  readonly name: string;
  active: boolean;
  /** User or queue that becomes the owner. */
  ownerId: string;
}

/** An object's org-wide default, in the platform's words: Private, or Public Read/Write. */
export type SharingModel = 'Private' | 'ReadWrite';

/** The org itself, in process. */
export interface OrgCore {
  /** `00D…`, 18 characters. */
  readonly orgId: string;
  readonly orgName: string;
  /** Origin, e.g. `http://localhost:4401`. */
  readonly url: string;
  /** Origin of Visualforce pages: another port, as another host in an org, of the same site. */
  readonly visualforceUrl: string;
  /** e.g. `66.0`. */
  readonly apiVersion: string;
  readonly users: OrgUsers;
  /** Switches a user on or off, as an admin would in Setup. Throws when nobody has that username. */
  setUserActive(username: string, active: boolean): void;
  /** The user signed in to the pages, from the session cookie; null when nobody is. */
  userFromRequest(request: FastifyRequest): OrgUser | null;
  readonly schema: OrgSchema;
  /** Custom labels of the package by API name, in the org's language. */
  readonly labels: Readonly<Record<string, string>>;
  readonly records: OrgRecords;
  /** Called after each commit, once it is on disk. Returns the function that ends it. */
  onChange(listener: (changes: readonly RecordChange[]) => void): () => void;
  /** All that it holds, to make a copy of. */
  snapshot(): Iterable<JournalEntry>;
  /** Sets an object's org-wide default, as an admin would in *Sharing Settings*; it holds at once. */
  setSharingModel(object: string, model: SharingModel): void;
  readonly namedCredentials: NamedCredentials;
  readonly trustedUrls: TrustedUrls;
  readonly assignmentRules: readonly AssignmentRule[];
  /** Users, the app, the org itself and its clock. */
  readonly setup: OrgSetup;
  /** Objects, fields, rules, record types and rights. */
  readonly schemaSetup: SchemaSetup;
  readonly control: OrgControl;
}

export interface ExternalClientApp {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly callbackUrl: string;
}

/** What tells one org from another; each has a default. */
export interface OrganizationOptions {
  /** Makes the org's id: orgs of the same number are the same org. Default 1. */
  readonly number?: number;
  /** Default `ACME`. */
  readonly name?: string;
  readonly isSandbox?: boolean;
  /** Name of its My Domain, e.g. `acme` or `acme--uat.sandbox`. It is shown; the org's address stays on loopback. */
  readonly myDomain?: string;
}

/** A sandbox begins as a copy of its production org. */
export interface SandboxCopy {
  readonly of: OrgCore;
  /** e.g. `uat`: usernames get it as a suffix. */
  readonly name: string;
}

export interface SimulatedOrgOptions {
  /** Who a new org is; one that is read from a folder stays who it was. */
  readonly organization?: OrganizationOptions;
  /** Fills a new org with another's records and credentials, and makes it a sandbox. */
  readonly copy?: SandboxCopy;
  /** 0 takes a free port. */
  readonly port: number;
  /** Port of Visualforce pages; left out, a free one. */
  readonly visualforcePort?: number;
  /** Folder for the journal, held by one org at a time (the caller sees to that); null keeps everything in memory. */
  readonly dataDir: string | null;
  /** e.g. `force-app/main/default`. */
  readonly forceAppDir: string;
  /** Replaces `https://care.example.invalid` in the metadata, as sfdx `replacements` would. */
  readonly careServiceUrl: string;
  readonly externalClientApp: ExternalClientApp;
  /** Adds the Lightning-like pages. */
  readonly pages?: (app: FastifyInstance, org: OrgCore) => Promise<void> | void;
}

export interface SimulatedOrg {
  readonly url: string;
  /** Origin of Visualforce pages. */
  readonly visualforceUrl: string;
  readonly orgId: string;
  /** `host:port` of the Pub/Sub API, insecure gRPC on loopback. */
  readonly pubSubAddress: string;
  readonly core: OrgCore;
  stop(): Promise<void>;
}
