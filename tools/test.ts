import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { findChromium } from './chromium.ts';
import { countTests } from './count-tests.ts';

// Everything that is tested, in one go: builds the pages, then units, integration, browser.
const RESULTS = 'test-results';

function run(...command: string[]): boolean {
  console.log(`\n> ${command.join(' ')}`);
  const [program = '', ...args] = command;
  return spawnSync(program, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}

process.env.CARE_CHROMIUM = findChromium();
console.log(`Chromium: ${process.env.CARE_CHROMIUM}`);
rmSync(RESULTS, { recursive: true, force: true });

if (!run('npm', 'run', 'build')) process.exit(1);
const passed = [
  run(
    'npx',
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${RESULTS}/vitest.json`,
  ),
  run('npx', 'playwright', 'test'),
].every(Boolean);

const counts = countTests(RESULTS);
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
if (!passed || counts.failed > 0) process.exitCode = 1;
