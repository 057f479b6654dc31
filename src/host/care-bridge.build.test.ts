// @vitest-environment node
import { readFile } from 'node:fs/promises';
import { build, type Rollup } from 'vite';
import { expect, test } from 'vitest';

test('what is committed in force-app is what src/host builds', async () => {
  const built = (await build({
    configFile: 'vite.host.config.ts',
    logLevel: 'error',
    build: { write: false },
  })) as Rollup.RollupOutput[];
  const files = built.flatMap(({ output }) => output).filter((file) => file.type === 'chunk');
  expect(files.map(({ fileName }) => fileName).sort()).toEqual([
    'lwc/careBridge/careBridge.js',
    'staticresources/careBridge.js',
  ]);
  for (const { fileName, code } of files) {
    const committed = await readFile(`force-app/main/default/${fileName}`, 'utf8');
    expect(committed === code, `${fileName} is out of date: run npm run build:host`).toBe(true);
  }
});
