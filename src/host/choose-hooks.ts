import type { HookName, Hooks } from '../bridge/theme.ts';
import { contrast, parseRgb } from './contrast.ts';

const TEXT_CONTRAST = 4.5;
const EDGE_CONTRAST = 3;

/** Surfaces and the text on them: handed over together or not at all. */
const SURFACES = [
  '--slds-g-color-surface-2',
  '--slds-g-color-surface-container-1',
  '--slds-g-color-surface-container-2',
  '--slds-g-color-on-surface-1',
  '--slds-g-color-on-surface-2',
] as const;
const GROUND = ['--slds-g-color-surface-container-1', '--slds-g-color-surface-container-2'] as const;

/**
 * Picks from a page's hooks those the widget can wear and stay readable: a pair below WCAG AA stays the widget's own,
 * and what is judged against the page's surfaces goes with them.
 */
export function chooseHooks(page: Hooks): Hooks {
  const chosen: Hooks = {};
  const take = (...names: HookName[]) => {
    for (const name of names) {
      const value = page[name];
      if (value !== undefined) chosen[name] = value;
    }
  };
  const reaches = (ratio: number, name: HookName, ...grounds: readonly HookName[]) =>
    grounds.every((ground) => {
      const [a, b] = [parseRgb(page[name] ?? ''), parseRgb(page[ground] ?? '')];
      return a !== null && b !== null && contrast(a, b) >= ratio;
    });

  take(
    '--slds-g-font-family',
    '--slds-g-radius-border-2',
    '--slds-g-radius-border-4',
    '--slds-g-radius-border-pill',
  );
  const isReadable =
    SURFACES.every((name) => parseRgb(page[name] ?? '') !== null) &&
    reaches(TEXT_CONTRAST, '--slds-g-color-on-surface-1', ...GROUND) &&
    reaches(TEXT_CONTRAST, '--slds-g-color-on-surface-2', ...GROUND);
  if (!isReadable) return chosen;

  take(...SURFACES);
  if (parseRgb(page['--slds-g-color-border-1'] ?? '')) take('--slds-g-color-border-1');
  if (reaches(EDGE_CONTRAST, '--slds-g-color-border-2', GROUND[0])) take('--slds-g-color-border-2');
  if (reaches(TEXT_CONTRAST, '--slds-g-color-on-accent-1', '--slds-g-color-accent-container-1')) {
    take('--slds-g-color-accent-container-1', '--slds-g-color-on-accent-1');
  }
  if (reaches(TEXT_CONTRAST, '--slds-g-color-accent-2', ...GROUND)) take('--slds-g-color-accent-2');
  if (reaches(EDGE_CONTRAST, '--slds-g-color-border-accent-2', GROUND[0]))
    take('--slds-g-color-border-accent-2');
  return chosen;
}
