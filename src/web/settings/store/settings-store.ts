import type { TemplateResult } from 'lit';
import type * as z from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AgentShape } from '../../../api/shapes.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';
import type { Toast } from '../../elements/toasts.ts';
import type { PlaceId } from '../places.ts';

/** Who is signed in, as the service says. */
export interface SignedIn {
  agent: z.output<typeof AgentShape>;
  account: { id: string; name: string };
}

/** How far finding out who is here has come; nobody signed in ends on the sign-in page. */
export type Start =
  | { status: 'checking' }
  | { status: 'failed'; problem: ApiProblem }
  | ({ status: 'signed_in' } & SignedIn);

/** The page at the address, as far as it has come. */
export type Shown =
  | { status: 'none' }
  | { status: 'loading'; place: PlaceId }
  | { status: 'failed'; place: PlaceId; problem: ApiProblem }
  | { status: 'missing' }
  | { status: 'ready'; place: PlaceId; address: string; draw: () => TemplateResult };

export interface SettingsState {
  start: Start;
  shown: Shown;
  toasts: readonly Toast[];
  set(change: Partial<Omit<SettingsState, 'set'>>): void;
}
export type SettingsStore = StoreApi<SettingsState>;

export const createSettingsStore = (): SettingsStore =>
  createStore<SettingsState>()((set) => ({
    start: { status: 'checking' },
    shown: { status: 'none' },
    toasts: [],
    set: (change) => set(change),
  }));
