import { defineConfig } from 'vite';

const BRIDGE = {
  es: 'lwc/careBridge/careBridge.js',
  iife: 'staticresources/careBridge.js',
} as const;

const banner = { minify: true, postBanner: '/* Built from src/host by npm run build:host. Do not edit. */' };

/**
 * Builds what runs in Salesforce from src/host; all of it is committed, because a plain source deploy has no build.
 *
 *  - by default the host's side of the bridge, twice: as the Lightning module `c/careBridge` and as a static resource
 *    for Visualforce
 *  - with `--mode visualforce` the script of the Visualforce pages, which finds the bridge as the global `careBridge`
 */
export default defineConfig(({ mode }) => ({
  publicDir: false,
  build: {
    ...(mode === 'visualforce'
      ? {
          lib: {
            entry: 'src/host/visualforce/main.ts',
            formats: ['iife'],
            name: 'careVisualforceHost',
            fileName: () => 'staticresources/careVisualforceHost.js',
          },
          rolldownOptions: {
            external: /\/care-bridge\.ts$/,
            output: { ...banner, globals: () => 'careBridge' },
          },
        }
      : {
          lib: {
            entry: 'src/host/care-bridge.ts',
            formats: ['es', 'iife'],
            name: 'careBridge',
            fileName: (format) => BRIDGE[format as keyof typeof BRIDGE],
          },
          rolldownOptions: { output: banner },
        }),
    outDir: 'force-app/main/default',
    emptyOutDir: false,
    target: 'es2022',
    reportCompressedSize: false,
  },
}));
