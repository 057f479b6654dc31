import { flagOf, type MetadataFiles, textOf } from './metadata-files.ts';

/** A Trusted URL (CspTrustedSite): an address that pages of the named context may frame. */
export interface TrustedUrlDefinition {
  readonly name: string;
  readonly origin: string;
  /** `All`, `LEX`, `VisualForce`, … */
  readonly context: string;
  readonly isActive: boolean;
  readonly framing: boolean;
}

export function loadTrustedUrls(files: MetadataFiles): TrustedUrlDefinition[] {
  return files.read('cspTrustedSites', 'cspTrustedSite').map(({ name, root }) => ({
    name,
    origin: new URL(textOf(root, 'endpointUrl') ?? '').origin,
    context: textOf(root, 'context') ?? 'All',
    isActive: flagOf(root, 'isActive'),
    framing: flagOf(root, 'isApplicableToFrameSrc'),
  }));
}
