import { MetadataFiles, type MetadataNode, nodesOf, textOf } from '../schema/metadata-files.ts';

/** What the pages need of the deployed package beyond its objects. */
export interface PackageMetadata {
  /** Custom labels by API name, in the org's language. */
  readonly labels: Readonly<Record<string, string>>;
  /** Origins that Trusted URLs allow a Lightning page to frame. */
  readonly frameSources: readonly string[];
}

/** Reads labels and Trusted URLs as deployed, with the service's address put in. */
export function loadPackageMetadata(forceAppDir: string, careServiceUrl: string): PackageMetadata {
  const files = new MetadataFiles(forceAppDir, careServiceUrl);
  const labels = files
    .read('labels', 'labels')
    .flatMap(({ root }) => nodesOf(root, 'labels'))
    .map((node) => [textOf(node, 'fullName') ?? '', textOf(node, 'value') ?? ''] as const);
  const frameSources = files
    .read('cspTrustedSites', 'cspTrustedSite')
    .filter(({ root }) => allowsLightningFrames(root))
    .map(({ root }) => new URL(textOf(root, 'endpointUrl') ?? '').origin);
  return { labels: Object.fromEntries(labels), frameSources };
}

function allowsLightningFrames(site: MetadataNode): boolean {
  return (
    textOf(site, 'isActive') === 'true' &&
    textOf(site, 'isApplicableToFrameSrc') === 'true' &&
    ['All', 'LEX'].includes(textOf(site, 'context') ?? '')
  );
}
