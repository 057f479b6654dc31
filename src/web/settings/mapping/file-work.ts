import type { MappingEditor, MappingFile } from '../../../api/mappings.ts';
import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import { actOn } from '../act-on.ts';
import type { FileStore } from './store/file-store.ts';
import type { MappingPlace } from './store/mapping-place.ts';
import { readMappingFile } from './store/read-mapping-file.ts';

/** What is done with mapping files. */
export interface FileWork {
  /** All saved mappings of the org. Null: they were not to be had, and the dialog says why. */
  read(): Promise<MappingFile | null>;
  /** Compares a file with the org; nothing is saved. */
  judge(file: { name: string; text(): Promise<string> }): Promise<void>;
  /** Saves what fits. The editor of the mapping at hand when that has a new version now. */
  save(): Promise<MappingEditor | null>;
  /** Another file. */
  restart(): void;
}

const FILE = '/v1/salesforce/connections/:connectionId/mapping-file';
/** Every object of the file is read from the org. */
const JUDGE_MS = 60_000;

interface FileWorkOptions {
  readonly api: ApiClient;
  readonly store: FileStore;
  readonly place: MappingPlace;
}

export function createFileWork({ api, store, place }: FileWorkOptions): FileWork {
  const params = { connectionId: place.connectionId };
  const { set } = store.getState();
  const acting = actOn(set);
  const send = (file: MappingFile, save: boolean) =>
    api.call(`POST ${FILE}`, { params, body: { file, save } }, { timeoutMs: JUDGE_MS });

  return {
    async read() {
      let answer: MappingFile | null = null;
      await acting(async () => {
        answer = await api.call(`GET ${FILE}`, { params });
      });
      return answer;
    },
    async judge(chosen) {
      set({ name: chosen.name, unreadable: null, problem: null });
      const read = readMappingFile(await chosen.text().catch(() => ''));
      if ('unreadable' in read) {
        set(read);
        return;
      }
      await acting(async () => {
        const { mappings } = await send(read.file, false);
        set({ step: 'report', file: read.file, report: mappings });
      });
    },
    async save() {
      const { file } = store.getState();
      if (!file) return null;
      let report: Awaited<ReturnType<typeof send>>['mappings'] = [];
      const done = await acting(async () => {
        report = (await send(file, true)).mappings;
      });
      if (!done) return null;
      set({ step: 'saved', report });
      const atHand = report.find(
        ({ object, recordType, version }) =>
          version !== null && object === place.object && recordType === place.recordType,
      );
      if (!atHand) return null;
      const path = 'GET /v1/salesforce/connections/:connectionId/mappings/:object/:recordType';
      return api.call(path, { params: { ...place } }).catch((error: unknown) => {
        set({ problem: asProblem(error) });
        return null;
      });
    },
    restart: () => set({ step: 'choose', name: '', file: null, report: [], unreadable: null, problem: null }),
  };
}
