import { frameAddress } from '../bridge/frame-address.ts';
import { readTheme } from './read-theme.ts';

/**
 * The address to frame: whose visit it is, and what the page looks like, so that the first thing drawn looks like it.
 *
 * @param frameUrl as it came with a code, or with an earlier one.
 * @param probe any hidden element of the page, to read its look by; it has to be in the page.
 */
export const addressOf = (frameUrl: string, nonce: string, probe: HTMLElement): string =>
  frameAddress(frameUrl, { nonce, theme: readTheme(probe) });
