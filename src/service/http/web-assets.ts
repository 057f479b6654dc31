import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Problem } from '../problem.ts';

const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    css: z.array(z.string()).optional(),
    imports: z.array(z.string()).optional(),
    isEntry: z.boolean().optional(),
  }),
);

export interface AppAssets {
  /** Paths below the web root. */
  script: string;
  styles: string[];
  /** What the entry imports at once: fetched alongside it instead of after it. */
  preload: string[];
  /** What it will import later, with all that takes. */
  soon: string[];
}

/** Which files a web app is made of, by Vite's manifest; read anew until it is there. */
export function webAssets(webRoot: string): (entry: string, soon?: readonly string[]) => AppAssets {
  let manifest: z.output<typeof Manifest> | undefined;
  return (entry, later = []) => {
    manifest ??= readManifest(webRoot);
    const found = manifest[entry];
    if (!found) throw new Problem('WEB_APPS_NOT_BUILT', `The build has no ${entry}.`);
    const styles = new Set<string>();
    const preload = new Set<string>();
    const visit = (name: string): void => {
      const chunk = manifest?.[name];
      if (!chunk) return;
      for (const style of chunk.css ?? []) styles.add(style);
      for (const imported of chunk.imports ?? []) {
        const file = manifest?.[imported]?.file;
        if (file && !preload.has(file)) {
          preload.add(file);
          visit(imported);
        }
      }
    };
    visit(entry);
    const atOnce = new Set(preload).add(found.file);
    for (const name of later) {
      const file = manifest[name]?.file;
      if (file) preload.add(file);
      visit(name);
    }
    return {
      script: found.file,
      styles: [...styles],
      preload: [...preload].filter((file) => atOnce.has(file)),
      soon: [...preload].filter((file) => !atOnce.has(file)),
    };
  };
}

function readManifest(webRoot: string): z.output<typeof Manifest> {
  try {
    return Manifest.parse(JSON.parse(readFileSync(join(webRoot, '.vite/manifest.json'), 'utf8')));
  } catch (cause) {
    throw new Problem('WEB_APPS_NOT_BUILT', undefined, { cause });
  }
}
