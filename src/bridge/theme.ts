import { object, oneOf, type Shape, text } from './shape.ts';

/**
 * The hooks a host may hand over, by what they may hold. Anything else stays the widget's own, so that a page
 * cannot smuggle an address or a foreign rule into the widget's style.
 */
export const COLOR_HOOKS = [
  '--slds-g-color-surface-2',
  '--slds-g-color-surface-container-1',
  '--slds-g-color-surface-container-2',
  '--slds-g-color-on-surface-1',
  '--slds-g-color-on-surface-2',
  '--slds-g-color-border-1',
  '--slds-g-color-border-2',
  '--slds-g-color-accent-container-1',
  '--slds-g-color-on-accent-1',
  '--slds-g-color-accent-2',
  '--slds-g-color-border-accent-2',
] as const;
export const LENGTH_HOOKS = [
  '--slds-g-radius-border-2',
  '--slds-g-radius-border-4',
  '--slds-g-radius-border-pill',
] as const;
export const FONT_HOOK = '--slds-g-font-family';

const color = text(20, /^rgb\(\d{1,3}, \d{1,3}, \d{1,3}\)$/);
const length = text(12, /^\d{1,4}(?:\.\d{1,3})?px$/);
const fontFamily = text(300, /^[\w\s,"'.-]+$/);

export type HookName = (typeof COLOR_HOOKS)[number] | (typeof LENGTH_HOOKS)[number] | typeof FONT_HOOK;
/** Values as a browser computes them: `rgb(r, g, b)`, pixels, a font list. */
export type Hooks = Partial<Record<HookName, string>>;

/** How the page looks, as far as the widget follows it. */
export interface Theme {
  mode: 'light' | 'dark';
  density: 'comfy' | 'compact';
  hooks: Hooks;
}

const hookShapes = Object.fromEntries<Shape<string>>([
  ...COLOR_HOOKS.map((name) => [name, color] as const),
  ...LENGTH_HOOKS.map((name) => [name, length] as const),
  [FONT_HOOK, fontFamily],
]) as Record<HookName, Shape<string>>;

export const themeShape: Shape<Theme> = object({
  mode: oneOf('light', 'dark'),
  density: oneOf('comfy', 'compact'),
  hooks: object({}, hookShapes),
});
