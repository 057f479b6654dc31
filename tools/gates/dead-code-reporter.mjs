import { relative } from 'node:path';

/** knip's own reporters do not say how many files it read; this one does, on one line of JSON. */
export default function report({ issues, counters, cwd }) {
  const faults = Object.entries(issues).flatMap(([kind, byFile]) =>
    Object.values(byFile).flatMap((bySymbol) =>
      Object.values(bySymbol).map(
        ({ filePath, symbol }) => `${relative(cwd, filePath)}: unused ${kind}: ${symbol}`,
      ),
    ),
  );
  process.stdout.write(`${JSON.stringify({ files: counters.processed, faults })}\n`);
}
