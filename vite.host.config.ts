import { defineConfig } from 'vite';

/**
 * Builds the host's side of the bridge twice from src/host: as the Lightning module `c/careBridge` and as a script
 * for Visualforce. Both are committed, because a plain source deploy has no build.
 */
const target = process.env.CARE_HOST_BUILD === 'script' ? 'script' : 'module';
const banner = '/* Built from src/host by npm run build:host. Do not edit. */';

export default defineConfig({
  publicDir: false,
  build: {
    lib: {
      entry: 'src/host/care-bridge.ts',
      formats: [target === 'module' ? 'es' : 'iife'],
      name: 'careBridge',
      fileName: () => 'careBridge.js',
    },
    outDir:
      target === 'module'
        ? 'force-app/main/default/lwc/careBridge'
        : 'force-app/main/default/staticresources',
    emptyOutDir: false,
    target: 'es2022',
    minify: true,
    reportCompressedSize: false,
    rolldownOptions: { output: { postBanner: banner, minify: true } },
  },
});
