import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import lwc from '@lwc/rollup-plugin';
import { rollup } from 'rollup';

const ENTRY = '\0components';

/**
 * Compiles the package's components with the transforms of Lightning Web Security, as the AMD module `c` that exports
 * them by name. Everything of the platform (`lwc`, `lightning/*`, `@salesforce/*`) is handed in at run time.
 */
export async function bundleComponents(lwcDir: string): Promise<string> {
  const entries = await readdir(lwcDir, { withFileTypes: true });
  const names = entries
    .map((entry) => entry.name)
    .filter((name) => existsSync(path.join(lwcDir, name, `${name}.js-meta.xml`)));
  const exposed = await exposedOf(lwcDir, names);
  const bundle = await rollup({
    input: ENTRY,
    external: (id) => id === 'lwc' || /^(lightning|@salesforce)\//.test(id),
    plugins: [
      {
        name: 'components-entry',
        resolveId: (id) => (id === ENTRY ? id : null),
        load: (id) =>
          id === ENTRY
            ? exposed.map((name) => `export { default as ${name} } from 'c/${name}';`).join('\n')
            : null,
      },
      lwc({
        rootDir: lwcDir,
        modules: names.map((name) => ({ name: `c/${name}`, path: path.join(lwcDir, name, `${name}.js`) })),
        enableLightningWebSecurityTransforms: true,
      }),
    ],
  });
  try {
    const { output } = await bundle.generate({
      format: 'amd',
      amd: { id: 'c' },
      interop: 'esModule',
      inlineDynamicImports: true,
    });
    return output[0].code;
  } finally {
    await bundle.close();
  }
}

/** The components that pages may name. */
async function exposedOf(lwcDir: string, names: readonly string[]): Promise<string[]> {
  const isExposed = await Promise.all(
    names.map(async (name) =>
      (await readFile(path.join(lwcDir, name, `${name}.js-meta.xml`), 'utf8')).includes(
        '<isExposed>true</isExposed>',
      ),
    ),
  );
  return names.filter((_, index) => isExposed[index]);
}
