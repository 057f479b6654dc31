import type { Theme } from '../../bridge/theme.ts';

/** Takes the look of the page around: mode, density, and its styling hooks as custom properties. */
export function applyTheme(theme: Theme, root: HTMLElement = document.documentElement): void {
  root.dataset.mode = theme.mode;
  root.dataset.density = theme.density;
  const next = new CSSStyleSheet();
  next.insertRule(':root {}');
  const rule = next.cssRules[0] as CSSStyleRule;
  // Set one by one: a value that is no value of its property changes nothing else.
  for (const [name, value] of Object.entries(theme.hooks)) rule.style.setProperty(name, value);
  // In the place of what it wore before: by this script or by the one that ran ahead of it (wear-look.ts).
  document.adoptedStyleSheets = [next];
}
