/** What every operation on a case that asks its org may answer. */
export const WHEN_ASKING = [
  'NOT_FOUND',
  'SALESFORCE_NOT_CONNECTED',
  'SALESFORCE_RECONNECT_NEEDED',
  'SALESFORCE_UNAVAILABLE',
] as const;

/** The same where Salesforce may say no to what it is asked. */
export const WHEN_REFUSABLE = [...WHEN_ASKING, 'SALESFORCE_REFUSED'] as const;
