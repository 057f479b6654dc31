import type { CareBook, CareDataType, CareEntry } from './care-datum.ts';
import { unknownKeys } from './fill-template.ts';
import type { FieldSource, MappedField, SourceKind } from './mapped-field.ts';
import { type FieldSort, type SchemaField, sortOf } from './schema.ts';

interface Taste {
  /** Types of Care data that can stand in a field of this sort. */
  data: readonly CareDataType[];
  template: boolean;
  /** Why the rest cannot. */
  why: string;
}

const ANY_TEXT: readonly CareDataType[] = [
  'text',
  'long_text',
  'email',
  'phone',
  'url',
  'number',
  'date',
  'datetime',
];
const KEYS: readonly CareDataType[] = ['text', 'email', 'phone', 'number'];

const TASTES: Readonly<Record<FieldSort, Taste>> = {
  text: {
    data: [...ANY_TEXT, 'choice', 'choices'],
    template: true,
    why: 'The linked contact goes into a lookup to Contact.',
  },
  email: { data: ['email'], template: false, why: 'An e-mail field takes an e-mail address alone.' },
  phone: { data: ['phone'], template: true, why: 'A phone field takes a phone number.' },
  url: { data: ['url'], template: true, why: 'A URL field takes an address.' },
  picklist: {
    data: ['choice', 'choices'],
    template: false,
    why: 'A picklist takes its own values: map a variable value by value, or give a fixed value.',
  },
  multipicklist: {
    data: ['choice', 'choices'],
    template: false,
    why: 'A picklist takes its own values: map a variable value by value, or give a fixed value.',
  },
  checkbox: {
    data: ['choice', 'choices'],
    template: false,
    why: 'A checkbox takes true or false: map a variable value by value, or give a fixed value.',
  },
  number: { data: ['number', 'choice'], template: false, why: 'A number field takes a number.' },
  date: { data: ['date', 'datetime'], template: false, why: 'A date field takes a date.' },
  datetime: { data: ['datetime'], template: false, why: 'A date and time field takes a time.' },
  contact: {
    data: ['contact', ...KEYS],
    template: true,
    why: 'A lookup takes a record, or what an external id of it holds.',
  },
  lookup: {
    data: KEYS,
    template: true,
    why: 'A lookup takes a record, or what an external id of it holds.',
  },
  name: { data: ['text'], template: true, why: 'A name takes the name of a person.' },
  other: { data: [], template: false, why: 'Care has nothing of its type.' },
};

const whyNotDatum = (sort: FieldSort, datum: CareEntry): string | null =>
  TASTES[sort].data.includes(datum.type) ? null : TASTES[sort].why;

/** What fits fields of one sort; null: it fits, else why not. */
export interface FitRule {
  kinds: Record<SourceKind, string | null>;
  data: Record<string, string | null>;
}

export function fitRule(sort: FieldSort, careData: readonly CareEntry[]): FitRule {
  const data = Object.fromEntries(careData.map((datum) => [datum.key, whyNotDatum(sort, datum)]));
  const { template, why } = TASTES[sort];
  const ofKind = (kind: CareEntry['kind']) =>
    careData.some((datum) => datum.kind === kind && data[datum.key] === null) ? null : why;
  return {
    kinds: {
      dynamic: ofKind('dynamic'),
      internal: ofKind('internal'),
      variable: ofKind('variable'),
      fixed: sort === 'other' ? why : null,
      template: template ? null : why,
    },
    data,
  };
}

/** Why a field does not take this source. Null: it does. */
export function whyNotFit(
  field: Pick<SchemaField, 'type' | 'referenceTo'>,
  { source, by }: Pick<MappedField, 'source' | 'by'>,
  book: CareBook,
): string | null {
  const sort = sortOf(field);
  const wrong = whyNotSource(sort, source, book);
  if (wrong !== null) return wrong;
  const lookup = sort === 'lookup' || sort === 'contact';
  if (by !== null && !lookup) return 'Only a lookup is found by an external id.';
  if (!lookup || by !== null || source.kind === 'fixed' || isContact(source, book)) return null;
  return 'A lookup takes the id of a record: choose the external id by which it is found.';
}

const isContact = (source: FieldSource, book: CareBook): boolean =>
  'data' in source && book.datum(source.data)?.type === 'contact';

function whyNotSource(sort: FieldSort, source: FieldSource, book: CareBook): string | null {
  const { template, why } = TASTES[sort];
  switch (source.kind) {
    case 'fixed':
      return sort === 'other' ? why : null;
    case 'template': {
      const [unknown] = unknownKeys(source.template, book);
      if (unknown !== undefined) return `There is no Care data called ${unknown}.`;
      return template ? null : why;
    }
    default: {
      const datum = book.datum(source.data);
      if (datum?.kind !== source.kind) return `There is no ${source.kind} Care data called ${source.data}.`;
      return whyNotDatum(sort, datum);
    }
  }
}
