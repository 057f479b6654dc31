import { type FlexiPage, loadFlexiPages } from '../schema/flexipages.ts';
import {
  type LightningApp,
  loadLightningApps,
  loadPageTabs,
  type PageTab,
} from '../schema/lightning-apps.ts';
import { MetadataFiles } from '../schema/metadata-files.ts';

/** What the pages need of the deployed package beyond its objects and labels. */
export interface PackageMetadata {
  readonly flexiPages: readonly FlexiPage[];
  readonly apps: readonly LightningApp[];
  readonly pageTabs: readonly PageTab[];
  readonly files: MetadataFiles;
}

/** Reads the package as deployed, with the service's address put in. */
export function loadPackageMetadata(forceAppDir: string, careServiceUrl: string): PackageMetadata {
  const files = new MetadataFiles(forceAppDir, careServiceUrl);
  return {
    flexiPages: loadFlexiPages(files),
    apps: loadLightningApps(files),
    pageTabs: loadPageTabs(files),
    files,
  };
}
