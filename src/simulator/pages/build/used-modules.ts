import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What the package's components take from the platform's own library. */
export interface UsedModules {
  /** e.g. `lightning/button`. */
  readonly components: readonly string[];
  /** e.g. `utility:lock`. */
  readonly icons: readonly string[];
  /** Every file read, for the caller's cache key. */
  readonly sources: readonly string[];
}

/** Reads the base components and icons the Lightning components in `lwcDir` name in their templates and scripts. */
export async function findUsedModules(lwcDir: string): Promise<UsedModules> {
  const entries = await readdir(lwcDir, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(html|js|css|xml)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    // A component's tests stay with their author: a deploy leaves them out (.forceignore), and so does this org.
    .filter((file) => !file.includes(`${path.sep}__tests__${path.sep}`))
    .sort();
  const components = new Set<string>();
  const icons = new Set<string>();
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    if (file.endsWith('.html')) {
      for (const [, tag = ''] of text.matchAll(/<lightning-([a-z-]+)/g)) {
        components.add(`lightning/${tag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}`);
      }
    }
    for (const [icon] of text.matchAll(/\b(?:utility|standard):[a-z_]+\b/g)) icons.add(icon);
  }
  return { components: [...components].sort(), icons: [...icons].sort(), sources: files };
}
