import { z } from 'zod';
import { type Gate, runTool, withFailure } from './gate.ts';

const report = z.array(z.object({ name: z.string(), passed: z.boolean(), size: z.number() }));

/** What a page costs to load: `.size-limit.cjs`, over the built apps. */
export const sizes: Gate = {
  name: 'sizes',
  run(root) {
    const run = runTool(root, 'size-limit', ['--json']);
    const parsed = report.safeParse(parseJson(run.stdout));
    if (!parsed.success) return { files: 0, faults: withFailure([], 'size-limit', run) };
    const faults = parsed.data
      .filter(({ passed }) => !passed)
      .map(({ name, size }) => `${name}: ${size} bytes gzip is over its limit`);
    return {
      files: parsed.data.filter(({ size }) => size > 0).length,
      faults: withFailure(faults, 'size-limit', run),
    };
  },
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
