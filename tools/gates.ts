import { gates } from './gates/all.ts';
import { passes } from './gates/gate.ts';

// Runs every gate, or those whose names begin with a word given: npm run gates -- types lint
const wanted = process.argv.slice(2);
const chosen = gates.filter(
  ({ name }) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)),
);
const failed = chosen.filter((gate) => {
  const result = gate.run(process.cwd());
  const passed = passes(result);
  console.log(`${passed ? 'ok    ' : 'FAILED'}  ${gate.name.padEnd(14)} ${result.files} files`);
  if (result.files === 0) console.log('        it read no file, so it proved nothing');
  for (const fault of result.faults) console.log(`        ${fault.replaceAll('\n', '\n        ')}`);
  return !passed;
});
console.log(`${chosen.length - failed.length} of ${chosen.length} gates passed.`);
if (failed.length > 0 || chosen.length === 0) process.exitCode = 1;
