import type { TemplateResult } from 'lit';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { IntegrationsShape } from '../../../api/integrations.ts';
import type { SessionShape } from '../../../api/session.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';
import type { Toast } from '../../elements/toasts.ts';
import type { PlaceId } from '../places.ts';

/** How far finding out who is here has come; nobody signed in ends on the sign-in page. */
export type Start =
  | { status: 'checking' }
  | { status: 'failed'; problem: ApiProblem }
  | { status: 'signed_in'; who: SessionShape };

/** The page at the address, as far as it has come. */
export type Shown =
  | { status: 'none' }
  | { status: 'loading'; place: PlaceId }
  | { status: 'failed'; place: PlaceId; problem: ApiProblem }
  | { status: 'missing' }
  | { status: 'ready'; place: PlaceId; address: string; draw: () => TemplateResult };

export interface SettingsState {
  start: Start;
  /** Where the account stands with Salesforce; null until it is known. */
  salesforce: IntegrationsShape['salesforce'] | null;
  shown: Shown;
  toasts: readonly Toast[];
  set(change: Partial<Omit<SettingsState, 'set'>>): void;
}
export type SettingsStore = StoreApi<SettingsState>;

export const createSettingsStore = (): SettingsStore =>
  createStore<SettingsState>()((set) => ({
    start: { status: 'checking' },
    salesforce: null,
    shown: { status: 'none' },
    toasts: [],
    set: (change) => set(change),
  }));
