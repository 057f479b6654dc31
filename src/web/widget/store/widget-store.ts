import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CaseWork } from '../../case/case-work.ts';
import type { CaseStore } from '../../case/store/case-store.ts';

/** A failure as the reader is told of it. */
export interface Refusal {
  code: string;
  fact: string;
  remedy: string;
}

/** How far the widget has come with its Salesforce page and its case. */
export type WidgetPhase =
  | { status: 'connecting' }
  | { status: 'open'; case: CaseStore; work: CaseWork }
  /** The record has no Care case. */
  | { status: 'no_case'; refusal: Refusal | null }
  /** This person may not see it, here or now. */
  | { status: 'refused'; refusal: Refusal }
  | { status: 'failed'; refusal: Refusal };

export interface WidgetState {
  phase: WidgetPhase;
  connecting(): void;
  caseOpened(opened: { case: CaseStore; work: CaseWork }): void;
  caseMissing(refusal: Refusal | null): void;
  refused(refusal: Refusal): void;
  failed(refusal: Refusal): void;
}

export type WidgetStore = StoreApi<WidgetState>;

export const createWidgetStore = (): WidgetStore =>
  createStore<WidgetState>()((set) => ({
    phase: { status: 'connecting' },
    connecting: () => set({ phase: { status: 'connecting' } }),
    caseOpened: (opened) => set({ phase: { status: 'open', ...opened } }),
    caseMissing: (refusal) => set({ phase: { status: 'no_case', refusal } }),
    refused: (refusal) => set({ phase: { status: 'refused', refusal } }),
    failed: (refusal) => set({ phase: { status: 'failed', refusal } }),
  }));
