/** Names that Salesforce brings. Only those the package uses are listed, each with what it is for. */
interface StandardNames {
  /** Fields every object has. */
  everyObject: string[];
  objects: Record<string, { fields: string[]; relationships?: Record<string, string>; why: string }>;
  /** By kind, name to reason. */
  names: Record<string, Record<string, string>>;
}

const SYSTEM_FIELDS = [
  'Id',
  'Name',
  'NAME',
  'CreatedById',
  'CreatedDate',
  'LastModifiedById',
  'LastModifiedDate',
];

export const STANDARD: StandardNames = {
  everyObject: SYSTEM_FIELDS,
  objects: {
    Account: { fields: [...SYSTEM_FIELDS], why: 'Reading Contact needs it.' },
    Case: {
      fields: [
        ...SYSTEM_FIELDS,
        'CaseNumber',
        'Subject',
        'Status',
        'Priority',
        'Origin',
        'OwnerId',
        'ContactId',
      ],
      relationships: { Contact: 'Contact', Owner: 'User' },
      why: 'What a Care case is escalated to.',
    },
    Contact: { fields: [...SYSTEM_FIELDS, 'Email', 'LastName'], why: 'A customer is linked to one.' },
    Group: { fields: [...SYSTEM_FIELDS, 'Type'], why: 'A queue of specialists is one.' },
    Lead: {
      fields: [...SYSTEM_FIELDS, 'Status', 'Company', 'LastName', 'OwnerId'],
      why: 'What a Care case can become.',
    },
    User: {
      fields: [...SYSTEM_FIELDS, 'Username', 'Email', 'ProfileId', 'IsActive', 'UserType'],
      why: 'Tests run as one.',
    },
    NamedCredential: {
      fields: ['DeveloperName', 'Endpoint'],
      why: 'The address a page has to allow stands in one.',
    },
    PermissionSet: { fields: [...SYSTEM_FIELDS], why: 'Tests assign ours.' },
    Profile: { fields: [...SYSTEM_FIELDS], why: 'Tests make a user of a standard profile.' },
    UserExternalCredential: { fields: [], why: 'Callouts with a named principal read it.' },
  },
  names: {
    tab: {
      'standard-Case': 'the console app shows it',
      'standard-Lead': 'the console app shows it',
      'standard-Contact': 'the console app shows it',
    },
    component: {
      'force:detailPanel': 'fields of the record',
      'force:highlightsPanel': 'head of the record page',
      'force:relatedListContainer': 'related lists',
      'lst:dynamicRelatedList': 'the related list of messages',
      'flexipage:tab': 'tabs of a record page',
      'flexipage:tabset': 'tabs of a record page',
      'runtime_sales_pathassistant:pathAssistant': 'status of a Lead',
    },
    'message channel': {
      lightning__tabFocused: 'the utility bar follows the tab in front',
      lightning__tabReplaced: 'the utility bar follows the tab in front',
    },
    'page template': {
      'flexipage:defaultAppHomeTemplate': 'an app page in one column',
      'flexipage:recordHomeWithSubheaderTemplateDesktop': 'a record page with a sidebar',
      'one:utilityBarTemplateDesktop': 'a utility bar',
    },
    'user permission': {
      ApiEnabled: 'the integration user calls the API',
    },
  },
};
