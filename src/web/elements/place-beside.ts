const GAP = 4;
const EDGE = 8;

/** Puts what floats under its anchor, or above it where there is more room, always inside the window. */
export function placeBeside(floating: HTMLElement, anchor: Element): void {
  const from = anchor.getBoundingClientRect();
  const { width, height } = floating.getBoundingClientRect();
  const below = from.bottom + GAP;
  const top = below + height <= innerHeight - EDGE ? below : Math.max(EDGE, from.top - GAP - height);
  floating.style.top = `${top}px`;
  floating.style.left = `${Math.max(EDGE, Math.min(from.left, innerWidth - EDGE - width))}px`;
}
