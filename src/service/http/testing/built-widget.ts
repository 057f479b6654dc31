import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** As much of a build as the page around the widget needs. */
export function builtWidget(): string {
  const webRoot = mkdtempSync(join(tmpdir(), 'care-web-'));
  mkdirSync(join(webRoot, '.vite'));
  const manifest = { 'src/web/widget/start-widget.ts': { file: 'assets/widget.js', isEntry: true } };
  writeFileSync(join(webRoot, '.vite/manifest.json'), JSON.stringify(manifest));
  mkdirSync(join(webRoot, 'inline'));
  const inline = { 'widget-look.js': '/* look */', 'widget.js': '/* js */', 'widget.css': '/* css */' };
  for (const [name, text] of Object.entries(inline)) writeFileSync(join(webRoot, 'inline', name), text);
  return webRoot;
}
