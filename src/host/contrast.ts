export type Rgb = readonly [red: number, green: number, blue: number];

/** Parses `rgb(r, g, b)` as a browser computes it; anything translucent or in another space is null. */
export function parseRgb(computed: string): Rgb | null {
  const match = /^rgb\((\d{1,3}), (\d{1,3}), (\d{1,3})\)$/.exec(computed);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : null;
}

/** Relative luminance, 0 (black) to 1 (white). WCAG 2.2. */
export function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio, 1 to 21. WCAG 2.2. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
