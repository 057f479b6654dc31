import { expect, test } from 'vitest';
import * as icons from '../elements/icons.ts';
import * as pageIcons from '../elements/page-icons.ts';
import * as settingsIcons from '../elements/settings-icons.ts';
import { ALL_ICONS } from './all-icons.ts';

test('the gallery shows every icon', () => {
  expect(ALL_ICONS).toEqual({ ...icons, ...pageIcons, ...settingsIcons });
});
