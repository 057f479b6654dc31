/** Writes docs/openapi.json from the contract; `--check` only tells whether it is current. */
import { readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument } from '../src/service/http/openapi.ts';

const file = new URL('../docs/openapi.json', import.meta.url);
const current = `${JSON.stringify(openApiDocument(), null, 2)}\n`;
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== current) {
    console.error('docs/openapi.json is not what src/api says. Run `npm run openapi` and commit it.');
    process.exit(1);
  }
  console.log(
    `docs/openapi.json is current (${Object.keys((openApiDocument() as { paths: object }).paths).length} paths).`,
  );
} else {
  writeFileSync(file, current);
}
