const LEAST = 320;
const MOST = 1200;

/**
 * Pixels the component takes: the rest of the window below it, what its content asks for, or a fixed number.
 * Where too little is left of the window, it stands below the fold and gets a window's height of its own.
 *
 * @param below what stays free below the component
 */
export function heightOf(setting, { top, window, content, below }) {
  const fixed = Number.parseInt(setting, 10);
  if (fixed > 0) return fixed;
  if (setting === 'content' && content) return Math.max(LEAST, Math.min(content, MOST));
  const rest = window - top - below;
  return Math.floor(rest >= LEAST ? rest : Math.max(LEAST, window - 2 * below));
}
