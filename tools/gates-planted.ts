import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gates } from './gates/all.ts';
import { passes, runProgram } from './gates/gate.ts';
import { plantedFaults } from './gates/planted-faults.ts';

// Shows that each gate can fail: plants its faults in a copy of the tree, and expects it to name each.
// Then empties the copy, and expects each gate to fail over nothing.
const source = process.cwd();
const copy = mkdtempSync(join(tmpdir(), 'care-planted-'));
let failed = 0;

/** The tracked files and what is built from them, in a repository of its own. */
function copyTree(): void {
  const tracked = runProgram(source, 'git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  for (const file of tracked.stdout.split('\0').filter((name) => name && existsSync(join(source, name)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(source, file), join(copy, file));
  }
  if (existsSync(join(source, 'dist'))) cpSync(join(source, 'dist'), join(copy, 'dist'), { recursive: true });
  symlinkSync(join(source, 'node_modules'), join(copy, 'node_modules'), 'junction');
  runProgram(copy, 'git', ['init', '-q']);
  // Here it is a link, which the rule for a folder does not match.
  appendFileSync(join(copy, '.gitignore'), 'node_modules\n');
  runProgram(copy, 'git', ['add', '--all']);
}

/** Puts the faults in, lets the work run, and takes them out again. */
function withFiles<T>(files: Record<string, string | ((text: string) => string)>, work: () => T): T {
  const undo = Object.entries(files).map(([file, content]) => {
    const path = join(copy, file);
    const before = existsSync(path) ? readFileSync(path) : undefined;
    if (typeof content !== 'string' && !before)
      throw new Error(`${file} is missing: run npm run build first.`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : content(String(before)));
    runProgram(copy, 'git', ['add', '--intent-to-add', '--force', file]);
    return () => (before ? writeFileSync(path, before) : rmSync(path));
  });
  try {
    return work();
  } finally {
    for (const takeOut of undo) takeOut();
    runProgram(copy, 'git', ['add', '--all']);
  }
}

function check(name: string, ok: boolean, why: string): void {
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name}`);
  if (ok) return;
  failed++;
  console.log(`        ${why.replaceAll('\n', '\n        ')}`);
}

try {
  copyTree();
  for (const gate of gates) {
    const planted = plantedFaults[gate.name];
    if (!planted) {
      check(`${gate.name}: has a planted fault`, false, 'add one to tools/gates/planted-faults.ts');
      continue;
    }
    const result = withFiles(planted.files, () => gate.run(copy));
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
    rmSync(join(copy, folder), { recursive: true, force: true });
  }
  rmSync(join(copy, 'package-lock.json'));
  runProgram(copy, 'git', ['init', '-q']);
  for (const gate of gates) check(`${gate.name}: fails over nothing`, !passes(gate.run(copy)), 'it passed');
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(failed === 0 ? 'Every gate fails where it should.' : `${failed} planted faults went unseen.`);
if (failed > 0) process.exitCode = 1;
