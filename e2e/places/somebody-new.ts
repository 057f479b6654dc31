import type { Platform } from './place.ts';

let met = 0;

/** A customer nobody has met, and how one writes on their platform. */
export function somebodyNew(platform: Platform) {
  const name = `Kim Fontaine ${Date.now().toString(36)}${met++}`;
  return {
    id: name.replaceAll(' ', '-').toLowerCase(),
    name,
    kind: platform === 'whatsapp' ? ('direct_message' as const) : ('public_reply' as const),
  };
}
