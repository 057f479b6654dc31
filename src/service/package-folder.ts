import { fileURLToPath } from 'node:url';

/** The folder this package is in, with a slash at its end; what is built stands below it in `dist`. */
export const PACKAGE_FOLDER = fileURLToPath(new URL('../../', import.meta.url));

/** Where the build puts the web apps. */
export const WEB_ROOT = fileURLToPath(new URL('../../dist/web', import.meta.url));
