const { existsSync, readFileSync } = require('node:fs');

/**
 * What a browser loads before a page can work: the scripts in the page itself (where there are any), the entry, the
 * page gone to (where pages are loaded on demand), and everything these import statically, as Vite's manifest has it.
 * Chunks loaded later do not count.
 */
function firstLoad(entry, { inline = [], page } = {}) {
  const path = 'dist/web/.vite/manifest.json';
  if (!existsSync(path)) throw new Error(`${path} is missing: run npm run build first.`);
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const root = Object.keys(manifest).find((name) => manifest[name].isEntry && entry.test(name));
  if (!root) throw new Error(`${path} has no entry like ${entry}.`);
  if (page && !manifest[page]) throw new Error(`${path} has no ${page}.`);
  const seen = new Set();
  const visit = (name) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const imported of manifest[name].imports ?? []) visit(imported);
  };
  visit(root);
  if (page) visit(page);
  const files = [...seen].map((name) => `dist/web/${manifest[name].file}`);
  return [...files.filter((file) => file.endsWith('.js')), ...inline];
}

module.exports = [
  {
    name: 'widget, first load',
    path: firstLoad(/widget/, { inline: ['dist/web/inline/widget-look.js', 'dist/web/inline/widget.js'] }),
    limit: '45 kB',
    gzip: true,
  },
  {
    name: 'settings, Overview of an account',
    path: firstLoad(/settings/, { page: 'src/web/settings/salesforce/open-account.ts' }),
    limit: '70 kB',
    gzip: true,
  },
  {
    name: 'careBridge',
    path: 'force-app/main/default/lwc/careBridge/careBridge.js',
    limit: '12 kB',
    gzip: true,
  },
];
