import { type Theme, themeShape } from './theme.ts';

/**
 * Characters of the nonce that the address shows, as the name of the visit: nobody guesses so many, and as many again
 * stay between the two windows. The service knows the code's nonce, and begins the document with the code's case.
 */
const VISIT_LENGTH = 16;

/** What a frame is told before anything is said: no request carries it. */
export interface FrameStart {
  nonce: string;
  /** Null: the host does not say. */
  theme: Theme | null;
}

/**
 * The address to frame.
 *
 * @param frameUrl as it came with a code, or with an earlier one: without a query.
 */
export function frameAddress(frameUrl: string, { nonce, theme }: FrameStart): string {
  const look = theme ? `&${encodeURIComponent(JSON.stringify(theme))}` : '';
  return `${frameUrl}?visit=${nonce.slice(0, VISIT_LENGTH)}#${nonce}${look}`;
}

/** @param hash of the frame's own address. */
export const readNonce = (hash: string): string => hash.slice(1).split('&')[0]!;

/** @param hash of the frame's own address. Null: it says nothing that can be read. */
export function readTheme(hash: string): Theme | null {
  try {
    const parsed = themeShape.safeParse(JSON.parse(decodeURIComponent(hash.split('&')[1] ?? '')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
