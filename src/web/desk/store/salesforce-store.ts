import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ContactShape, DuplicatesShape, SuggestedContactShape } from '../../../api/contacts.ts';
import type { AnswerOf } from '../../../api/endpoint.ts';
import type { getCaseForm, searchOwners } from '../../../api/escalations.ts';
import type { FormField } from '../../../api/record-forms.ts';
import type { getSalesforceTab } from '../../../api/salesforce.ts';
import type { EscalationShape } from '../../../api/shapes.ts';
import { type Foresight, foresee } from '../../../domain/preflight/foresee.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';
import type { ComingVerdicts } from '../ask-ahead.ts';
import {
  CLOSED_FORM,
  type ContactForm,
  isUnsaved,
  type RecordForm,
  type RecordSlice,
  type TypedRecordForm,
} from './record-slice.ts';
import type { Undoing } from './undo-slice.ts';

export type SalesforceTab = AnswerOf<typeof getSalesforceTab>;
export type CaseForm = AnswerOf<typeof getCaseForm>;
export type Contact = ContactShape;
export type LinkedContact = NonNullable<SalesforceTab['contact']>;
/** What a rule of the org finds alike. */
export type Duplicates = DuplicatesShape;

export type RecordOwner = AnswerOf<typeof searchOwners>['owners'][number];
/** `creator`: whoever creates the record; `rule`: whom the org's assignment rule names. */
export type OwnerChoice = { by: 'creator' } | { by: 'rule' } | { by: 'name'; owner: RecordOwner | null };
/** Whom a new record is to belong to, and who was found by the last search for somebody. */
export interface OwnerPick {
  owner: OwnerChoice;
  found: readonly RecordOwner[];
}
export const CREATOR_OWNS: OwnerPick = { owner: { by: 'creator' }, found: [] };

/** What became of a record that was to be made; `owner`: whom it belongs to, if one may see that. */
export interface MadeRecord {
  escalation: EscalationShape;
  owner: string | null;
}

/** How far the tab has come. */
export type SalesforceLoad =
  | { status: 'loading' }
  | { status: 'ready' }
  | { status: 'failed'; problem: ApiProblem };

/** Looking for the customer among the org's contacts. */
export type ContactSearch =
  | { status: 'idle' }
  | { status: 'searching' }
  | { status: 'found'; contacts: readonly Contact[] }
  | { status: 'failed'; problem: ApiProblem };

/** The form that makes a Salesforce case. */
export type Escalating =
  | { status: 'closed' }
  | { status: 'preparing' }
  | { status: 'editing'; form: CaseForm; problem: ApiProblem | null }
  | { status: 'sending'; form: CaseForm }
  | { status: 'done'; escalation: EscalationShape; owner: string | null }
  | { status: 'failed'; problem: ApiProblem };

export interface SalesforceState {
  load: SalesforceLoad;
  tab: SalesforceTab | null;
  search: ContactSearch;
  words: string;
  /** Who was merged into the linked contact since it was shown last; null: nobody. */
  followed: string | null;
  /** Who the customer may be; nobody until Salesforce has said so. */
  suggested: readonly SuggestedContactShape[];
  /** The form for a new contact. */
  contactForm: RecordSlice<Contact, ContactForm>;
  /** The form for a new lead. */
  leadForm: RecordSlice<MadeRecord, TypedRecordForm>;
  /** A contact is being linked or unlinked. */
  busy: boolean;
  contactProblem: ApiProblem | null;
  escalating: Escalating;
  /** What the agent has changed of the form, by field. */
  edits: Readonly<Record<string, string>>;
  /** What the org's rules will say of it as it stands; null: not known yet. */
  coming: ComingVerdicts | null;
  /** Whom the new case is to belong to. */
  owner: OwnerPick;
  /** Whom the new lead is. */
  leadOwner: OwnerPick;
  /** Taking one back. */
  undoing: Undoing;
  /** A second case on purpose. */
  another: boolean;
  set(change: Partial<SalesforceState>): void;
  edited(field: string, value: string): void;
}

export type SalesforceStore = StoreApi<SalesforceState>;

export const createSalesforceStore = (): SalesforceStore =>
  createStore<SalesforceState>()((set) => ({
    load: { status: 'loading' },
    tab: null,
    search: { status: 'idle' },
    words: '',
    followed: null,
    suggested: [],
    contactForm: CLOSED_FORM,
    leadForm: CLOSED_FORM,
    busy: false,
    contactProblem: null,
    escalating: { status: 'closed' },
    edits: {},
    coming: null,
    owner: CREATOR_OWNS,
    leadOwner: CREATOR_OWNS,
    another: false,
    undoing: { status: 'closed' },
    set: (change) => set(change),
    edited: (field, value) => set((state) => ({ edits: { ...state.edits, [field]: value } })),
  }));

/** As it is asked of Care; null: somebody is to be named, and nobody is yet. */
export function askedOwner({ owner }: OwnerPick): { ownerId: string | null; assign: boolean } | null {
  if (owner.by !== 'name') return { ownerId: null, assign: owner.by === 'rule' };
  return owner.owner && { ownerId: owner.owner.id, assign: false };
}

/** The value a field will be sent with. */
export const fieldValue = (field: FormField, edits: SalesforceState['edits']): string =>
  edits[field.name] ?? field.value ?? '';

/** What Salesforce will say of the form as it stands. Fields that others fill are not the agent's to mend. */
export function foreseeForm(
  { fields }: Pick<RecordForm, 'fields'>,
  edits: SalesforceState['edits'],
): Foresight {
  return foresee(fields, new Map(fields.map((field) => [field.name, fieldValue(field, edits)])));
}

/** Whether Salesforce is certain to refuse it. */
export const isBlocked = ({ verdicts }: Foresight): boolean =>
  verdicts.some(({ kind }) => kind === 'refusal');

/** Whether leaving now would lose what was typed. */
export const hasUnsavedForm = ({ escalating, edits, contactForm, leadForm }: SalesforceState): boolean =>
  (escalating.status === 'editing' && Object.keys(edits).length > 0) ||
  isUnsaved(contactForm) ||
  isUnsaved(leadForm);
