import { defineConfig } from 'vite';

const FILES = {
  es: 'lwc/careBridge/careBridge.js',
  iife: 'staticresources/careBridge.js',
} as const;

/**
 * Builds the host's side of the bridge twice from src/host: as the Lightning module `c/careBridge` and as a static
 * resource for Visualforce. Both are committed, because a plain source deploy has no build.
 */
export default defineConfig({
  publicDir: false,
  build: {
    lib: {
      entry: 'src/host/care-bridge.ts',
      formats: ['es', 'iife'],
      name: 'careBridge',
      fileName: (format) => FILES[format as keyof typeof FILES],
    },
    outDir: 'force-app/main/default',
    emptyOutDir: false,
    target: 'es2022',
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        minify: true,
        postBanner: '/* Built from src/host by npm run build:host. Do not edit. */',
      },
    },
  },
});
