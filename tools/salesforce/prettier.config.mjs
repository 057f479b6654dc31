import { fileURLToPath } from 'node:url';

/** Apex only; what else there is, biome keeps. */
export default {
  plugins: [fileURLToPath(import.meta.resolve('prettier-plugin-apex'))],
  printWidth: 110,
  tabWidth: 4,
};
