import type { CaseFormField } from '../case-form.ts';
import { type SchemaField, sortOf } from '../mapping/schema.ts';
import type { Stated } from './foresee-rules.ts';

/** A record that is about to be created, and what the org makes of what it does not say. */
export interface RecordToBe {
  form: readonly CaseFormField[];
  /** What the form says now, by field; what stands nowhere is not written. */
  values: ReadonlyMap<string, string | null>;
  /** The object as the acting user sees it. */
  schema: readonly SchemaField[];
  /** Null: the object has none. */
  recordType: { id: string; name: string; label: string } | null;
  /** Fields that Care writes itself, beside the form. */
  ours: ReadonlyMap<string, string | null>;
}

/** What a rule will find under a path of this record. Names in formulas may be in any letters. */
export function statedBy(record: RecordToBe): (path: string) => Stated {
  const schema = new Map(record.schema.map((field) => [field.name.toLowerCase(), field]));
  const form = new Map(record.form.map((field) => [field.name.toLowerCase(), field]));
  const ours = new Map([...record.ours].map(([name, value]) => [name.toLowerCase(), value]));
  return (path) => {
    const [first = '', ...rest] = path.toLowerCase().split('.');
    if (first === 'recordtypeid') return text(record.recordType?.id ?? null);
    if (first === '$recordtype' || (first === 'recordtype' && !form.has('recordtype'))) {
      return recordTypeFact(record, rest[0] ?? '', path);
    }
    if (first.startsWith('$')) return unknown(path);
    if (rest.length > 0) return ofAnother(first, path);
    if (ours.has(first)) return text(ours.get(first) ?? null);
    return ofField(first, path);
  };

  function ofField(name: string, path: string): Stated {
    const asked = form.get(name);
    const value = asked ? (record.values.get(asked.name) ?? '').trim() : '';
    const field = schema.get(name);
    if (asked && value !== '') {
      if (asked.sort === 'other') return { unknown: `it looks at ${path}, which the form only finds` };
      return { sort: field ? sortOf(field) : asked.sort, value };
    }
    return field ? untold(field, path) : { unknown: `it looks at ${path}, which Care cannot see` };
  }

  /** The record a lookup leads to says nothing when there is none. */
  function ofAnother(relationship: string, path: string): Stated {
    const field = record.schema.find((each) => each.relationshipName?.toLowerCase() === relationship);
    const leads = field && ofField(field.name.toLowerCase(), path);
    return leads && 'value' in leads && (leads.value ?? '') === '' ? text(null) : unknown(path);
  }
}

function recordTypeFact({ recordType }: RecordToBe, name: string, path: string): Stated {
  if (name === 'developername') return text(recordType?.name ?? null);
  if (name === 'name') return text(recordType?.label ?? null);
  if (name === 'id') return text(recordType?.id ?? null);
  return unknown(path);
}

/** What the org puts where nothing is written. */
function untold(field: SchemaField, path: string): Stated {
  const sort = sortOf(field);
  if (field.calculated || field.autoNumber || FILLED_IN.has(field.name)) return unknown(path);
  if (sort === 'picklist') {
    const preset = field.picklistValues.find(({ active, defaultValue }) => active && defaultValue);
    return { sort, value: preset?.value ?? null };
  }
  if (sort === 'checkbox') {
    return field.createable ? { sort, value: String(field.presetTrue === true) } : unknown(path);
  }
  return field.defaultedOnCreate || SYSTEM.test(field.name) ? unknown(path) : { sort, value: null };
}

/** Taken from the contact, or worked out of the status. */
const FILLED_IN: ReadonlySet<string> = new Set(['AccountId', 'IsClosed', 'IsEscalated', 'Name']);
const SYSTEM = /^(Id|Created\w+|LastModified\w+|SystemModstamp)$/;

const text = (value: string | null): Stated => ({ sort: 'text', value });
const unknown = (path: string): Stated => ({ unknown: `it looks at ${path}` });
