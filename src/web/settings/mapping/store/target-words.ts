const WORDS: Readonly<Record<string, string>> = {
  Case: 'cases',
  Contact: 'contacts',
  Lead: 'leads',
  Account: 'accounts',
};

/** "new cases": what a record type can be chosen for. */
export const newRecords = (object: string): string => `new ${WORDS[object] ?? 'records'}`;
