import type { PlantedFaults } from './faults.ts';

const MAIN = 'force-app/main/default';
const FIELDS = `${MAIN}/objects/Care_Message__c/fields`;

/** One of each way in which a metadata file can be wrong. */
export const plantedInMetadata: PlantedFaults = {
  files: {
    [`${FIELDS}/Author_Name__c.field-meta.xml`]: (text) => text.replace('</label>', '</labell>'),
    [`${FIELDS}/Author_Handle__c.field-meta.xml`]: (text) =>
      text.replace('<required>false</required>', '<requiredd>false</requiredd>'),
    [`${FIELDS}/Edited_At__c.field-meta.xml`]: (text) => text.replace('>false</required>', '>no</required>'),
    [`${FIELDS}/Sequence__c.field-meta.xml`]: (text) => text.replace(/<precision>\d+</, '<precision>many<'),
    [`${FIELDS}/Sent_At__c.field-meta.xml`]: (text) => text.replace('>DateTime<', '>Moment<'),
    [`${FIELDS}/Deleted_At__c.field-meta.xml`]: (text) =>
      text.replace('<label>', '<label>Twice</label>\n    <label>'),
    [`${FIELDS}/Permalink__c.field-meta.xml`]: (text) => text.replace('>Permalink__c<', '>Permalinks__c<'),
    [`${FIELDS}/Body__c.field-meta.xml`]: (text) => text.replaceAll('CustomField', 'CustomLabels'),
    [`${FIELDS}/Profile__c.field-meta.xml`]: (text) =>
      text.replace('http://soap.sforce.com/2006/04/metadata', 'http://example.invalid'),
    [`${MAIN}/labels/CustomLabels.labels-meta.xml`]: (text) =>
      text.replace(/<language>[^<]*<\/language>/, ''),
    [`${MAIN}/permissionsets/Care_Agent.permissionset-meta.xml`]: (text) =>
      text.replace(
        '</PermissionSet>',
        '<fieldPermissions><editable>false</editable><field>Case.Care_Version__c</field></fieldPermissions></PermissionSet>',
      ),
    [`${MAIN}/lwc/careHost/careHost.js-meta.xml`]: (text) =>
      text
        .replace('default="fill"', 'default="tall"')
        .replace('description="', 'deskription="')
        .replace('targets="lightning__AppPage"', 'targets="lightning__HomePage"'),
    [`${MAIN}/planted/Planted.planted-meta.xml`]: '<?xml version="1.0"?><Planted/>\n',
  },
  faults: [
    'Author_Name__c.field-meta.xml: is not well-formed: line',
    'Author_Handle__c.field-meta.xml: CustomField.requiredd: CustomField has no such element',
    "Edited_At__c.field-meta.xml: CustomField.required: 'no' is not a boolean",
    "Sequence__c.field-meta.xml: CustomField.precision: 'many' is not a number",
    "Sent_At__c.field-meta.xml: CustomField.type: 'Moment' is not a FieldType",
    'Deleted_At__c.field-meta.xml: CustomField.label: stands more than once',
    'Permalink__c.field-meta.xml: is named Permalinks__c inside',
    'Body__c.field-meta.xml: holds <CustomLabels>, where <CustomField> belongs',
    'Profile__c.field-meta.xml: its namespace is not',
    'CustomLabels.labels-meta.xml: CustomLabels.labels.language: is missing',
    'Care_Agent.permissionset-meta.xml: PermissionSet.fieldPermissions: stands apart',
    'careHost.js-meta.xml: the default of height is none of its values',
    'careHost.js-meta.xml: <property> knows no deskription',
    'careHost.js-meta.xml: configures lightning__HomePage, which is none of its targets',
    'Planted.planted-meta.xml: a kind of file',
  ],
};
