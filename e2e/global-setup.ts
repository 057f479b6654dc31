import { scratchOrg } from './places/place.ts';
import { startProduct } from './product.ts';

/** One product for all promises: starting it is the slow part, and promises must hold side by side anyway. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  // A scratch org has a Care of its own; and while writing tests, use the one that runs already.
  if (scratchOrg || process.env.CARE_E2E_URL) return async () => {};
  const product = await startProduct();
  process.env.CARE_E2E_URL = product.careUrl;
  process.env.CARE_E2E_ORG_URL = product.orgUrl;
  process.env.CARE_E2E_DATA_DIR = product.dataDir;
  return () => product.stop();
}
