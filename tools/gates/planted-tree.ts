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
import { runProgram } from './gate.ts';

/** File to its content, or to what becomes of the content it has. */
export type PlantedFiles = Record<string, string | ((text: string) => string)>;

/** A copy of the tree to plant faults in. */
export interface PlantedTree {
  root: string;
  /** Puts the files in, lets the work run, and takes them out again. */
  withFiles<T>(files: PlantedFiles, work: () => T | Promise<T>): Promise<T>;
  remove(): void;
}

/**
 * The tracked files and what is built from them, in a repository of its own.
 *
 * @param packages folders whose node_modules it shares with the source
 */
export function plantTree(source: string, packages: string[]): PlantedTree {
  const root = mkdtempSync(join(tmpdir(), 'care-planted-'));
  const tracked = runProgram(source, 'git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  const files = tracked.stdout.split('\0').filter((name) => name && existsSync(join(source, name)));
  // In a checkout that borrows its packages, node_modules is a link, and git lists it.
  for (const file of files.filter((name) => !/(^|\/)node_modules$/.test(name))) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    cpSync(join(source, file), join(root, file));
  }
  if (existsSync(join(source, 'dist'))) cpSync(join(source, 'dist'), join(root, 'dist'), { recursive: true });
  for (const folder of packages) {
    symlinkSync(join(source, folder, 'node_modules'), join(root, folder, 'node_modules'), 'junction');
  }
  runProgram(root, 'git', ['init', '-q']);
  // Here it is a link, which the rule for a folder does not match.
  appendFileSync(join(root, '.gitignore'), 'node_modules\n');
  runProgram(root, 'git', ['add', '--all']);
  return {
    root,
    withFiles: (files, work) => withFiles(root, files, work),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

async function withFiles<T>(root: string, files: PlantedFiles, work: () => T | Promise<T>): Promise<T> {
  const undo = Object.entries(files).map(([file, content]) => {
    const path = join(root, file);
    const before = existsSync(path) ? readFileSync(path) : undefined;
    if (typeof content !== 'string' && !before)
      throw new Error(`${file} is missing: run npm run build first.`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : content(String(before)));
    runProgram(root, 'git', ['add', '--intent-to-add', '--force', file]);
    return () => (before ? writeFileSync(path, before) : rmSync(path));
  });
  try {
    return await work();
  } finally {
    for (const takeOut of undo) takeOut();
    runProgram(root, 'git', ['add', '--all']);
  }
}
