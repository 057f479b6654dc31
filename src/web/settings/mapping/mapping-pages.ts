import type { SettingsPage } from '../page.ts';

const BASE = '/settings/integrations/salesforce/:connectionId/mapping';
const open: SettingsPage['open'] = async (context) =>
  (await import('./open-mapping.ts')).openMapping(context);

/** *Mapping with Care* of one connected org, and there of one record type. */
export const mappingPages: readonly SettingsPage[] = [BASE, `${BASE}/:object/:recordType`].map((path) => ({
  path,
  title: 'Mapping with Care',
  place: 'salesforce',
  open,
}));
