import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import lwc from '@lwc/rollup-plugin';
import resolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import { type Plugin, type RollupLog, rollup } from 'rollup';
import type { UsedModules } from './used-modules.ts';

const require = createRequire(import.meta.url);
// Not where it really is: with node_modules behind a link, what is imported by both addresses would be there twice.
const BASE_COMPONENTS = fileURLToPath(
  new URL('../../../../node_modules/lightning-base-components', import.meta.url),
);
const ENTRY = '\0vendor';

/**
 * Bundles what stays outside the sandbox: the LWC engine, Lightning Web Security, and the real base components the
 * package uses, as the AMD module `vendor` whose exports are `{ 'lwc': …, 'lightning/button': …, … }`.
 *
 * The library's icon sets are most of a full build (25 of 30 s); only the icons that are named come along.
 */
export async function bundleVendor(used: UsedModules, rootDir: string): Promise<string> {
  const bundle = await rollup({
    input: ENTRY,
    onwarn: ignoreKnownWarnings,
    plugins: [
      vendorEntry(used.components),
      chosenIcons(used.icons),
      lwc({ rootDir, modules: [{ npm: 'lightning-base-components' }], enableDynamicComponents: true }),
      resolve({ browser: true }),
      nodeEnvironment(),
    ],
  });
  try {
    const { output } = await bundle.generate({
      format: 'amd',
      amd: { id: 'vendor' },
      inlineDynamicImports: true,
    });
    return output[0].code;
  } finally {
    await bundle.close();
  }
}

/** The real synthetic shadow, a plain script that must run before the engine. */
export async function bundleSyntheticShadow(): Promise<string> {
  const bundle = await rollup({
    input: require.resolve('@lwc/synthetic-shadow/dist/index.js'),
    onwarn: ignoreKnownWarnings,
    plugins: [nodeEnvironment()],
  });
  try {
    const { output } = await bundle.generate({ format: 'iife' });
    return output[0].code;
  } finally {
    await bundle.close();
  }
}

function vendorEntry(components: readonly string[]): Plugin {
  const names = ['lwc', '@locker/sandbox', ...components];
  return {
    name: 'vendor-entry',
    resolveId: (id) => (id === ENTRY ? id : null),
    load: (id) =>
      id !== ENTRY
        ? null
        : [
            ...names.map((name, index) => `import * as m${index} from '${name}';`),
            `export const modules = { ${names.map((name, index) => `'${name}': m${index}`).join(', ')} };`,
          ].join('\n'),
  };
}

/** Stands in for the library's icon sets (`lightning/iconSvgTemplatesUtility` and its kin). */
function chosenIcons(icons: readonly string[]): Plugin {
  const prefix = 'lightning/iconSvgTemplates';
  return {
    name: 'chosen-icons',
    resolveId: (id) => (id.startsWith(prefix) ? `\0icons/${id.slice(prefix.length)}` : null),
    load(id) {
      if (!id.startsWith('\0icons/')) return null;
      const set = id.slice('\0icons/'.length);
      const chosen = icons
        .map((icon) => icon.split(':') as [string, string])
        .filter(([category]) => set.toLowerCase() === category);
      return [
        ...chosen.map(([category, name]) => {
          const file = path.join(
            BASE_COMPONENTS,
            `src/lightning/iconSvgTemplates${set}/buildTemplates/${category}/${name}.html`,
          );
          return `import ${category}_${name} from '${file}';`;
        }),
        `export default { ${chosen.map(([category, name]) => `${category}_${name}`).join(', ')} };`,
      ].join('\n');
    },
  };
}

function nodeEnvironment(): Plugin {
  return replace({
    preventAssignment: true,
    values: { 'process.env.NODE_ENV': '"production"', 'import.meta.env.SSR': 'false' },
  });
}

// The libraries' own: circular imports among base components, `this` at module level, LWS's eval.
function ignoreKnownWarnings(warning: RollupLog, warn: (log: RollupLog) => void): void {
  const isKnown = ['CIRCULAR_DEPENDENCY', 'THIS_IS_UNDEFINED', 'EVAL'].includes(warning.code ?? '');
  if (!isKnown && !/lightning-base-components|locker/.test(warning.message)) warn(warning);
}
