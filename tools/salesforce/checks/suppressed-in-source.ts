import type { Check } from '../check.ts';
import { isBuilt, packageFiles } from '../package/files.ts';

const MARKERS =
  /NOPMD|@SuppressWarnings|eslint-disable|code-analyzer-suppress|sfge-disable|stylelint-disable/i;

/** No checker is silenced where the code stands: what is suppressed stands in `suppressions.json`. */
export const suppressedInSource: Check = {
  name: 'suppressed-in-source',
  run(root) {
    const files = packageFiles(root).filter(({ path }) => !isBuilt(path));
    const faults = files.flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => {
        const marker = MARKERS.exec(line)?.[0];
        return marker
          ? [`${path}:${index + 1}: ${marker} belongs into tools/salesforce/suppressions.json`]
          : [];
      }),
    );
    return { files: files.length, faults };
  },
};
