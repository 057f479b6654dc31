/** `npm run build:web`: builds the web apps unless the last build is of these very sources. */
import { buildWebApps } from '../src/service/build-web-apps.ts';
import { PACKAGE_FOLDER } from '../src/service/package-folder.ts';

await buildWebApps(PACKAGE_FOLDER, console.log);
