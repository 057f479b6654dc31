import type * as z from 'zod';
import type { StateCreator } from 'zustand/vanilla';
import type { AgentShape } from '../../../api/shapes.ts';
import type { Module } from '../../../domain/module.ts';
import type { ContactsAndCases } from '../../../domain/permission.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';
import type { DemoPerson } from '../../clients/demo-client.ts';
import type { DeskState } from './desk-store.ts';

export interface SignedIn {
  agent: z.output<typeof AgentShape>;
  account: { id: string; name: string };
  modules: readonly Module[];
  contactsAndCases: ContactsAndCases;
}

export type Session =
  | { status: 'checking' }
  | { status: 'signed_out'; problem: ApiProblem | null }
  | ({ status: 'signed_in' } & SignedIn);

export interface SessionSlice {
  session: Session;
  /** People the demo lets in; null outside the demo. */
  people: readonly DemoPerson[] | null;
  /** The company's own sign-in: what people call it and where it begins; null: there is none. */
  company: { label: string; href: string } | null;
  signedIn(who: SignedIn): void;
  signedOut(problem: ApiProblem | null): void;
  waysInArrived(ways: Pick<SessionSlice, 'people' | 'company'>): void;
}

export const createSessionSlice: StateCreator<DeskState, [], [], SessionSlice> = (set) => ({
  session: { status: 'checking' },
  people: null,
  company: null,
  signedIn: (who) => set({ session: { status: 'signed_in', ...who } }),
  signedOut: (problem) => set({ session: { status: 'signed_out', problem } }),
  waysInArrived: (ways) => set(ways),
});

/** Somebody is signed in who works on cases. */
export const hasCare = ({ session }: Pick<SessionSlice, 'session'>): boolean =>
  session.status === 'signed_in' && session.modules.includes('care');

/** Whether somebody may make Salesforce cases. */
export const mayEscalate = ({ contactsAndCases }: Pick<SignedIn, 'contactsAndCases'>): boolean =>
  contactsAndCases === 'create' || contactsAndCases === 'modify';
