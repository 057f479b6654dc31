import type { Theme } from '../bridge/theme.ts';
import { readTheme } from './read-theme.ts';

/** Tells when the page's look changed, once per real change. Returns the function that ends it. */
export function watchTheme(probe: HTMLElement, onChange: (theme: Theme) => void): () => void {
  let last = JSON.stringify(readTheme(probe));
  const look = () => {
    const theme = readTheme(probe);
    const text = JSON.stringify(theme);
    if (text === last) return;
    last = text;
    onChange(theme);
  };
  const observer = new MutationObserver(look);
  const attributes = { attributes: true, attributeFilter: ['class', 'style', 'data-mode', 'data-density'] };
  observer.observe(document.documentElement, attributes);
  observer.observe(document.body, attributes);
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', look);
  return () => {
    observer.disconnect();
    scheme.removeEventListener('change', look);
  };
}
