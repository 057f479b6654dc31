import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { buildLightningAssets } from '../src/simulator/pages/build/build-lightning-assets.ts';
import { findChromium } from './chromium.ts';
import { countTests } from './count-tests.ts';
import { openScratchFolder } from './scratch-folder.ts';

// Everything that is tested, in one go: builds the pages, then units, integration, browser.
const RESULTS = 'test-results';
// As it is now: building in this process says `production` in its environment.
const env = { ...process.env, CARE_CHROMIUM: findChromium() };

async function run(...command: string[]): Promise<boolean> {
  console.log(`\n> ${command.join(' ')}`);
  const [program = '', ...args] = command;
  const child = spawn(program, args, { env, stdio: 'inherit', shell: process.platform === 'win32' });
  const [status] = await once(child, 'exit');
  return status === 0;
}

console.log(`Chromium: ${env.CARE_CHROMIUM}`);
rmSync(RESULTS, { recursive: true, force: true });

// The org's pages beside: in a fresh clone the suites that start first would each build them for themselves.
const [built] = await Promise.all([run('npm', 'run', 'build'), buildLightningAssets()]);
if (!built) process.exit(1);
const scratch = openScratchFolder();
Object.assign(env, { TMPDIR: scratch.path });
const passed = [
  await run(
    'npx',
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${RESULTS}/vitest.json`,
  ),
  await run('npx', 'playwright', 'test'),
].every(Boolean);

scratch.close();
const counts = countTests(RESULTS);
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
if (!passed || counts.failed > 0) process.exitCode = 1;
