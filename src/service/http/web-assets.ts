import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { policyHash } from './policy-hash.ts';

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
}

/** What stands in a page itself, and the policy's name for each: `'sha256-…'`. */
export interface InlineAssets {
  /** A classic script that has run before anything is drawn. */
  look: string;
  /** A module. */
  script: string;
  style: string;
  scriptHashes: readonly string[];
  styleHash: string;
}

export interface WebAssets {
  of(entry: string): AppAssets;
  inlineOf(app: string): InlineAssets;
}

/** Which files a web app is made of, by Vite's manifest; read anew until it is there. */
export function webAssets(webRoot: string): WebAssets {
  let manifest: z.output<typeof Manifest> | undefined;
  const inline = new Map<string, InlineAssets>();
  return {
    of(entry) {
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
      return { script: found.file, styles: [...styles], preload: [...preload] };
    },
    inlineOf(app) {
      const known = inline.get(app) ?? readInline(webRoot, app);
      inline.set(app, known);
      return known;
    },
  };
}

function readInline(webRoot: string, app: string): InlineAssets {
  const read = (name: string) => {
    try {
      return readFileSync(join(webRoot, `inline/${name}`), 'utf8');
    } catch (cause) {
      throw new Problem('WEB_APPS_NOT_BUILT', undefined, { cause });
    }
  };
  const [look, script, style] = [read(`${app}-look.js`), read(`${app}.js`), read(`${app}.css`)];
  const scriptHashes = [look, script].map(policyHash);
  return { look, script, style, scriptHashes, styleHash: policyHash(style) };
}

function readManifest(webRoot: string): z.output<typeof Manifest> {
  try {
    return Manifest.parse(JSON.parse(readFileSync(join(webRoot, '.vite/manifest.json'), 'utf8')));
  } catch (cause) {
    throw new Problem('WEB_APPS_NOT_BUILT', undefined, { cause });
  }
}
