import type { PlantedFiles } from './planted-tree.ts';

/** A fault planted in a copy of the tree, and what the gate has to say about it. */
export interface PlantedFault {
  files: PlantedFiles;
  /** Each must stand in the gate's faults. */
  faults: string[];
}

/** An import of a file that is there, so that nothing but the rule is wrong with it. */
const reach = (path: string) => `import * as reached from '${path}';\nexport const planted = reached;\n`;

/** By gate name. The imports below break each rule of `.dependency-cruiser.cjs` once. */
export const plantedFaults: Record<string, PlantedFault> = {
  imports: {
    files: {
      'src/domain/planted.ts': reach('../api/shapes.ts'),
      'src/domain/planted-clock.ts': reach('node:fs'),
      'src/domain/planted-cycle.ts': reach('./planted-cycle-back.ts'),
      'src/domain/planted-cycle-back.ts': reach('./planted-cycle.ts'),
      'src/domain/decide-planted.ts': 'export const planted = true;\n',
      'src/api/planted.ts': reach('../service/ids.ts'),
      'src/api/planted-package.ts': reach('fastify'),
      'src/bridge/planted.ts': reach('../domain/case.ts'),
      'src/bridge/planted-package.ts': reach('lit'),
      'src/host/planted.ts': reach('../domain/case.ts'),
      'src/web/planted.ts': reach('../service/ids.ts'),
      'src/web/elements/planted.ts': reach('../clients/api-client.ts'),
      'src/web/elements/planted-rule.ts': reach('../../domain/decide-planted.ts'),
      'src/web/widget/views/planted.ts': reach('../../clients/api-client.ts'),
      'src/web/widget/planted.ts': reach('../desk/planted.ts'),
      'src/web/desk/planted.ts': reach('../../bridge/contract.ts'),
      'src/web/clients/planted.ts': reach('../elements/planted.ts'),
      'src/service/planted.ts': reach('../bridge/contract.ts'),
      'src/service/care/planted.ts': reach('../storage/database.ts'),
      'src/service/storage/planted.ts': reach('../http/planted.ts'),
      'src/service/salesforce/planted.ts': reach('../http/planted.ts'),
      'src/service/http/planted.ts': reach('../storage/database.ts'),
      'src/service/planted-jsforce.ts': reach('jsforce'),
      'src/service/planted-dev.ts': reach('happy-dom'),
      'src/service/planted-demo.ts': reach('../demo/planted.ts'),
      'src/simulator/planted.ts': reach('../domain/case.ts'),
      'src/simulator/soql/planted.ts': 'export const planted = true;\n',
      'src/demo/planted.ts': reach('../web/planted.ts'),
      'src/demo/planted-org.ts': reach('../simulator/soql/planted.ts'),
      'src/cli/planted.ts': reach('../web/planted.ts'),
      'e2e/planted.ts': reach('../src/service/ids.ts'),
      'force-app/main/default/lwc/careHost/planted.js': reach('../../../../../src/domain/case.ts'),
      'src/api/planted-tool.ts': reach('../../tools/complete-lock.ts'),
    },
    faults: [
      'no-cycles',
      'src/domain/planted.ts: domain-stands-alone',
      'src/domain/planted-clock.ts: domain-needs-no-package',
      'src/api/planted.ts: api-knows-domain',
      'src/api/planted-package.ts: api-is-zod',
      'src/bridge/planted.ts: bridge-stands-alone',
      'src/bridge/planted-package.ts: bridge-is-penpal',
      'src/host/planted.ts: host-knows-bridge',
      'src/web/planted.ts: web-knows-contracts',
      'src/web/elements/planted.ts: elements-know-domain',
      'src/web/elements/planted-rule.ts: elements-decide-nothing',
      'src/web/widget/views/planted.ts: views-know-elements-and-store',
      'src/web/widget/planted.ts: apps-stand-apart',
      'src/web/desk/planted.ts: only-clients-hold-the-bridge',
      'src/web/clients/planted.ts: clients-know-contracts',
      'src/service/planted.ts: service-knows-contracts',
      'src/service/care/planted.ts: rules-declare-ports',
      'src/service/storage/planted.ts: adapters-serve',
      'src/service/salesforce/planted.ts: salesforce-is-an-adapter',
      'src/service/http/planted.ts: routes-call-rules',
      'src/service/planted-jsforce.ts: only-salesforce-imports-jsforce',
      'src/service/planted-dev.ts: production-needs-no-dev-package',
      'src/service/planted-demo.ts: production-loads-no-demo',
      'src/simulator/planted.ts: simulator-stands-alone',
      'src/demo/planted-org.ts: demo-meets-the-simulator-at-its-server',
      'src/demo/planted.ts: demo-composes-the-service',
      'src/cli/planted.ts: cli-calls-demo-and-service',
      'e2e/planted.ts: e2e-stays-outside',
      'force-app/main/default/lwc/careHost/planted.js: force-app-stands-alone',
      'src/api/planted-tool.ts: nothing-imports-tests-or-tools',
    ],
  },
  'types of pure': {
    files: {
      'src/domain/planted-dom.ts': 'export const planted = document.title;\n',
      'src/bridge/planted-node.ts': 'export const planted = process.pid;\n',
    },
    faults: [
      "src/domain/planted-dom.ts(1,24): error TS2584: Cannot find name 'document'",
      'src/bridge/planted-node.ts(1,24): error TS2',
    ],
  },
  'types of web': {
    files: {
      'src/web/planted-node.ts':
        "import { readFileSync } from 'node:fs';\nexport const planted = readFileSync;\n",
    },
    faults: ['src/web/planted-node.ts(1,30): error TS2'],
  },
  'types of node': {
    files: { 'src/service/planted-dom.ts': 'export const planted = document.title;\n' },
    faults: ["src/service/planted-dom.ts(1,24): error TS2584: Cannot find name 'document'"],
  },
  'types of test': {
    files: { 'src/domain/planted.test.ts': "export const planted: number = 'a word';\n" },
    faults: ['src/domain/planted.test.ts(1,14): error TS2322'],
  },
  'dead code': {
    files: { 'src/domain/planted.ts': 'export const planted = true;\n' },
    faults: ['src/domain/planted.ts: unused files'],
  },
  lint: {
    files: {
      'src/domain/planted.ts': 'export const planted: any = 1;\n',
      'src/domain/planted-format.ts': 'export   const planted = 1;\n',
    },
    faults: [
      'src/domain/planted.ts:1:23 lint/suspicious/noExplicitAny',
      'src/domain/planted-format.ts format',
    ],
  },
  sizes: {
    files: {
      'force-app/main/default/lwc/careBridge/careBridge.js': (text) => text + noise(60_000),
      'dist/web/assets/planted.js': noise(120_000),
      'dist/web/.vite/manifest.json': (text) => {
        const chunks = JSON.parse(text) as Record<
          string,
          { file: string; imports?: string[]; isEntry?: boolean }
        >;
        for (const chunk of Object.values(chunks)) if (chunk.isEntry) chunk.imports = ['planted'];
        return JSON.stringify({ ...chunks, planted: { file: 'assets/planted.js' } });
      },
    },
    faults: ['widget, first load:', 'careBridge:'],
  },
  'lock file': {
    files: {
      'package-lock.json': (text) =>
        text
          .replace(
            '"node_modules/zod": {',
            `"node_modules/zod": {\n      "resolved": "https:${'//'}packages.example/zod.tgz",`,
          )
          .replace('"node_modules/@rollup/rollup-win32-x64-msvc": {', '"node_modules/elsewhere": {'),
      'tools/salesforce/package-lock.json': (text) =>
        text.replace('"node_modules/@rollup/rollup-darwin-arm64": {', '"node_modules/elsewhere": {'),
    },
    faults: [
      'node_modules/zod has a download address',
      'node_modules/@rollup/rollup-win32-x64-msvc is missing (run npm run lock)',
      'tools/salesforce/package-lock.json: node_modules/@rollup/rollup-darwin-arm64 is missing (run npm run lock)',
    ],
  },
  'machine paths': {
    files: { 'docs/planted.md': ['Look in ', 'home', 'somebody', 'care.'].join('/') },
    faults: ['docs/planted.md:1: names a home folder'],
  },
  'api document': {
    files: {
      'docs/openapi.json': (text) =>
        text.replace(/"summary": "[^"]*"/, '"summary": "Planted"').replace(/"openapi": "3/, '"openapi": "2'),
    },
    faults: ['tools/openapi.ts --check ended with'],
  },
  'built files': {
    files: {
      'src/host/care-bridge.ts': (text) => `${text}\nconsole.error('planted');\n`,
      'src/host/visualforce/main.ts': (text) => `${text}\nconsole.error('planted');\n`,
    },
    faults: [
      'lwc/careBridge/careBridge.js: is not what',
      'staticresources/careBridge.js: is not what',
      'staticresources/careVisualforceHost.js: is not what',
    ],
  },
};

/** Text that does not compress away. */
function noise(bytes: number): string {
  let state = 1;
  let text = '';
  while (text.length < bytes) {
    state = (state * 48_271) % 2_147_483_647;
    text += state.toString(36);
  }
  return `/*${text}*/`;
}
