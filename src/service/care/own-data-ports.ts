import type { ActorRef } from '../../domain/agent.ts';
import type { AuditKind } from '../../domain/audit.ts';
import type { DataUser } from '../../domain/care-data-use.ts';
import type { CaseField, OwnCareData } from '../../domain/case-field.ts';

/** Where Care data is used, for whoever goes there. */
export interface DataUse {
  kind: 'mapping' | 'rule';
  connectionId: string;
  orgName: string;
  /** Of a rule its name, of a mapping its object and, where there are several, the record type. */
  name: string;
  /** Of a mapping; null of a rule. */
  target: { object: string; recordType: string } | null;
}

export type OwnDataAuditKind = Extract<AuditKind, `case_field.${string}` | `label.${string}`>;

/** How many cases carry something, by what it is. */
export interface OwnDataCounts {
  fields: ReadonlyMap<string, number>;
  /** Of selects: by field, then by value. */
  options: ReadonlyMap<string, ReadonlyMap<string, number>>;
  labels: ReadonlyMap<string, number>;
}

/** Case fields and labels of an account, as a transaction sees them. */
export interface OwnDataStore {
  read(): Promise<OwnCareData>;
  /** One after the other: two who change them at once see each other's change. */
  takeTurn(): Promise<void>;
  counts(): Promise<OwnDataCounts>;
  /** Mappings in use and rules, of every org. */
  users(): Promise<readonly (DataUser & { use: DataUse })[]>;
  addField(field: CaseField): Promise<void>;
  changeField(field: Pick<CaseField, 'key' | 'name' | 'options'>): Promise<void>;
  /** Takes values of a select away from all cases. */
  dropValues(key: string, values: readonly string[]): Promise<void>;
  /** With what cases had there. */
  removeField(key: string): Promise<void>;
  /** On all cases; where the other is there already, they become one. */
  renameLabel(label: string, becomes: string): Promise<void>;
  /** From all cases, and from what there is to choose. */
  removeLabel(label: string): Promise<void>;
  /** Writes down who changed it, and has whoever looks at a case ask for it again. */
  record(actor: ActorRef, kind: OwnDataAuditKind, subject: string, detail: string | null): Promise<void>;
}
