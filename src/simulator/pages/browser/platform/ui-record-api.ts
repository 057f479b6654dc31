/** `lightning/uiRecordApi`, backed by the page's record cache. */
import { type RecordState, readRecord, saveRecord, type UiField, watchRecord } from '../records.ts';

type FieldId = string | { readonly objectApiName: string; readonly fieldApiName: string };
type Emit = (result: { data: WiredRecord | undefined; error: unknown }) => void;

interface WiredRecord {
  readonly id: string;
  readonly apiName: string;
  readonly fields: Record<string, UiField>;
}

interface RecordConfig {
  readonly recordId?: string;
  readonly fields?: readonly FieldId[];
  readonly optionalFields?: readonly FieldId[];
}

const nameOf = (field: FieldId) =>
  typeof field === 'string' ? field.slice(field.lastIndexOf('.') + 1) : field.fieldApiName;

/** Wire adapter: emits the record's requested fields, again whenever they change. */
export class getRecord {
  #config: RecordConfig = {};
  #stop: (() => void) | null = null;
  #last = '';

  constructor(private readonly emit: Emit) {
    emit({ data: undefined, error: undefined });
  }

  connect(): void {
    this.#follow();
  }

  update(config: RecordConfig): void {
    // A copy: the configuration may be a sandboxed component's object.
    const next: RecordConfig = JSON.parse(JSON.stringify(config));
    if (JSON.stringify(next) === JSON.stringify(this.#config)) return;
    this.#config = next;
    this.#last = '';
    this.#follow();
  }

  disconnect(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #follow(): void {
    this.#stop?.();
    this.#stop = null;
    const { recordId, fields = [], optionalFields = [] } = this.#config;
    if (!recordId || fields.length + optionalFields.length === 0) return;
    this.#stop = watchRecord(recordId, (state) => this.#tell(state));
  }

  #tell(state: RecordState): void {
    const result = 'error' in state ? { data: undefined, error: state.error } : this.#select(state);
    const text = JSON.stringify(result);
    if (text === this.#last) return;
    this.#last = text;
    this.emit(result);
  }

  #select({ record }: Extract<RecordState, { record: unknown }>): {
    data: WiredRecord | undefined;
    error: unknown;
  } {
    const { fields: required = [], optionalFields = [] } = this.#config;
    const fields: Record<string, UiField> = {};
    for (const field of [...required, ...optionalFields]) {
      const value = record.fields[nameOf(field)];
      if (value) fields[nameOf(field)] = value;
      else if (required.includes(field)) {
        return {
          data: undefined,
          error: { status: 400, body: { message: `No such column '${nameOf(field)}'` } },
        };
      }
    }
    return { data: { id: record.id, apiName: record.apiName, fields }, error: undefined };
  }
}

export function getFieldValue(record: WiredRecord | undefined, field: FieldId): UiField['value'] | undefined {
  return record?.fields[nameOf(field)]?.value;
}

export function getFieldDisplayValue(
  record: WiredRecord | undefined,
  field: FieldId,
): string | null | undefined {
  return record?.fields[nameOf(field)]?.displayValue;
}

/** Rejects as the platform does: `{ status, body: { message } }`. */
export async function updateRecord(input: { fields: Record<string, UiField['value']> }): Promise<void> {
  const { Id, ...fields } = input.fields;
  await saveRecord(String(Id), { ...fields });
}

/** Says that the server changed records behind the cache's back. */
export async function notifyRecordUpdateAvailable(records: readonly { recordId: string }[]): Promise<void> {
  await Promise.all(records.map(({ recordId }) => readRecord(recordId)));
}
