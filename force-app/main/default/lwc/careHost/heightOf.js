const LEAST = 320;
const MOST = 1200;
const PAGE_MARGIN = 12;

/**
 * Pixels the component takes: the rest of the window below it, what its content asks for, or a fixed number.
 * A hidden tab has no place in the window; it gets what a visible one at the top would.
 */
export function heightOf(setting, { top, window, content }) {
  const fixed = Number.parseInt(setting, 10);
  if (fixed > 0) return fixed;
  const rest = window - top - PAGE_MARGIN;
  const wanted = setting === 'content' && content ? Math.min(content, MOST) : rest;
  return Math.max(LEAST, Math.floor(wanted));
}
