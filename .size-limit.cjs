const { existsSync, readFileSync } = require('node:fs');

/**
 * What a browser loads before a page can work: the script in the page itself, the entry and everything it imports
 * statically, as Vite's manifest has it. Chunks loaded later, on demand, do not count.
 */
function firstLoad(entry, inline) {
  const path = 'dist/web/.vite/manifest.json';
  if (!existsSync(path)) throw new Error(`${path} is missing: run npm run build first.`);
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const root = Object.keys(manifest).find((name) => manifest[name].isEntry && entry.test(name));
  if (!root) throw new Error(`${path} has no entry like ${entry}.`);
  const seen = new Set();
  const visit = (name) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const imported of manifest[name].imports ?? []) visit(imported);
  };
  visit(root);
  const files = [...seen].map((name) => `dist/web/${manifest[name].file}`);
  return [...files.filter((file) => file.endsWith('.js')), inline];
}

module.exports = [
  {
    name: 'widget, first load',
    path: firstLoad(/widget/, 'dist/web/inline/widget.js'),
    limit: '45 kB',
    gzip: true,
  },
  {
    name: 'careBridge',
    path: 'force-app/main/default/lwc/careBridge/careBridge.js',
    limit: '12 kB',
    gzip: true,
  },
];
