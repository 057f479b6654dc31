import { test as base } from './fixtures.ts';
import type { Place } from './places/place.ts';
import { simulatedPlace } from './places/simulated-place.ts';
import { type Product, startProduct } from './product.ts';

/** For a story that leaves its account or its org other than the stories of the same worker want it. */
export const test = base.extend<object, { product: Product; place: Place }>({
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
