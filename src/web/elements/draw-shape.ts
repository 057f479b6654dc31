import { css, html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import type { CaseStatus } from '../../domain/case.ts';

/** How well something is; what a shape, a badge or a banner is coloured by. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** A case status or a tone: each has a shape of its own, so that colour never stands alone. */
export type ShapeName = CaseStatus | Tone;

const RING = svg`<circle cx="8" cy="8" r="6.2" class="line" />`;
const TICK = svg`<circle cx="8" cy="8" r="7" class="fill" /><path d="m5 8.2 2.1 2.1L11 6.2" class="cut" />`;
const NEW = svg`<circle cx="8" cy="8" r="6.2" class="line dashed" /><circle cx="8" cy="8" r="2.2" class="fill" />`;

const DRAWINGS: Readonly<Record<ShapeName, SVGTemplateResult>> = {
  new: NEW,
  info: NEW,
  open: svg`${RING}<path d="M8 4a4 4 0 0 1 0 8z" class="fill" />`,
  pending: svg`${RING}<path d="M8 4.4V8l2.4 1.6" class="line" />`,
  on_hold: svg`${RING}<path d="M6.3 5.6v4.8M9.7 5.6v4.8" class="line" />`,
  neutral: RING,
  done: TICK,
  success: TICK,
  spam: svg`<path d="M5.2 1.4h5.6l3.8 3.8v5.6l-3.8 3.8H5.2l-3.8-3.8V5.2zM4.6 11.4l6.8-6.8" class="line" />`,
  warning: svg`<path d="M8 1.2 15.2 14H.8z" class="fill line" /><path d="M8 6v3.6M8 11.9v.1" class="cut" />`,
  danger: svg`<path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" class="fill" /><path d="M8 4.6v4M8 11.2v.1" class="cut" />`,
};

/** Draws the shape of a status or tone; needs shapeStyles. A word always stands beside it. */
export const drawShape = (name: ShapeName): TemplateResult =>
  html`<svg class="shape ${name}" viewBox="0 0 16 16" aria-hidden="true">${DRAWINGS[name]}</svg>`;

export const shapeStyles = css`
  .shape { stroke-linecap: round; stroke-linejoin: round; color: var(--care-neutral-fill); }
  .shape .line { fill: none; stroke: currentColor; stroke-width: 1.6; }
  .shape .dashed { stroke-dasharray: 2.6 1.9; }
  .shape .fill { fill: currentColor; }
  .shape .cut { fill: none; stroke: var(--care-surface); stroke-width: 1.75; }
  .shape.new, .shape.info { color: var(--care-info-fill); }
  .shape.open, .shape.done, .shape.success { color: var(--care-success-fill); }
  .shape.pending, .shape.warning { color: var(--care-warning-fill); }
  .shape.spam, .shape.danger { color: var(--care-danger-fill); }
`;
