import { derived, field, text } from '../schema/fields.ts';
import { makeRecordId } from '../schema/record-id.ts';
import { setupView } from './setup-view.ts';

const named = [
  derived('Id', 'id'),
  text('DeveloperName', 80),
  text('MasterLabel', 80),
  text('NamespacePrefix', 15),
];

/** NamedCredential (Object Reference); that Endpoint holds the address of one with an external credential is our reading. */
export const namedCredentials = setupView({
  name: 'NamedCredential',
  keyPrefix: '0XA',
  fields: [...named, text('Endpoint', 1000)],
  rows: (org) =>
    org.namedCredentials.list().map(({ name, label, url }, index) => ({
      id: makeRecordId('0XA', index + 1),
      fields: { DeveloperName: name, MasterLabel: label, NamespacePrefix: null, Endpoint: url },
    })),
});

/** ExternalClientApplication (observed): there while the app is installed. */
export const externalClientApps = setupView({
  name: 'ExternalClientApplication',
  keyPrefix: '0xI',
  fields: [...named, text('DistributionState', 40)],
  rows: (org) =>
    org.policy.settings.presence === 'installed'
      ? [
          {
            id: makeRecordId('0xI', 1),
            fields: {
              DeveloperName: 'Care',
              MasterLabel: 'Care',
              NamespacePrefix: null,
              DistributionState: 'Packaged',
            },
          },
        ]
      : [],
});

/** FlexiPage (Tooling API): Lightning pages that are in the org; where each is shown is not said. */
export const flexiPages = setupView({
  name: 'FlexiPage',
  keyPrefix: '0M0',
  toolingOnly: true,
  fields: [
    ...named,
    text('Type', 40),
    field('EntityDefinitionId', 'string', {
      referenceTo: ['EntityDefinition'],
      relationshipName: 'EntityDefinition',
    }),
  ],
  rows: (org) =>
    org.flexiPages.map(({ name, label, type, object }, index) => ({
      id: makeRecordId('0M0', index + 1),
      fields: {
        DeveloperName: name,
        MasterLabel: label,
        NamespacePrefix: null,
        Type: type,
        EntityDefinitionId: object,
      },
    })),
});
