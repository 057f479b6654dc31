import { build, type Plugin, type Rollup } from 'vite';

/** Where the service finds what it writes into a page itself, below the web root. */
const FOLDER = 'inline';

/**
 * Builds an app's `main.ts` into one script and one style sheet without imports, for the service to write into the
 * page: what has to run first then needs no request of its own. Fonts it names are emitted as usual.
 */
export const inlineFirst = (app: string): Plugin => ({
  name: 'care-inline-first',
  apply: 'build',
  async generateBundle(_options, bundle) {
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
          input: { [app]: `src/web/${app}/main.ts` },
          output: { assetFileNames: 'assets/[name]-[hash][extname]' },
        },
      },
    })) as Rollup.RollupOutput;
    for (const file of built.output) {
      if (file.fileName in bundle) continue;
      const source = file.type === 'chunk' ? file.code : file.source;
      if (file.type === 'chunk' && (file.imports.length > 0 || !file.isEntry))
        this.error(`${file.fileName} does not stand by itself.`);
      const kind = file.type === 'chunk' ? 'js' : file.fileName.endsWith('.css') ? 'css' : null;
      if (kind && /<\/(?:script|style)/i.test(String(source)))
        this.error(`${file.fileName} would end the element it is written into.`);
      this.emitFile({
        type: 'asset',
        fileName: kind ? `${FOLDER}/${app}.${kind}` : file.fileName,
        source,
      });
    }
  },
});
