import type { ObjectRights, RecordType, ValidationRule } from '../core.ts';
import type { DuplicateRule } from '../duplicates/duplicate-rule.ts';
import type { FieldDefinition, FieldEdit } from '../schema/field-definition.ts';
import type { FieldAccess } from '../users/rights-changes.ts';

export type RuleEdit = Partial<Omit<ValidationRule, 'id' | 'name'>>;
export type RecordTypeEdit = Partial<Omit<RecordType, 'id' | 'name'>>;
export interface RightsEdit {
  readonly objects?: Readonly<Record<string, Partial<ObjectRights>>>;
  readonly fields?: Readonly<Record<string, FieldAccess>>;
}

/**
 * What an admin does to objects in Setup. Every change holds at once, survives a restart and is on disk when the
 * promise resolves; what the org could not hold to is refused in words.
 */
export interface SchemaSetup {
  addObject(name: string, label?: string): Promise<void>;
  /** Adds custom fields; everybody may read and edit them until rights say otherwise. */
  addFields(object: string, fields: readonly FieldDefinition[]): Promise<void>;
  editField(object: string, name: string, edit: FieldEdit): Promise<void>;
  /** Deletes a field that is not the package's. */
  removeField(object: string, name: string): Promise<void>;
  /** Adds a validation rule, or changes one. Left out of a new one: active, at the top of the page. */
  setRule(object: string, name: string, edit: RuleEdit): Promise<void>;
  /** Adds a record type, or changes one. Left out of a new one: active, everybody's, nobody's default. */
  setRecordType(object: string, name: string, edit: RecordTypeEdit): Promise<string>;
  /**
   * Enables person accounts, for good: fields, a person record type, and a business one that stays the default. Further
   * person record types are made with `person`.
   */
  enablePersonAccounts(): Promise<void>;
  /** Changes what a profile or permission set gives; by a username, what one person has in the end. */
  setRights(who: string, edit: RightsEdit): Promise<void>;
  /** Adds or replaces a duplicate rule; null takes it away. */
  setDuplicateRule(name: string, rule: Omit<DuplicateRule, 'name'> | null): Promise<void>;
  duplicateRules(): readonly DuplicateRule[];
}
