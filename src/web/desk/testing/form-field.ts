import type { FormField } from '../../../api/record-forms.ts';

/** A field of a form that Salesforce will take as it is. */
export const formField = (change: Partial<FormField> = {}): FormField => ({
  name: 'Subject',
  label: 'Subject',
  type: 'text',
  sort: 'text',
  required: true,
  writable: true,
  length: 20,
  digits: null,
  restricted: false,
  controller: null,
  options: [],
  value: 'Torn seam',
  source: 'First message',
  editable: true,
  ...change,
});
