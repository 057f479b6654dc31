/** How the gallery is looked at; kept in the address, so that a view of it can be passed on or photographed. */
export interface GalleryLook {
  theme: 'brand' | 'salesforce';
  mode: 'light' | 'dark';
  density: 'comfy' | 'compact';
  /** Sheets shown; empty for all. */
  sheet: string;
}

const CHOICES = {
  theme: ['brand', 'salesforce'],
  mode: ['light', 'dark'],
  density: ['comfy', 'compact'],
} as const;

export const LOOK_CHOICES: Readonly<Record<keyof typeof CHOICES, readonly string[]>> = CHOICES;

export function readLook(search: string): GalleryLook {
  const asked = new URLSearchParams(search);
  const pick = <Value extends string>(name: string, values: readonly [Value, ...Value[]]): Value =>
    values.find((value) => value === asked.get(name)) ?? values[0];
  return {
    theme: pick('theme', CHOICES.theme),
    mode: pick('mode', CHOICES.mode),
    density: pick('density', CHOICES.density),
    sheet: asked.get('sheet') ?? '',
  };
}

export const writeLook = (look: GalleryLook): string => `?${new URLSearchParams({ ...look })}`;
