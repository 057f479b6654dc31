import type { FieldSchema, RecordType, ValidationRule } from '../core.ts';
import { DUPLICATE_RULES, type DuplicateRule, objectOf } from '../duplicates/duplicate-rule.ts';
import type { Org } from '../org.ts';
import { wholeSecond } from '../records/instant.ts';
import { applySchemaChanges } from '../schema/apply-schema-changes.ts';
import type { FieldDefinition, FieldEdit } from '../schema/field-definition.ts';
import type { LoadedObject } from '../schema/load-schema.ts';
import { hasPersonAccounts, PERSON_ACCOUNTS } from '../schema/person-accounts.ts';
import { makeRecordId } from '../schema/record-id.ts';
import {
  FIELD_CHANGES,
  type FieldChange,
  OBJECT_CHANGES,
  RECORD_TYPE_CHANGES,
  RULE_CHANGES,
} from '../schema/schema-changes.ts';
import { PROFILES } from '../seed/profiles.ts';
import type { Json } from '../state/journal-entry.ts';
import { RIGHTS_CHANGES, rightsChangeOf } from '../users/rights-changes.ts';
import type { RecordTypeEdit, RightsEdit, RuleEdit, SchemaSetup } from './schema-contract.ts';

/** Ids of rules that an admin adds begin behind the package's. */
const FIRST_OWN_RULE = 1000;

type Fact = readonly [table: string, key: string, value: Json];
const toJson = (value: object) => JSON.parse(JSON.stringify(value)) as Json;

/** Setup's object manager, for tests. */
export class SchemaControl implements SchemaSetup {
  constructor(private readonly org: Org) {}

  async addObject(name: string, label = name.replace(/__c$/, '')): Promise<void> {
    this.#requireNew(name, this.org.schema.object(name));
    const n = [...this.org.state.facts(OBJECT_CHANGES)].length;
    const keyPrefix = `b${n.toString(36).padStart(2, '0')}`;
    await this.#change([[OBJECT_CHANGES, name, { name, label, labelPlural: `${label}s`, keyPrefix }]]);
  }

