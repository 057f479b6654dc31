// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { applyTheme } from './apply-theme.ts';

const root = document.documentElement;
const rules = () =>
  document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText));

beforeEach(() => {
  applyTheme({ mode: 'light', density: 'comfy', hooks: {} });
});

test('takes mode and density from the page', () => {
  applyTheme({ mode: 'dark', density: 'compact', hooks: {} });
  expect(root.dataset).toMatchObject({ mode: 'dark', density: 'compact' });
});

test('takes the hooks as custom properties, without a style element', () => {
  applyTheme({ mode: 'light', density: 'comfy', hooks: { '--slds-g-color-border-1': 'rgb(1, 2, 3)' } });
  expect(rules().join()).toContain('--slds-g-color-border-1: rgb(1, 2, 3)');
  expect(document.querySelectorAll('style')).toHaveLength(0);
});

test('a hook the page no longer hands over is gone', () => {
  applyTheme({ mode: 'light', density: 'comfy', hooks: { '--slds-g-color-border-1': 'rgb(1, 2, 3)' } });
  applyTheme({ mode: 'light', density: 'comfy', hooks: { '--slds-g-color-border-2': 'rgb(4, 5, 6)' } });
  expect(rules().join()).not.toContain('border-1');
  expect(document.adoptedStyleSheets).toHaveLength(1);
});
