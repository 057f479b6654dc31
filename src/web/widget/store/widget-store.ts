import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CaseWork } from '../../case/case-work.ts';
import type { CaseStore } from '../../case/store/case-store.ts';
import type { LinkingWork } from '../linking.ts';
import type { OpenCasesWork } from '../open-cases.ts';
import type { LinkingStore } from './linking-store.ts';
import type { OpenCasesStore } from './open-cases-store.ts';

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
  /** No record: the agent's own cases. */
  | { status: 'my_cases'; list: OpenCasesStore; work: OpenCasesWork }
  /** The record has no Care case, and may be given one. */
  | { status: 'linking'; linking: LinkingStore; work: LinkingWork }
  /** The record has no Care case. */
  | { status: 'no_case'; refusal: Refusal | null }
  /** This person may not see it, here or now. */
  | { status: 'refused'; refusal: Refusal }
  | { status: 'failed'; refusal: Refusal };

export interface WidgetState {
  phase: WidgetPhase;
  connecting(): void;
  caseOpened(opened: { case: CaseStore; work: CaseWork }): void;
  myCasesOpened(opened: { list: OpenCasesStore; work: OpenCasesWork }): void;
  linkingOpened(opened: { linking: LinkingStore; work: LinkingWork }): void;
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
    myCasesOpened: (opened) => set({ phase: { status: 'my_cases', ...opened } }),
    linkingOpened: (opened) => set({ phase: { status: 'linking', ...opened } }),
    caseMissing: (refusal) => set({ phase: { status: 'no_case', refusal } }),
    refused: (refusal) => set({ phase: { status: 'refused', refusal } }),
    failed: (refusal) => set({ phase: { status: 'failed', refusal } }),
  }));
