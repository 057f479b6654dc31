import type { CheckShape } from '../../../api/checks.ts';
import type { ConnectedUser, Connection } from '../../../domain/connection.ts';
import type { MessageMapping } from '../../../domain/default-message-mapping.ts';
import type { CallRequest } from '../salesforce-port.ts';
import type { OrgReader } from './org-reader.ts';

export interface MendStep {
  /** What changes in the org: a person is told before, the audit after. */
  does: string;
  /** What is sent; `provision_key`: the key that Care makes up and stores in the org. */
  request: Pick<CallRequest, 'method' | 'path' | 'body'> | 'provision_key';
}

interface Mend {
  label: string;
  steps: MendStep[];
}

/** What came out of looking at one thing. */
export interface Verdict {
  state: CheckShape['state'];
  fact: string | null;
  remedy: string | null;
  mend: Mend | null;
  /** What to type on the page of Setup. */
  copy: { label: string; value: string }[];
}

/** What Care knows itself of the org and its people. */
export interface Patient {
  connection: Connection;
  /** Whose token background work goes by first: what they may do is what Care may do. */
  holder: ConnectedUser;
  /** Salesforce users who are agents in Care. */
  linked: readonly string[];
  mapping: MessageMapping;
  /** Origin the org is to know Care by. */
  careUrl: string;
  /** The org's pages lead to another account of this Care. */
  keyElsewhere: boolean;
  /** Calls Care made of this org in the last 24 hours. */
  ownCalls: number;
}

export interface Check {
  code: CheckShape['code'];
  title: string;
  /** Where in Setup a person sees it: the words, and the page's name in its address. Null: nowhere. */
  setup: { path: string; page: string } | null;
  /** @throws Unread when the org does not let it be read. */
  examine(org: OrgReader, patient: Patient): Promise<Verdict>;
}

const blank = { remedy: null, mend: null, copy: [] };

export const fine = (fact: string | null): Verdict => ({ ...blank, state: 'ok', fact });

export const wrong = (
  state: 'warning' | 'trouble' | 'unknown',
  fact: string,
  remedy: string,
  more: Partial<Pick<Verdict, 'mend' | 'copy'>> = {},
): Verdict => ({ ...blank, ...more, state, fact, remedy });

const MOST_NAMES = 6;

/** `A, B and C`; of many, the first and how many more. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  const shown = names.length > MOST_NAMES ? names.slice(0, MOST_NAMES) : names.slice(0, -1);
  const last = names.length > MOST_NAMES ? `${names.length - MOST_NAMES} more` : names.at(-1);
  return `${shown.join(', ')} and ${last}`;
}
