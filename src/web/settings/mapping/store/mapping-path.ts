/** Where the mapping of a record type is edited. */
export const mappingPath = (connectionId: string, object: string, recordType: string): string =>
  `/settings/integrations/salesforce/${connectionId}/mapping/${encodeURIComponent(object)}/${encodeURIComponent(recordType)}`;
