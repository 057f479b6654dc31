import { readTheme } from '../../bridge/frame-address.ts';
import { applyTheme } from './apply-theme.ts';

/* Stands in the page ahead of all that is drawn: the look of the page around, which the frame's address brings. */
const theme = readTheme(location.hash);
if (theme) applyTheme(theme);
