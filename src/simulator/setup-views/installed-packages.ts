import type { FieldValue } from '../core.ts';
import type { Org } from '../org.ts';
import { derived, reference, text } from '../schema/fields.ts';
import { makeRecordId } from '../schema/record-id.ts';
import { setupView } from './setup-view.ts';

const INSTALLED = makeRecordId('0A3', 1);
const PACKAGE = makeRecordId('033', 1);
const VERSION = makeRecordId('04t', 1);

/** One row while a version of our package is installed; metadata that was deployed as source has none. */
const whenInstalled =
  (id: string, fields: (version: readonly number[]) => Readonly<Record<string, FieldValue>>) =>
  (org: Org) => {
    const { packageVersion } = org.setup.organization();
    return packageVersion === null ? [] : [{ id, fields: fields(packageVersion.split('.').map(Number)) }];
  };

/** InstalledSubscriberPackage (Tooling API), and what it links to. */
export const installedPackages = setupView({
  name: 'InstalledSubscriberPackage',
  keyPrefix: '0A3',
  toolingOnly: true,
  fields: [
    derived('Id', 'id'),
    reference('SubscriberPackageId', ['SubscriberPackage']),
    reference('SubscriberPackageVersionId', ['SubscriberPackageVersion']),
    reference('MinPackageVersionId', ['SubscriberPackageVersion']),
  ],
  rows: whenInstalled(INSTALLED, () => ({
    SubscriberPackageId: PACKAGE,
    SubscriberPackageVersionId: VERSION,
    MinPackageVersionId: VERSION,
  })),
});

export const subscriberPackages = setupView({
  name: 'SubscriberPackage',
  keyPrefix: '033',
  toolingOnly: true,
  fields: [derived('Id', 'id'), text('Name', 80), text('NamespacePrefix', 15)],
  rows: whenInstalled(PACKAGE, () => ({ Name: 'Care for Salesforce', NamespacePrefix: null })),
});

export const subscriberPackageVersions = setupView({
  name: 'SubscriberPackageVersion',
  keyPrefix: '04t',
  toolingOnly: true,
  fields: [
    derived('Id', 'id'),
    text('Name', 80),
    ...['MajorVersion', 'MinorVersion', 'PatchVersion', 'BuildNumber'].map((name) => derived(name, 'int')),
  ],
  rows: whenInstalled(VERSION, ([major = 0, minor = 0, patch = 0, build = 0]) => ({
    Name: `${major}.${minor}`,
    MajorVersion: major,
    MinorVersion: minor,
    PatchVersion: patch,
    BuildNumber: build,
  })),
});
