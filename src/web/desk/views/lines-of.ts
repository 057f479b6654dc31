import type { Contact } from '../store/salesforce-store.ts';

/** What tells a person from another of the same name. */
export const linesOf = ({ personAccount, accountName, email, phone }: Contact): string[] =>
  [personAccount ? 'Person account' : accountName, email, phone].filter(
    (line) => line !== null && line !== '',
  ) as string[];
