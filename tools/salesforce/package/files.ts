import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PackageFile {
  /** From the root of the repository, with forward slashes. */
  path: string;
  text: string;
}

/** What a deploy sends, and so what is checked: force-app without the components' tests. */
export function packageFiles(root: string): PackageFile[] {
  if (!existsSync(join(root, 'force-app'))) return [];
  return readdirSync(join(root, 'force-app'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !path.includes('/__tests__/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Built from src/host, which is checked where it is written; that they are equal is a gate. */
export function isBuilt(path: string): boolean {
  return /\/(lwc\/careBridge\/careBridge|staticresources\/\w+)\.js$/.test(path);
}
