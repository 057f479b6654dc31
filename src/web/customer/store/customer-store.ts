import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MessageKind } from '../../../domain/message.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';
import type { DemoMessage, DemoProfile } from '../../clients/demo-client.ts';

/** Somebody who writes: known by an earlier conversation, or made up here. */
export interface Writer {
  /** The platform's own id of the customer. */
  id: string;
  name: string;
  isNew: boolean;
}

export interface CustomerState {
  load: { status: 'loading' } | { status: 'ready' } | { status: 'failed'; problem: ApiProblem };
  profiles: readonly DemoProfile[];
  profileId: string | null;
  writer: Writer | null;
  messages: readonly DemoMessage[];
  kind: MessageKind;
  text: string;
  sending: boolean;
  problem: ApiProblem | null;
  scripted: boolean | null;
  set(change: Partial<CustomerState>): void;
}

export type CustomerStore = StoreApi<CustomerState>;

export const createCustomerStore = (): CustomerStore =>
  createStore<CustomerState>()((set) => ({
    load: { status: 'loading' },
    profiles: [],
    profileId: null,
    writer: null,
    messages: [],
    kind: 'public_reply',
    text: '',
    sending: false,
    problem: null,
    scripted: null,
    set: (change) => set(change),
  }));
