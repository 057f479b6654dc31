import { defineConfig } from 'vite';
import { collapseTemplates } from './tools/web-build/collapse-templates.ts';
import { compressAssets } from './tools/web-build/compress-assets.ts';
import { plainImports } from './tools/web-build/plain-imports.ts';

const APPS = ['widget', 'desk', 'customer', 'gallery'] as const;

/**
 * The web apps, built once into dist/web. The service renders the HTML around them from the manifest,
 * so nothing here knows an address beyond `/web/`.
 */
export default defineConfig({
  base: '/web/',
  plugins: [collapseTemplates(), plainImports(), compressAssets()],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // The service preloads what an entry imports; what comes later is small and comes by itself.
    modulePreload: false,
    // A font or an icon as data: in CSS would weigh on every page.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(APPS.map((app) => [app, `src/web/${app}/main.ts`])),
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
        codeSplitting: {
          groups: [
            // What the widget shares with the others before it shows anything: its own file, or the next one would
            // be fetched for its sake.
            {
              name: 'first',
              test: /preload-helper|src\/(?:domain\/profile|web\/(?:clients\/api-|case\/first-page|elements\/message-kind-words))/,
              priority: 1,
            },
            // What it takes to work on a case is one file.
            { name: 'case', test: /src\/web\/(?:case\/|clients\/live-client)/, tags: ['$initial'] },
          ],
        },
      },
    },
  },
});
