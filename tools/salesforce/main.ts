import { passes } from '../gates/gate.ts';
import { runCheck } from './check.ts';
import { installPackages } from './install.ts';

// Runs every check of the Salesforce package, or those named: npm run check:salesforce -- metadata apex-format
installPackages();
// Only now: they import what was just installed.
const { checks } = await import('./checks/all.ts');

const wanted = process.argv.slice(2);
const unknown = wanted.filter((word) => !checks.some(({ name }) => name === word));
if (unknown.length > 0) {
  console.error(
    `There is no check ${unknown.join(', ')}. Name one of ${checks.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(1);
}
const chosen = checks.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
let failed = 0;
for (const check of chosen) {
  const began = performance.now();
  const result = await runCheck(check, process.cwd());
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  const passed = passes(result);
  if (!passed) failed++;
  console.log(
    `${passed ? 'ok    ' : 'FAILED'}  ${check.name.padEnd(14)} ${result.files} files, ${seconds} s`,
  );
  if (result.files === 0) console.log('        it read no file, so it proved nothing');
  for (const fault of result.faults) console.log(`        ${fault.replaceAll('\n', '\n        ')}`);
}
console.log(`${chosen.length - failed} of ${chosen.length} checks passed.`);
if (failed > 0) process.exitCode = 1;
