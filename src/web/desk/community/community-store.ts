import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  CommunityMessageShape,
  CommunityRecordShape,
  CommunityRow,
  getCommunityForm,
  getCommunityMessage,
} from '../../../api/community.ts';
import type { AnswerOf } from '../../../api/endpoint.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';

export type RecordObject = CommunityRecordShape['object'];
export type OpenMessage = AnswerOf<typeof getCommunityMessage>;
export type RecordForm = AnswerOf<typeof getCommunityForm>;

export type Load = { status: 'loading' } | { status: 'ready' } | { status: 'failed'; problem: ApiProblem };

/** The form that makes a Salesforce record. */
export type Making =
  | { status: 'closed' }
  | { status: 'preparing' }
  | { status: 'editing'; form: RecordForm; problem: ApiProblem | null }
  | { status: 'sending'; form: RecordForm }
  | { status: 'done'; record: CommunityRecordShape }
  | { status: 'failed'; problem: ApiProblem };

export interface CommunityState {
  search: string;
  rows: readonly CommunityRow[];
  nextCursor: string | null;
  load: Load;
  /** The message the address names; null: the list alone. */
  messageId: string | null;
  open: OpenMessage | null;
  openLoad: Load;
  making: Making;
  /** What the form makes. */
  object: RecordObject;
  /** A further one of its kind on purpose. */
  another: boolean;
  /** What was changed in the form, by field. */
  edits: Readonly<Record<string, string>>;
  /** Why one could not be taken to Salesforce to connect again. */
  reconnectProblem: ApiProblem | null;
  /** What the reader wanted to do when a form was open. */
  leaving: (() => void) | null;
  set(change: Partial<CommunityState>): void;
  edited(field: string, value: string): void;
  /** The message as it is now, in the list and where it is open. */
  messageChanged(message: CommunityMessageShape): void;
}

export type CommunityStore = StoreApi<CommunityState>;

export const CLOSED_FORM = { making: { status: 'closed' }, edits: {}, another: false } as const;

export const createCommunityStore = (): CommunityStore =>
  createStore<CommunityState>()((set) => ({
    search: '',
    rows: [],
    nextCursor: null,
    load: { status: 'loading' },
    messageId: null,
    open: null,
    openLoad: { status: 'loading' },
    ...CLOSED_FORM,
    object: 'Case',
    reconnectProblem: null,
    leaving: null,
    set: (change) => set(change),
    edited: (field, value) => set((state) => ({ edits: { ...state.edits, [field]: value } })),
    messageChanged: (message) =>
      set(({ rows }) => ({
        rows: rows.map((row) => (row.id === message.id ? { ...row, records: message.records } : row)),
      })),
  }));

/** Whether leaving now would lose what was typed. */
export const hasUnsavedRecord = ({ making, edits }: CommunityState): boolean =>
  making.status === 'editing' && Object.keys(edits).length > 0;
