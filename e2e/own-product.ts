import { test as base } from './fixtures.ts';
import type { Place } from './places/place.ts';
import { simulatedPlace } from './places/simulated-place.ts';
import { type Product, startProduct } from './product.ts';

/** A `test` on a product of its own, for a story that leaves an account or the org as no other story wants it. */
export const testOnOwnProduct = () =>
  base.extend<object, { product: Product; place: Place }>({
    product: [
      async ({ playwright: _ }, use) => {
        const product = await startProduct();
        await use(product);
        await product.stop();
      },
      { scope: 'worker', timeout: 240_000 },
    ],
    place: [
      async ({ product: { careUrl, orgUrl, dataDir, stop } }, use) => {
        await use({ ...simulatedPlace(careUrl, orgUrl), dataDir, end: stop });
      },
      { scope: 'worker' },
    ],
  });
