import { type FlexiPage, loadFlexiPages } from '../schema/flexipages.ts';
import {
  type LightningApp,
  loadLightningApps,
  loadPageTabs,
  type PageTab,
} from '../schema/lightning-apps.ts';
import { MetadataFiles, nodesOf, textOf } from '../schema/metadata-files.ts';

/** What the pages need of the deployed package beyond its objects. */
export interface PackageMetadata {
  /** Custom labels by API name, in the org's language. */
  readonly labels: Readonly<Record<string, string>>;
  readonly flexiPages: readonly FlexiPage[];
  readonly apps: readonly LightningApp[];
  readonly pageTabs: readonly PageTab[];
  readonly files: MetadataFiles;
}

/** Reads the package as deployed, with the service's address put in. */
export function loadPackageMetadata(forceAppDir: string, careServiceUrl: string): PackageMetadata {
  const files = new MetadataFiles(forceAppDir, careServiceUrl);
  const labels = files
    .read('labels', 'labels')
    .flatMap(({ root }) => nodesOf(root, 'labels'))
    .map((node) => [textOf(node, 'fullName') ?? '', textOf(node, 'value') ?? ''] as const);
  return {
    labels: Object.fromEntries(labels),
    flexiPages: loadFlexiPages(files),
    apps: loadLightningApps(files),
    pageTabs: loadPageTabs(files),
    files,
  };
}
