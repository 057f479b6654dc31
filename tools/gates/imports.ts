import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Gate, runTool, withFailure } from './gate.ts';

const report = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(
      z.object({ rule: z.object({ name: z.string() }), from: z.string(), to: z.string().optional() }),
    ),
  }),
});

/** Who may import whom: `.dependency-cruiser.cjs`. */
export const imports: Gate = {
  name: 'imports',
  run(root) {
    const folders = ['src', 'tools', 'e2e', 'bench', 'force-app'].filter((folder) =>
      existsSync(join(root, folder)),
    );
    const run = runTool(root, 'depcruise', [
      ...folders,
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
    ]);
    const parsed = run.stdout.startsWith('{') ? report.parse(JSON.parse(run.stdout)) : undefined;
    const faults = (parsed?.summary.violations ?? []).map(
      ({ rule, from, to }) => `${from}: ${rule.name}${to && to !== from ? ` (${to})` : ''}`,
    );
    return { files: parsed?.summary.totalCruised ?? 0, faults: withFailure(faults, 'depcruise', run) };
  },
};
