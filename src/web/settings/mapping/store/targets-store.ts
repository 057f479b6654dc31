import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AnswerOf } from '../../../../api/endpoint.ts';
import type { listMappings } from '../../../../api/mappings.ts';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import type { Loaded } from '../../store/loaded.ts';

export type Targets = AnswerOf<typeof listMappings>;

/** The objects and record types of an org, and whose org it is. */
export interface TargetsState {
  /** Null: not known yet, or not to be had. */
  connection: ConnectionShape | null;
  load: Loaded<Targets>;
  /** The org is read anew. */
  reading: boolean;
  set(change: Partial<Omit<TargetsState, 'set'>>): void;
}
export type TargetsStore = StoreApi<TargetsState>;

export const createTargetsStore = (known: Pick<TargetsState, 'connection' | 'load'>): TargetsStore =>
  createStore<TargetsState>()((set) => ({
    ...known,
    reading: false,
    set: (change) => set(change),
  }));
