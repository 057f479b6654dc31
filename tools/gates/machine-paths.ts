import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Gate, runProgram } from './gate.ts';

const FORBIDDEN: [RegExp, string][] = [
  [/(?<![\w.~])\/(?:home|Users)\/\w/, 'a home folder'],
  [/(?<![\w.])\/(?:root|work)\/\w/, "one machine's folder"],
  [/[A-Za-z]:\\{1,2}Users\\/, 'a home folder'],
  [/\.\.\/shared\//, 'a folder outside the project'],
  [/https?:\/\/[\w.-]*(?:registry|npmjs)[\w.-]*/, 'a package registry'],
];

const BINARY = /\.(png|jpe?g|gif|ico|woff2?|ttf|zip|gz|avif|webp|pdf)$/;

/** The project runs anywhere: no tracked file names a place on one machine or a registry. */
export const machinePaths: Gate = {
  name: 'machine paths',
  run(root) {
    const tracked = runProgram(root, 'git', ['ls-files', '-z']).stdout.split('\0').filter(Boolean);
    const files = tracked.filter((file) => !BINARY.test(file) && isFile(join(root, file)));
    const faults = files.flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => faultsIn(line).map((what) => `${file}:${index + 1}: names ${what}`)),
    );
    return { files: files.length, faults };
  },
};

function faultsIn(line: string): string[] {
  return FORBIDDEN.filter(([pattern]) => pattern.test(line)).map(([, what]) => what);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
