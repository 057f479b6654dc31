import type { Theme } from '../../bridge/theme.ts';

const sheet = new CSSStyleSheet();

/** Takes the look of the page around: mode, density, and its styling hooks as custom properties. */
export function applyTheme(theme: Theme, root: HTMLElement = document.documentElement): void {
  root.dataset.mode = theme.mode;
  root.dataset.density = theme.density;
  const { adoptedStyleSheets } = document;
  if (!adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets = [...adoptedStyleSheets, sheet];
  sheet.replaceSync(':root {}');
  const rule = sheet.cssRules[0] as CSSStyleRule;
  // Set one by one: a value that is no value of its property changes nothing else.
  for (const [name, value] of Object.entries(theme.hooks)) rule.style.setProperty(name, value);
}
