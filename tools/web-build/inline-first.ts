import { build, type Plugin, type Rollup } from 'vite';

/** Where the service finds what it writes into a page itself, below the web root. */
const FOLDER = 'inline';

/**
 * Builds an app's `main.ts` into one script and one style sheet without imports, for the service to write into the
 * page: what has to run first then needs no request of its own. Its `wear-look.ts`, what has to have run before anything
 * is drawn, becomes a classic script, which the page waits for. Fonts they name are emitted as usual.
 */
export const inlineFirst = (app: string): Plugin => ({
  name: 'care-inline-first',
  apply: 'build',
  async generateBundle(_options, bundle) {
    const built = [
      ...(await buildAlone({ [app]: `src/web/${app}/main.ts` }, 'es')),
      ...(await buildAlone({ [`${app}-look`]: `src/web/${app}/wear-look.ts` }, 'iife')),
    ];
    for (const file of built) {
      if (file.fileName in bundle) continue;
      const source = file.type === 'chunk' ? file.code : file.source;
      if (file.type === 'chunk' && (file.imports.length > 0 || !file.isEntry))
        this.error(`${file.fileName} does not stand by itself.`);
      const name =
        file.type === 'chunk' ? `${file.name}.js` : file.fileName.endsWith('.css') ? `${app}.css` : null;
      if (name && /<\/(?:script|style)/i.test(String(source)))
        this.error(`${file.fileName} would end the element it is written into.`);
      this.emitFile({ type: 'asset', fileName: name ? `${FOLDER}/${name}` : file.fileName, source });
    }
  },
});

async function buildAlone(input: Record<string, string>, format: 'es' | 'iife') {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    base: '/web/',
    build: {
      write: false,
      target: 'es2023',
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: {
        input,
        output: { format, assetFileNames: 'assets/[name]-[hash][extname]' },
      },
    },
  })) as Rollup.RollupOutput;
  return built.output;
}
