import type { Platform } from './profile.ts';

/** One social account on one platform. One person may be several customers. */
export interface Customer {
  id: string;
  platform: Platform;
  /** The platform's own id of the account. */
  externalId: string;
  handle: string;
  name: string;
  email: string | null;
  phone: string | null;
}
