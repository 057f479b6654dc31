import { expect, test } from 'vitest';
import type { Hooks } from '../bridge/theme.ts';
import { chooseHooks } from './choose-hooks.ts';

const page: Hooks = {
  '--slds-g-font-family': 'Salesforce Sans',
  '--slds-g-color-surface-2': 'rgb(243, 243, 243)',
  '--slds-g-color-surface-container-1': 'rgb(255, 255, 255)',
  '--slds-g-color-surface-container-2': 'rgb(243, 243, 243)',
  '--slds-g-color-on-surface-1': 'rgb(84, 84, 84)',
  '--slds-g-color-on-surface-2': 'rgb(46, 46, 46)',
  '--slds-g-color-border-1': 'rgb(220, 220, 220)',
  '--slds-g-color-border-2': 'rgb(118, 118, 118)',
  '--slds-g-color-accent-container-1': 'rgb(10, 95, 224)',
  '--slds-g-color-on-accent-1': 'rgb(255, 255, 255)',
  '--slds-g-color-accent-2': 'rgb(7, 80, 196)',
  '--slds-g-color-border-accent-2': 'rgb(10, 95, 224)',
};

test('wears a readable page whole', () => {
  expect(chooseHooks(page)).toEqual(page);
});

test('keeps its own surfaces, and what stands on them, where the page’s text is too faint', () => {
  expect(chooseHooks({ ...page, '--slds-g-color-on-surface-1': 'rgb(150, 150, 150)' })).toEqual({
    '--slds-g-font-family': 'Salesforce Sans',
  });
});

test('keeps its own surfaces where one of the pair is missing', () => {
  const { '--slds-g-color-on-surface-2': _missing, ...rest } = page;
  expect(chooseHooks(rest)['--slds-g-color-surface-container-1']).toBeUndefined();
});

test('keeps its own accent where the page’s button is not readable, and takes the rest', () => {
  const chosen = chooseHooks({ ...page, '--slds-g-color-accent-container-1': 'rgb(250, 220, 60)' });
  expect(chosen['--slds-g-color-accent-container-1']).toBeUndefined();
  expect(chosen['--slds-g-color-on-accent-1']).toBeUndefined();
  expect(chosen['--slds-g-color-accent-2']).toBe('rgb(7, 80, 196)');
});

test('keeps its own edge where a control would be lost on the page', () => {
  const chosen = chooseHooks({ ...page, '--slds-g-color-border-2': 'rgb(230, 230, 230)' });
  expect(chosen['--slds-g-color-border-2']).toBeUndefined();
});

test('does not judge a translucent colour readable', () => {
  const chosen = chooseHooks({ ...page, '--slds-g-color-surface-container-1': 'rgba(255, 255, 255, 0.5)' });
  expect(chosen['--slds-g-color-on-surface-2']).toBeUndefined();
});
