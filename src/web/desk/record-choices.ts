import type { OwnerChoice } from './store/salesforce-store.ts';

/** What is done with the choices of one form. */
export interface RecordChoices {
  chooseRecordType(recordType: string): Promise<void>;
  searchOwners(words: string): void;
  chooseOwner(owner: OwnerChoice): void;
}
