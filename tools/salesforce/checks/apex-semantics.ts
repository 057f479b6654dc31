import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { runProgram, withFailure } from '../../gates/gate.ts';
import type { Check } from '../check.ts';
import { findJava } from '../java.ts';
import { packageFiles } from '../package/files.ts';

/** The jars of apex-ls, and of the platform's types, come with the PMD engine. */
const JARS = join(
  dirname(createRequire(import.meta.url).resolve('@salesforce/code-analyzer-pmd-engine/package.json')),
  'dist/java-lib/*',
);
const MAIN = 'io.github.apexdevtools.apexls.CheckForIssues';

const report = z.object({
  files: z.array(
    z.object({
      path: z.string(),
      messages: z.array(z.object({ start: z.object({ line: z.number() }), message: z.string() })),
    }),
  ),
});

/** Types, methods, fields and labels in Apex are there and fit, as apex-ls sees it: no error, no warning. */
export const apexSemantics: Check = {
  name: 'apex-semantics',
  run(root) {
    const files = packageFiles(root).filter(({ path }) => /\.(cls|trigger|page)$/.test(path));
    if (files.length === 0) return { files: 0, faults: [] };
    if (!readdirSync(dirname(JARS)).some((jar) => jar.startsWith('apex-ls')))
      return { files: 0, faults: ['the PMD engine no longer brings apex-ls'] };
    const args = ['-cp', JARS, MAIN, '-n', '-w', root, '-d', 'warnings', '-f', 'json'];
    const run = runProgram(root, findJava(), args);
    const start = run.stdout.indexOf('{');
    if (start < 0) return { files: 0, faults: withFailure([], 'apex-ls', run) };
    const found = report.parse(JSON.parse(run.stdout.slice(start))).files;
    const faults = found.flatMap(({ path, messages }) =>
      messages.map(({ start, message }) => `${relative(root, path)}:${start.line}: ${message}`),
    );
    return { files: files.length, faults: withFailure(faults, 'apex-ls', run) };
  },
};
