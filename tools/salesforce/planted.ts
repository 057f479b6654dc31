import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { passes } from '../gates/gate.ts';
import { plantTree } from '../gates/planted-tree.ts';
import { runCheck } from './check.ts';
import { installPackages } from './install.ts';

// Shows that each check can fail: plants its faults in a copy of the tree, and expects it to name each.
// Then empties the copy, and expects each check to fail over nothing.
installPackages();
const { checks } = await import('./checks/all.ts');
const { plantedFaults } = await import('./planted/faults.ts');

const wanted = process.argv.slice(2);
const chosen = checks.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const copy = plantTree(process.cwd(), ['.', 'tools/salesforce']);
const aside = join(copy.root, 'aside');
let failed = 0;

function expect(name: string, ok: boolean, why: string): void {
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name}`);
  if (ok) return;
  failed++;
  console.log(`        ${why.replaceAll('\n', '\n        ')}`);
}

try {
  for (const check of chosen) {
    const planted = plantedFaults[check.name];
    if (!planted) {
      expect(`${check.name}: has a planted fault`, false, 'add one to tools/salesforce/planted/faults.ts');
      continue;
    }
    if (planted.alone) renameSync(join(copy.root, planted.alone), aside);
    const result = await copy.withFiles(planted.files, () => runCheck(check, copy.root));
    if (planted.alone) {
      rmSync(join(copy.root, planted.alone), { recursive: true, force: true });
      renameSync(aside, join(copy.root, planted.alone));
    }
    const seen = result.faults.join('\n');
    for (const fault of planted.faults) {
      const named = !passes(result) && seen.includes(fault);
      expect(`${check.name}: ${fault}`, named, `expected this fault, got:\n${seen.slice(0, 6_000)}`);
    }
  }
  for (const folder of ['force-app', 'src', 'tools']) {
    rmSync(join(copy.root, folder), { recursive: true });
  }
  for (const check of chosen) {
    expect(`${check.name}: fails over nothing`, !passes(await check.run(copy.root)), 'it passed');
  }
} finally {
  copy.remove();
}
console.log(failed === 0 ? 'Every check fails where it should.' : `${failed} planted faults went unseen.`);
if (failed > 0) process.exitCode = 1;
