import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { gates } from './gates/all.ts';
import { passes, runProgram } from './gates/gate.ts';
import { plantedFaults } from './gates/planted-faults.ts';
import { plantTree } from './gates/planted-tree.ts';

// Shows that each gate can fail: plants its faults in a copy of the tree, and expects it to name each.
// Then empties the copy, and expects each gate to fail over nothing.
const copy = plantTree(process.cwd(), ['.']);
let failed = 0;

function check(name: string, ok: boolean, why: string): void {
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name}`);
  if (ok) return;
  failed++;
  console.log(`        ${why.replaceAll('\n', '\n        ')}`);
}

try {
  for (const gate of gates) {
    const planted = plantedFaults[gate.name];
    if (!planted) {
      check(`${gate.name}: has a planted fault`, false, 'add one to tools/gates/planted-faults.ts');
      continue;
    }
    const result = await copy.withFiles(planted.files, () => gate.run(copy.root));
    const seen = result.faults.join('\n');
    for (const fault of planted.faults) {
      check(
        `${gate.name}: ${fault}`,
        !passes(result) && seen.includes(fault),
        `expected this fault, got:\n${seen}`,
      );
    }
  }
  for (const folder of ['.git', 'src', 'tools', 'e2e', 'bench', 'bin', 'dist', 'docs', 'force-app']) {
    rmSync(join(copy.root, folder), { recursive: true, force: true });
  }
  rmSync(join(copy.root, 'package-lock.json'));
  runProgram(copy.root, 'git', ['init', '-q']);
  for (const gate of gates) {
    check(`${gate.name}: fails over nothing`, !passes(gate.run(copy.root)), 'it passed');
  }
} finally {
  copy.remove();
}
console.log(failed === 0 ? 'Every gate fails where it should.' : `${failed} planted faults went unseen.`);
if (failed > 0) process.exitCode = 1;
