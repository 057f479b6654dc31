import type { ShapeName } from './draw-shape.ts';

/** One choice of a menu. */
export interface MenuItem {
  value: string;
  label: string;
  /** What it leads to, at the end of the line. */
  hint?: string;
  shape?: ShapeName;
  /** A path of icons.ts. */
  icon?: string;
  disabled?: boolean;
}
