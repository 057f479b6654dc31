import { readdir } from 'node:fs/promises';
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
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const bundle = await rollup({
    input: ENTRY,
    external: (id) => id === 'lwc' || /^(lightning|@salesforce)\//.test(id),
    plugins: [
      {
        name: 'components-entry',
        resolveId: (id) => (id === ENTRY ? id : null),
        load: (id) => (id === ENTRY ? "export { default as careHost } from 'c/careHost';" : null),
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
