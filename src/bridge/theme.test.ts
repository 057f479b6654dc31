import { expect, test } from 'vitest';
import { themeShape } from './theme.ts';

const theme = (hooks: Record<string, unknown>) =>
  themeShape.safeParse({ mode: 'dark', density: 'comfy', hooks });

test('takes computed values of known hooks', () => {
  const hooks = {
    '--slds-g-color-surface-2': 'rgb(16, 17, 20)',
    '--slds-g-radius-border-4': '16px',
    '--slds-g-font-family': '"Salesforce Sans", sans-serif',
  };
  expect(theme(hooks)).toEqual({ success: true, data: { mode: 'dark', density: 'comfy', hooks } });
});

test('leaves out hooks that were not agreed', () => {
  expect(theme({ '--care-accent': 'rgb(1, 2, 3)', '--slds-g-shadow-1': 'none' })).toMatchObject({
    data: { hooks: {} },
  });
});

test.each([
  ['an address', { '--slds-g-color-surface-2': 'url(https://evil.example/x)' }],
  ['another rule', { '--slds-g-font-family': 'x; background: url(//evil.example)' }],
  ['a computation', { '--slds-g-radius-border-4': 'calc(1px * 9e9)' }],
  ['a number', { '--slds-g-color-surface-2': 7 }],
])('refuses %s', (_name, hooks) => {
  expect(theme(hooks).success).toBe(false);
});
