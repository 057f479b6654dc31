import { createStore, type StoreApi } from 'zustand/vanilla';
import type { startConnection } from '../../../../api/attempts.ts';
import type { AnswerOf } from '../../../../api/endpoint.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';

/** On the way to Salesforce: begun, told what will be asked for, gone. */
export type Connecting =
  | { status: 'idle' }
  | { status: 'starting' }
  | { status: 'explaining'; attempt: AnswerOf<typeof startConnection> }
  | { status: 'failed'; problem: ApiProblem };

export interface ConnectingState {
  connecting: Connecting;
  set(change: Partial<Omit<ConnectingState, 'set'>>): void;
}
export type ConnectingStore = StoreApi<ConnectingState>;

export const createConnectingStore = (): ConnectingStore =>
  createStore<ConnectingState>()((set) => ({ connecting: { status: 'idle' }, set: (change) => set(change) }));
