import {
  COLOR_HOOKS,
  FONT_HOOK,
  type HookName,
  type Hooks,
  LENGTH_HOOKS,
  type Theme,
} from '../bridge/theme.ts';
import { chooseHooks } from './choose-hooks.ts';
import { luminance, parseRgb } from './contrast.ts';

/** What SLDS itself and Visualforce pages with it set; Lightning pages have both. */
const FONT_BASE = '--slds-g-font-family-base';

/**
 * Reads the page's look through an element of ours inside it.
 *
 * Values are taken as computed, by way of a real property, so that `light-dark()`, references and other colour spaces
 * arrive resolved. Dark or light follows from what the page shows, not from the name of a class. Density: SLDS 2's
 * density-aware spacing hooks (`…-var-…`) are smaller than their fixed twins when the page is compact.
 */
export function readTheme(probe: HTMLElement): Theme {
  const style = getComputedStyle(probe);
  const has = (name: string) => style.getPropertyValue(name).trim() !== '';
  const compute = (property: 'color' | 'width', value: string) => {
    probe.style.setProperty(property, value);
    const computed = style.getPropertyValue(property);
    probe.style.removeProperty(property);
    return computed;
  };
  const page: Hooks = {};
  const add = (name: HookName, value: string) => {
    if (value !== '') page[name] = value;
  };
  for (const name of COLOR_HOOKS) if (has(name)) add(name, compute('color', `var(${name})`));
  for (const name of LENGTH_HOOKS) if (has(name)) add(name, toPixels(style.getPropertyValue(name)));
  const font = [FONT_HOOK, FONT_BASE].find(has);
  if (font) add(FONT_HOOK, style.getPropertyValue(font).trim());

  const hooks = chooseHooks(page);
  return { mode: modeOf(page, compute('color', 'CanvasText')), density: densityOf(style), hooks };
}

function modeOf(page: Hooks, canvasText: string): Theme['mode'] {
  const surface = parseRgb(page['--slds-g-color-surface-container-1'] ?? '');
  if (surface) return luminance(surface) < 0.18 ? 'dark' : 'light';
  const text = parseRgb(canvasText);
  return text && luminance(text) > 0.5 ? 'dark' : 'light';
}

function densityOf(style: CSSStyleDeclaration): Theme['density'] {
  const pixels = (name: string) => Number.parseFloat(toPixels(style.getPropertyValue(name)));
  return pixels('--slds-g-spacing-var-block-4') < pixels('--slds-g-spacing-4') ? 'compact' : 'comfy';
}

function toPixels(length: string): string {
  const match = /^(\d*\.?\d+)(px|rem)$/.exec(length.trim());
  if (!match) return '';
  const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const pixels = Number(match[1]) * (match[2] === 'rem' ? root : 1);
  return `${Math.round(pixels * 1000) / 1000}px`;
}
