import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MappingFile, MappingImport } from '../../../../api/mappings.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';

/** How far a mapping file has come: chosen, compared with the org, saved. */
export interface FileState {
  step: 'choose' | 'report' | 'saved';
  /** The file's name. */
  name: string;
  file: MappingFile | null;
  report: MappingImport['mappings'];
  /** Why the file is none. */
  unreadable: { fact: string; remedy: string } | null;
  busy: boolean;
  problem: ApiProblem | null;
  set(change: Partial<Omit<FileState, 'set'>>): void;
}
export type FileStore = StoreApi<FileState>;

export const createFileStore = (): FileStore =>
  createStore<FileState>()((set) => ({
    step: 'choose',
    name: '',
    file: null,
    report: [],
    unreadable: null,
    busy: false,
    problem: null,
    set: (change) => set(change),
  }));
