const { existsSync, readFileSync } = require('node:fs');

/**
 * What a browser loads before a page can work: the entry and everything it imports statically, as
 * Vite's manifest has it, and the module it goes on with. Chunks loaded later, on demand, do not count.
 */
function firstLoad(entry, goesOnWith) {
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
  if (goesOnWith) visit(goesOnWith);
  return [...seen].map((name) => `dist/web/${manifest[name].file}`).filter((file) => file.endsWith('.js'));
}

module.exports = [
  {
    name: 'widget, first load',
    path: firstLoad(/widget/, 'src/web/widget/start-widget.ts'),
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
