import { type MetadataFiles, nodesOf, textOf } from './metadata-files.ts';

/** Custom labels by API name, in the org's language. */
export function loadLabels(files: MetadataFiles): Readonly<Record<string, string>> {
  const labels = files
    .read('labels', 'labels')
    .flatMap(({ root }) => nodesOf(root, 'labels'))
    .map((node) => [textOf(node, 'fullName') ?? '', textOf(node, 'value') ?? ''] as const);
  return Object.fromEntries(labels);
}
