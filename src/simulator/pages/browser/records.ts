import { callOrg, type OrgError } from './call-org.ts';

export interface UiField {
  readonly value: string | number | boolean | null;
  readonly displayValue: string | null;
}

export interface UiRecord {
  readonly id: string;
  readonly apiName: string;
  readonly fields: Readonly<Record<string, UiField>>;
  readonly lastModifiedDate: string | null;
}

export interface UiFieldInfo {
  readonly apiName: string;
  readonly label: string;
  readonly dataType: string;
  readonly custom: boolean;
  readonly updateable: boolean;
  readonly relationshipName: string | null;
  readonly values: readonly { readonly value: string; readonly label: string; readonly closed: boolean }[];
}

export interface UiObjectInfo {
  readonly apiName: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly fields: Readonly<Record<string, UiFieldInfo>>;
}

/** A record, or why there is none. */
export type RecordState = { readonly record: UiRecord } | { readonly error: OrgError };
type Listener = (state: RecordState) => void;

interface Entry {
  state: RecordState | null;
  readonly listeners: Set<Listener>;
  reading: Promise<void> | null;
}

/**
 * The page's one cache of records, as Lightning Data Service is: everything that shows a record sees the same
 * state, and reading it again tells all of them.
 */
const entries = new Map<string, Entry>();
const objectInfos = new Map<string, Promise<UiObjectInfo>>();

/** Follows a record until the returned function is called. */
export function watchRecord(id: string, listener: Listener): () => void {
  const entry = entryOf(id);
  entry.listeners.add(listener);
  if (entry.state) listener(entry.state);
  else void readRecord(id);
  return () => {
    entry.listeners.delete(listener);
    if (entry.listeners.size === 0) entries.delete(id);
  };
}

/** Reads a record again, if anything on the page shows it. */
export async function readRecord(id: string): Promise<void> {
  const entry = entries.get(id);
  if (!entry) return;
  // A read under way may have missed the change that asks for this one.
  const before = entry.reading ?? Promise.resolve();
  const reading = before.then(async () => {
    const state = await fetchState(id);
    entry.state = state;
    for (const listener of [...entry.listeners]) listener(state);
  });
  entry.reading = reading;
  await reading;
  if (entry.reading === reading) entry.reading = null;
}

/** Saves fields of a record. Rejects with OrgError. */
export async function saveRecord(id: string, fields: Record<string, UiField['value']>): Promise<void> {
  await callOrg<UiRecord>('PATCH', `/ui-api/records/${id}`, { fields });
  await readRecord(id);
}

export function objectInfo(object: string): Promise<UiObjectInfo> {
  let info = objectInfos.get(object);
  if (!info) {
    info = callOrg<UiObjectInfo>('GET', `/ui-api/object-info/${object}`);
    objectInfos.set(object, info);
  }
  return info;
}

async function fetchState(id: string): Promise<RecordState> {
  try {
    return { record: await callOrg<UiRecord>('GET', `/ui-api/records/${id}`) };
  } catch (error) {
    return { error: error as OrgError };
  }
}

function entryOf(id: string): Entry {
  let entry = entries.get(id);
  if (!entry) {
    entry = { state: null, listeners: new Set(), reading: null };
    entries.set(id, entry);
  }
  return entry;
}
