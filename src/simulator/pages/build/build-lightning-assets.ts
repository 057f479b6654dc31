import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleShell, SHELL, shellSources, VISUALFORCE } from './shell-bundle.ts';
import { findUsedModules } from './used-modules.ts';

// Loaded when something is to be built: the compilers are a third of all an org's process would load.
const vendorBundle = () => import('./vendor-bundle.ts');
const componentBundle = () => import('./component-bundle.ts');

const require = createRequire(import.meta.url);
const BUILD_DIR = path.dirname(fileURLToPath(import.meta.url));
const PAGES_DIR = path.dirname(BUILD_DIR);
const REPOSITORY = path.resolve(PAGES_DIR, '../../..');
const VENDOR_PACKAGES = [
  'lwc',
  '@lwc/rollup-plugin',
  '@locker/sandbox',
  'lightning-base-components',
  'rollup',
];

/** Files of the pages by purpose; each name carries a hash of its content's sources. */
export interface LightningAssets {
  readonly dir: string;
  readonly prelude: string;
  readonly vendor: string;
  readonly components: string;
  readonly shell: string;
  readonly visualforce: string;
  readonly slds: string;
  /** The same for Visualforce: it holds only within `.slds-scope`. */
  readonly sldsScoped: string;
  readonly style: string;
  readonly font: string;
}

export interface BuildOptions {
  /** Default: the package in this repository. */
  readonly forceAppDir?: string;
  /** Default: `.cache/lightning` in this repository. */
  readonly cacheDir?: string;
}

/**
 * Builds what the org's pages load, into a cache folder. The vendor bundle (LWC engine, LWS, base components) takes
 * seconds and is kept until a version or the set of used base components changes; the rest is compiled when its
 * sources change. Several processes may build at once: each file appears whole or not at all.
 */
export async function buildLightningAssets(options: BuildOptions = {}): Promise<LightningAssets> {
  const lwcDir = path.join(options.forceAppDir ?? path.join(REPOSITORY, 'force-app/main/default'), 'lwc');
  const dir = options.cacheDir ?? path.join(REPOSITORY, '.cache/lightning');
  await mkdir(dir, { recursive: true });

  const used = await findUsedModules(lwcDir);
  const versions = await Promise.all(VENDOR_PACKAGES.map(packageVersion));
  const buildCode = await readFiles([path.join(BUILD_DIR, 'vendor-bundle.ts')]);
  const ownCode = await readFiles([path.join(BUILD_DIR, 'build-lightning-assets.ts')]);
  const vendorKey = [versions, used.components, used.icons, buildCode];
  const slds = require.resolve(
    '@salesforce-ux/design-system/assets/styles/salesforce-lightning-design-system.min.css',
  );
  const style = path.join(PAGES_DIR, 'lightning.css');
  const font = path.join(PAGES_DIR, 'fonts/inter-latin.woff2');

  const visualforceSource = path.join(PAGES_DIR, 'browser', VISUALFORCE);
  const keep = (name: string, key: unknown, make: () => Promise<string | Buffer>) =>
    keepFile(dir, name, key, make);
  const fontFile = await keep('inter.woff2', 'latin', () => readFile(font));
  return {
    dir,
    prelude: await keep('prelude.js', versions, bundlePrelude),
    vendor: await keep('vendor.js', vendorKey, async () =>
      (await vendorBundle()).bundleVendor(used, PAGES_DIR),
    ),
    components: await keep('components.js', [versions, await readFiles(used.sources)], async () =>
      (await componentBundle()).bundleComponents(lwcDir),
    ),
    shell: await keep(
      'shell.js',
      await readFiles([path.join(BUILD_DIR, 'shell-bundle.ts'), ...(await shellSources())]),
      () => bundleShell(SHELL),
    ),
    visualforce: await keep(
      'visualforce.js',
      await readFiles([path.join(BUILD_DIR, 'shell-bundle.ts'), visualforceSource]),
      () => bundleShell(VISUALFORCE),
    ),
    slds: await keep('slds.css', versions, () => readFile(slds)),
    sldsScoped: await keep('slds-scoped.css', [versions, fontFile, ownCode], async () =>
      scoped(await readFile(slds, 'utf8'), fontFile),
    ),
    style: await keep('lightning.css', await readFiles([style]), async () =>
      (await readFile(style, 'utf8')).replace('inter.woff2', fontFile),
    ),
    font: fontFile,
  };
}

/** The synthetic shadow, and a `define` that keeps AMD modules until the shell asks for them. */
async function bundlePrelude(): Promise<string> {
  const define =
    'self.define=(id,dependencies,factory)=>{self.define.modules.set(id,{dependencies,factory})};self.define.modules=new Map();';
  return `${await (await vendorBundle()).bundleSyntheticShadow()}\n${define}\n`;
}

/**
 * What `apex:slds` loads: rules for the page itself hold for the element that has the class, as in the platform's. The
 * face is the one that stands for Salesforce's own in the Lightning pages, too.
 */
function scoped(css: string, fontFile: string): string {
  const own = css
    .replace('@charset "UTF-8";', '')
    .replace(/(^|[}])(?:html|body)(?=\{)/g, '$1:scope')
    .replaceAll(':root', ':scope');
  const face = `@font-face{font-family:"Care Inter";src:url("${fontFile}") format("woff2");font-weight:100 900}`;
  const family =
    ':scope{--slds-g-font-family-base:"Care Inter",system-ui,sans-serif;font-family:var(--slds-g-font-family-base)}';
  return `${face}\n@scope (.slds-scope) {\n${own}\n${family}\n}\n`;
}

async function keepFile(
  dir: string,
  name: string,
  key: unknown,
  make: () => Promise<string | Buffer>,
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 12);
  const { name: stem, ext } = path.parse(name);
  const file = `${stem}-${hash}${ext}`;
  const target = path.join(dir, file);
  if (existsSync(target)) return file;
  const partial = `${target}.${randomBytes(6).toString('hex')}`;
  await writeFile(partial, await make());
  await rename(partial, target);
  return file;
}

async function packageVersion(name: string): Promise<string> {
  const manifest = await readFile(path.join(REPOSITORY, 'node_modules', name, 'package.json'), 'utf8');
  return `${name}@${(JSON.parse(manifest) as { version: string }).version}`;
}

async function readFiles(files: readonly string[]): Promise<string[]> {
  return Promise.all(files.map(async (file) => `${path.basename(file)}\n${await readFile(file, 'utf8')}`));
}