  async addFields(objectName: string, fields: readonly FieldDefinition[]): Promise<void> {
    const object = this.#object(objectName);
    await this.#change(
      fields.map((field): Fact => {
        this.#requireNew(field.name, object.field(field.name));
        const change: FieldChange = { kind: 'added', field };
        return [FIELD_CHANGES, `${object.name}.${field.name}`, toJson(change)];
      }),
    );
  }

  async editField(objectName: string, name: string, edit: FieldEdit): Promise<void> {
    const object = this.#object(objectName);
    const key = `${object.name}.${this.#field(object, name).name}`;
    const old = this.org.state.fact(FIELD_CHANGES, key) as unknown as FieldChange | undefined;
    const change: FieldChange =
      old?.kind === 'added'
        ? { kind: 'added', field: { ...old.field, ...edit } }
        : { kind: 'edited', edit: { ...(old?.kind === 'edited' ? old.edit : {}), ...edit } };
    await this.#change([[FIELD_CHANGES, key, toJson(change)]]);
  }

  async removeField(objectName: string, name: string): Promise<void> {
    const object = this.#object(objectName);
    const field = this.#field(object, name);
    if (!field.openToAll)
      throw new Error(
        `Failed to delete a field: ${object.name}.${field.name} is the package's. Hide it by rights instead.`,
      );
    const key = `${object.name}.${field.name}`;
    const old = this.org.state.fact(FIELD_CHANGES, key) as unknown as FieldChange | undefined;
    await this.#change([[FIELD_CHANGES, key, old?.kind === 'added' ? null : { kind: 'removed' }]]);
  }

  async setRule(objectName: string, name: string, edit: RuleEdit): Promise<void> {
    const object = this.#object(objectName);
    const old = object.validationRules.find((rule) => rule.name === name);
    const n = FIRST_OWN_RULE + [...this.org.state.facts(RULE_CHANGES)].length;
    const rule: ValidationRule = {
      ...(old ?? {
        id: makeRecordId('03d', n),
        name,
        active: true,
        description: null,
        formula: 'FALSE',
        message: 'Not allowed.',
        errorField: null,
      }),
      ...edit,
      changedAt: wholeSecond(this.org.clock.now()),
    };
    await this.#change([[RULE_CHANGES, `${object.name}.${name}`, toJson(rule)]]);
  }

  async setRecordType(objectName: string, name: string, edit: RecordTypeEdit): Promise<string> {
    const object = this.#object(objectName);
    const { state, clock } = this.org;
    const old = object.recordTypes.find((type) => type.name === name);
    const type: RecordType = {
      ...(old ?? {
        id: state.newId('RecordType'),
        name,
        label: name.replace(/_/g, ' '),
        active: true,
        picklists: {},
        availableTo: null,
        defaultFor: [],
      }),
      ...edit,
    };
    const now = wholeSecond(clock.now());
    const set = { Id: type.id, SobjectType: object.name, DeveloperName: name, Name: type.label };
    state.commit({
      rows: [
        {
          id: type.id,
          object: 'RecordType',
          set: {
            ...set,
            IsActive: type.active,
            ...(hasPersonAccounts(state) ? { IsPersonType: type.person === true } : {}),
            CreatedDate: now,
            LastModifiedDate: now,
            SystemModstamp: now,
          },
        },
      ],
    });
    await this.#change([[RECORD_TYPE_CHANGES, `${object.name}.${name}`, toJson(type)]]);
    return type.id;
  }

  async enablePersonAccounts(): Promise<void> {
    const { state } = this.org;
    if (hasPersonAccounts(state)) return;
    await this.#change([[PERSON_ACCOUNTS, 'Account', true]]);
    const rows = (objects: readonly string[], set: Record<string, boolean>) =>
      objects.flatMap((object) => [...state.rows(object)].map(({ id }) => ({ id, object, set })));
    state.commit({
      rows: [
        ...rows(['Account', 'Contact'], { IsPersonAccount: false }),
        ...rows(['RecordType'], { IsPersonType: false }),
      ],
    });
    const everybody = PROFILES.map(({ name }) => name);
    await this.setRecordType('Account', 'Business_Account', { defaultFor: everybody });
    await this.setRecordType('Account', 'PersonAccount', { label: 'Person Account', person: true });
  }

  async setRights(who: string, { objects = {}, fields = {} }: RightsEdit): Promise<void> {
    const { state, schema, clock } = this.org;
    for (const name of Object.keys(objects)) this.#object(name);
    for (const path of Object.keys(fields)) {
      const [object = '', field = ''] = path.split('.');
      this.#field(this.#object(object), field);
    }
    const old = rightsChangeOf(state, who);
    const merged = Object.fromEntries(
      Object.entries(objects).map(([name, rights]) => [name, { ...old.objects[name], ...rights }]),
    );
    const change = { objects: { ...old.objects, ...merged }, fields: { ...old.fields, ...fields } };
    state.commit({ facts: [[RIGHTS_CHANGES, who, toJson(change)]] });
    schema.touch(clock.now());
    await state.journal.flushed();
  }

  async setDuplicateRule(name: string, rule: Omit<DuplicateRule, 'name'> | null): Promise<void> {
    if (rule) {
      this.#object(objectOf(rule.object));
      for (const { object, groups } of rule.matchRules)
        for (const { field, of = field } of groups.flat()) {
          this.#field(this.#object(objectOf(rule.object)), field);
          this.#field(this.#object(objectOf(object)), of);
        }
    }
    this.org.state.commit({ facts: [[DUPLICATE_RULES, name, rule ? toJson({ ...rule, name }) : null]] });
    await this.org.state.journal.flushed();
  }

  duplicateRules(): readonly DuplicateRule[] {
    return [...this.org.state.facts(DUPLICATE_RULES)].map(([, rule]) => rule as unknown as DuplicateRule);
  }

  /** Takes the change back when the org could not run its rules with it. */
  async #change(facts: readonly Fact[]): Promise<void> {
    const { state, schema, clock } = this.org;
    const before = facts.map(([table, key]): Fact => [table, key, state.fact(table, key) ?? null]);
    state.apply({ facts });
    try {
      applySchemaChanges(state, clock.now());
      for (const object of schema.list()) this.org.rulesOf(object);
    } catch (error) {
      state.apply({ facts: before });
      applySchemaChanges(state, clock.now());
      throw error;
    }
    state.commit({ facts });
    await state.journal.flushed();
  }

  #object(name: string): LoadedObject {
    const object = this.org.schema.object(name);
    if (object) return object;
    throw new Error(`Failed to find an object: there is no "${name}". Name one of the org's.`);
  }

  #field(object: LoadedObject, name: string): FieldSchema {
    const field = object.field(name);
    if (field) return field;
    throw new Error(`Failed to find a field: ${object.name} has no "${name}".`);
  }

  #requireNew(name: string, found: unknown): void {
    if (!/^[A-Za-z]\w*__c$/.test(name) || found)
      throw new Error(`Failed to add "${name}": expected a new name that ends in __c.`);
  }
}
