import { readFile } from 'node:fs/promises';
import { build, type Rollup } from 'vite';
import { expect, test } from 'vitest';

async function buildHost(mode: string): Promise<Rollup.OutputChunk[]> {
  const built = (await build({
    configFile: 'vite.host.config.ts',
    mode,
    logLevel: 'error',
    build: { write: false },
  })) as Rollup.RollupOutput[];
  return built.flatMap(({ output }) => output).filter((file) => file.type === 'chunk');
}

test('what is committed in force-app is what src/host builds', async () => {
  const files = [...(await buildHost('production')), ...(await buildHost('visualforce'))];
  expect(files.map(({ fileName }) => fileName).sort()).toEqual([
    'lwc/careBridge/careBridge.js',
    'staticresources/careBridge.js',
    'staticresources/careVisualforceHost.js',
  ]);
  for (const { fileName, code } of files) {
    const committed = await readFile(`force-app/main/default/${fileName}`, 'utf8');
    expect(committed === code, `${fileName} is out of date: run npm run build:host`).toBe(true);
  }
});

test('the script of the Visualforce pages brings no bridge of its own', async () => {
  const [page] = await buildHost('visualforce');
  expect(page?.code).toContain('(careBridge)');
  expect(page?.code).not.toContain('penpal');
});
