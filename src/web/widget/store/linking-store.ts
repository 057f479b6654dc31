import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LinkableCase } from '../../../api/embed.ts';
import type { Refusal } from './widget-store.ts';

export type LinkedTo = NonNullable<LinkableCase['linkedTo']>;

export type Suggestions =
  | { status: 'loading' }
  | { status: 'ready'; suggested: readonly LinkableCase[] }
  | { status: 'failed'; refusal: Refusal };

export type LinkSearch =
  | { status: 'closed' }
  /** Nothing was typed yet. */
  | { status: 'idle' }
  | { status: 'searching' }
  | { status: 'found'; words: string; found: readonly LinkableCase[] }
  | { status: 'failed'; refusal: Refusal };

/** How far linking has come with the case that was picked. */
export type Linking =
  | { status: 'none' }
  /** It belongs to another record already. */
  | { status: 'taken'; chosen: LinkableCase; linkedTo: LinkedTo }
  | { status: 'asking'; chosen: LinkableCase }
  | { status: 'linking'; chosen: LinkableCase }
  /** Linked; the conversation is on its way. */
  | { status: 'linked'; chosen: LinkableCase }
  | { status: 'refused'; chosen: LinkableCase; refusal: Refusal };

export interface LinkingState {
  /** What kind of record asks; null while that is not known. */
  object: 'Case' | 'Lead' | null;
  suggestions: Suggestions;
  words: string;
  search: LinkSearch;
  linking: Linking;
  set(change: Partial<Pick<LinkingState, 'object' | 'suggestions' | 'words' | 'search' | 'linking'>>): void;
}

export type LinkingStore = StoreApi<LinkingState>;

export const createLinkingStore = (): LinkingStore =>
  createStore<LinkingState>()((set) => ({
    object: null,
    suggestions: { status: 'loading' },
    words: '',
    search: { status: 'closed' },
    linking: { status: 'none' },
    set: (change) => set(change),
  }));
