import type { UiFieldInfo, UiObjectInfo } from './records.ts';

/** Fields of a record page by section, as a page layout would have them. */
export interface Layout {
  readonly highlights: readonly string[];
  readonly sections: readonly {
    readonly title: string;
    readonly fields: readonly string[];
    readonly wide?: boolean;
  }[];
}

const SYSTEM = { title: 'System Information', fields: ['CreatedById', 'LastModifiedById'] };
const CARE = {
  title: 'Care',
  fields: ['Care_Case_Url__c', 'Care_Acted_By__c', 'Care_Case_Id__c', 'Care_Version__c'],
};

const LAYOUTS: Readonly<Record<string, Layout>> = {
  Case: {
    highlights: ['CaseNumber', 'Status', 'Priority', 'ContactId', 'Origin', 'OwnerId'],
    sections: [
      {
        title: 'Case Information',
        fields: [
          'OwnerId',
          'Status',
          'CaseNumber',
          'Priority',
          'ContactId',
          'ContactEmail',
          'AccountId',
          'ContactPhone',
          'Type',
          'Reason',
          'Origin',
        ],
      },
      CARE,
      { title: 'Description', fields: ['Subject', 'Description'], wide: true },
    ],
  },
  Lead: {
    highlights: ['Name', 'Company', 'Status', 'Rating', 'LeadSource', 'OwnerId'],
    sections: [
      {
        title: 'Lead Information',
        fields: ['OwnerId', 'Status', 'FirstName', 'LastName', 'Company', 'Title', 'Email', 'Phone'],
      },
      CARE,
      { title: 'Description', fields: ['Description'], wide: true },
    ],
  },
  Contact: {
    highlights: ['Name', 'AccountId', 'Title', 'Email', 'Phone', 'OwnerId'],
    sections: [
      {
        title: 'Contact Information',
        fields: [
          'OwnerId',
          'AccountId',
          'FirstName',
          'LastName',
          'Title',
          'Email',
          'Phone',
          'MobilePhone',
          'LeadSource',
        ],
      },
      { title: 'Description', fields: ['Description'], wide: true },
    ],
  },
};

/** What a page calls a field where the describe calls it otherwise. */
const PAGE_LABELS: Readonly<Record<string, string>> = {
  'Case.OwnerId': 'Case Owner',
  'Case.Origin': 'Case Origin',
  'Case.Reason': 'Case Reason',
  'Lead.OwnerId': 'Lead Owner',
  'Contact.OwnerId': 'Contact Owner',
};

export function pageLabel(object: string, field: UiFieldInfo): string {
  const known = PAGE_LABELS[`${object}.${field.apiName}`];
  if (known || field.dataType !== 'reference') return known ?? field.label;
  const isPerson = field.apiName === 'CreatedById' || field.apiName === 'LastModifiedById';
  return field.label.replace(/ ID$/, isPerson ? '' : ' Name');
}

const NOT_SHOWN = new Set(['Care_Escalation_Id__c']);

/** The layout of an object: what this user may see of it, with the org's own custom fields after ours. */
export function layoutOf(info: UiObjectInfo): Layout {
  const known = LAYOUTS[info.apiName] ?? {
    highlights: ['Name'],
    sections: [{ title: info.label, fields: ['Name'] }],
  };
  const placed = new Set(known.sections.flatMap((section) => section.fields));
  const more = Object.values(info.fields)
    .filter((field) => field.custom && !placed.has(field.apiName) && !NOT_SHOWN.has(field.apiName))
    .map((field) => field.apiName);
  const visible = (names: readonly string[]) => names.filter((name) => info.fields[name]);
  const sections = [...known.sections, { title: 'Additional Information', fields: more }, SYSTEM];
  return {
    highlights: visible(known.highlights),
    sections: sections
      .map((section) => ({ ...section, fields: visible(section.fields) }))
      .filter((section) => section.fields.length > 0),
  };
}
