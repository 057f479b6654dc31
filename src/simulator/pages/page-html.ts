import type { LightningAssets } from './build/build-lightning-assets.ts';
import type { PageData } from './page-data.ts';

const escapes: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };

/** The one HTML document behind every Lightning address; its script draws the page. */
export function renderPage(assets: LightningAssets, data: PageData): string {
  const json = JSON.stringify(data).replace(/[<>&]/g, (character) => escapes[character] ?? '');
  const asset = (name: string) => `/lightning/assets/${name}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Salesforce (simulated)</title>
<link rel="icon" href="data:,">
<link rel="preload" href="${asset(assets.font)}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${asset(assets.slds)}">
<link rel="stylesheet" href="${asset(assets.style)}">
<script src="${asset(assets.prelude)}"></script>
<script defer src="${asset(assets.vendor)}"></script>
<script defer src="${asset(assets.components)}"></script>
<script defer src="${asset(assets.shell)}"></script>
</head>
<body>
<div id="app"></div>
<script type="application/json" id="bootstrap">${json}</script>
</body>
</html>
`;
}

/**
 * The policy an org sends with a Lightning page, as far as it concerns us: frames only of its own Visualforce pages and
 * of what Trusted URLs allow. `unsafe-eval` is what Lightning Web Security lives on.
 *
 * @param frameSources origins, the Visualforce one among them
 */
export function contentSecurityPolicy(frameSources: readonly string[]): string {
  return [
    "default-src 'self'",
    "script-src 'self' 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `frame-src ${frameSources.length > 0 ? frameSources.join(' ') : "'none'"}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}
