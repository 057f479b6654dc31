import { SalesforceError } from '../../salesforce-error.ts';

/** Text for a SOQL string literal. */
export function quote(text: string): string {
  if (text.length > 100)
    throw new SalesforceError(400, 'INVALID_QUERY_FILTER_OPERATOR', 'Search term too long');
  return text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}
