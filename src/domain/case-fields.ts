/** Fields of a Salesforce record by API name, as they are written. */
export type CaseFields = Readonly<Record<string, string | number | boolean | null>>;
