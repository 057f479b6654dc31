import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Gate, runProgram } from './gate.ts';

/** Real conversations may stand beside the checkout; a test or measurement may use them where they do. */
const BESIDE = /\.test\.ts$|^bench\//;

const FORBIDDEN: [RegExp, string, allowed?: RegExp][] = [
  [/(?<![\w.~])\/(?:home|Users)\/\w/, 'a home folder'],
  [/(?<![\w.])\/(?:root|work)\/\w/, "one machine's folder"],
  [/[A-Za-z]:\\{1,2}Users\\/, 'a home folder'],
  [/\.\.\/shared\//, 'a folder outside the project', BESIDE],
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
        .flatMap((line, index) => faultsIn(file, line).map((what) => `${file}:${index + 1}: names ${what}`)),
    );
    return { files: files.length, faults };
  },
};

function faultsIn(file: string, line: string): string[] {
  return FORBIDDEN.filter(([pattern, , allowed]) => pattern.test(line) && !allowed?.test(file)).map(
    ([, what]) => what,
  );
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
