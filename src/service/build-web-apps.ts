import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the built web apps depend on, below the package's folder. */
const SOURCES = [
  'src/web',
  'src/api',
  'src/bridge',
  'src/domain',
  'tools/web-build',
  'vite.config.ts',
  'package-lock.json',
];
const STAMP = 'built-from';

/**
 * Builds the web apps when they were never built or their sources have changed since. The finished build
 * is moved into place, so a page that is being loaded meanwhile sees the old one or the new one.
 */
export async function buildWebApps(packageFolder: string, log: (line: string) => void): Promise<void> {
  const outDir = join(packageFolder, 'dist/web');
  const sources = hashOf(packageFolder, SOURCES);
  if (stampOf(outDir) === sources) return;
  log('Building the web pages …');
  const { build } = await import('vite');
  const draft = `${outDir}.${randomUUID()}`;
  const environment = process.env.NODE_ENV;
  // A test runner's `test` would pull in the development build of every library.
  process.env.NODE_ENV = 'production';
  try {
    await build({
      root: packageFolder,
      configFile: join(packageFolder, 'vite.config.ts'),
      // The other loader writes into node_modules, which may belong to somebody else.
      configLoader: 'runner',
      logLevel: 'error',
      build: { outDir: draft, emptyOutDir: true },
    });
    writeFileSync(join(draft, STAMP), sources);
    replaceFolder(outDir, draft);
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = environment;
    rmSync(draft, { recursive: true, force: true });
  }
}

function replaceFolder(folder: string, by: string): void {
  const aside = `${folder}.${randomUUID()}`;
  if (existsSync(folder)) renameSync(folder, aside);
  renameSync(by, folder);
  rmSync(aside, { recursive: true, force: true });
}

function stampOf(outDir: string): string | undefined {
  const path = join(outDir, STAMP);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** One hash over the names and contents of all files; tests do not count. */
function hashOf(folder: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((one) => filesOf(folder, one))) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(folder, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(folder: string, path: string): string[] {
  if (!statSync(join(folder, path)).isDirectory()) return path.endsWith('.test.ts') ? [] : [path];
  return readdirSync(join(folder, path))
    .sort()
    .flatMap((name) => filesOf(folder, `${path}/${name}`));
}
