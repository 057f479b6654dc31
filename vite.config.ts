import { defineConfig } from 'vite';
import { collapseTemplates } from './tools/web-build/collapse-templates.ts';
import { compressAssets } from './tools/web-build/compress-assets.ts';
import { inlineFirst } from './tools/web-build/inline-first.ts';
import { plainImports } from './tools/web-build/plain-imports.ts';

/** The widget's `main.ts` stands in its page; what that goes on with is its entry here. */
const ENTRIES = {
  widget: 'src/web/widget/start-widget.ts',
  desk: 'src/web/desk/main.ts',
  settings: 'src/web/settings/main.ts',
  customer: 'src/web/customer/main.ts',
  gallery: 'src/web/gallery/main.ts',
};

/**
 * The web apps, built once into dist/web. The service renders the HTML around them from the manifest,
 * so nothing here knows an address beyond `/web/`.
 */
export default defineConfig({
  base: '/web/',
  plugins: [collapseTemplates(), plainImports(), inlineFirst('widget'), compressAssets()],
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
      input: ENTRIES,
      // The script in the widget's page calls what its entry exports.
      preserveEntrySignatures: 'allow-extension',
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
        // What it takes to show a case is one file, and with its entry all the widget has to wait for.
        codeSplitting: {
          groups: [
            {
              name: 'case',
              test: /src\/web\/(?:case\/|clients\/(?:api|live)-client|widget\/case-part)/,
              tags: ['$initial'],
            },
          ],
        },
      },
    },
  },
});
