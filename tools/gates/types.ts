import { type Gate, runTool, withFailure } from './gate.ts';

/** Compiles one runtime's files against what exists in that runtime: `tsconfig.<runtime>.json`. */
function typesOf(runtime: string): Gate {
  return {
    name: `types of ${runtime}`,
    run(root) {
      const run = runTool(root, 'tsc', [
        '-p',
        `tsconfig.${runtime}.json`,
        '--noEmit',
        '--pretty',
        'false',
        '--listFiles',
      ]);
      const lines = run.stdout.split('\n').map((line) => line.trim());
      const faults = lines.filter((line) => /error TS\d+:/.test(line));
      const files = lines.filter(
        (line) => /\.(ts|mts|cts|json)$/.test(line) && !line.includes('node_modules'),
      );
      return { files: files.length, faults: withFailure(faults, 'tsc', run) };
    },
  };
}

export const types: Gate[] = ['pure', 'web', 'node', 'test'].map(typesOf);
