import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { scratchOrg } from './places/place.ts';

/** The pages are built once, before each worker starts a product that serves them. */
export default function globalSetup(): void {
  // A scratch org has a Care of its own; and while writing tests, use the one that runs already.
  if (scratchOrg || process.env.CARE_E2E_URL) return;
  const build = fileURLToPath(new URL('../tools/build-web.ts', import.meta.url));
  execFileSync(process.execPath, ['--import', 'tsx', build], { stdio: 'inherit' });
}
