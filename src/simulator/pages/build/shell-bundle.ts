import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rollup } from 'vite';

const BROWSER_DIR = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../browser');

/** The page around the component: app bar, tabs, record page, and the platform modules it offers. */
export const SHELL = 'main.ts';
/** What the platform puts into a Visualforce page. */
export const VISUALFORCE = 'platform/visualforce.ts';

/** Bundles one of the two as a plain script. */
export async function bundleShell(entry: typeof SHELL | typeof VISUALFORCE): Promise<string> {
  const { build } = await import('vite');
  const result = (await build({
    configFile: false,
    root: BROWSER_DIR,
    publicDir: false,
    logLevel: 'error',
    // Whatever NODE_ENV the process has: a test that builds must not leave a development build in the cache.
    mode: 'production',
    resolve: { conditions: ['module', 'browser', 'production'] },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: path.join(BROWSER_DIR, entry), formats: ['iife'], name: 'shell', fileName: 'shell' },
    },
  })) as Rollup.RollupOutput[];
  const chunk = result[0]?.output.find((output) => output.type === 'chunk');
  if (!chunk)
    throw new Error('Failed to build the page: no script came out. Check src/simulator/pages/browser.');
  return chunk.code;
}

/** Files whose change makes another shell. */
export async function shellSources(): Promise<string[]> {
  const entries = await readdir(BROWSER_DIR, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
