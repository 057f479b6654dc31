import type { Plugin } from 'vite';

/**
 * Leaves `import()` to the browser. Vite wraps it in a loader that fetches styles and preloads first, and a page
 * waits for that loader before anything can be seen; our chunks carry their styles in themselves.
 */
export const plainImports = (): Plugin => ({
  name: 'care-plain-imports',
  apply: 'build',
  enforce: 'pre',
  load: {
    filter: { id: /\0vite\/preload-helper\.js$/ },
    handler: () => 'export const __vitePreload = (load) => load();',
  },
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk' && chunk.isDynamicEntry && chunk.viteMetadata?.importedCss.size)
        this.error(`${chunk.fileName} is loaded later and has a style sheet, which nobody would load.`);
    }
  },
});
