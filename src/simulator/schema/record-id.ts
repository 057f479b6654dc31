const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_SHAPE = /^[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?$/;

/**
 * Adds the three letters that make a 15-character id safe to compare without regard to case: each stands for
 * five characters, one bit per capital letter, the first character in the lowest bit.
 */
export function toLongId(id15: string): string {
  let suffix = '';
  for (let block = 0; block < 3; block++) {
    let bits = 0;
    for (let i = 0; i < 5; i++) {
      const letter = id15[block * 5 + i] ?? '';
      if (letter >= 'A' && letter <= 'Z') bits |= 1 << i;
    }
    suffix += ALPHABET[bits];
  }
  return id15 + suffix;
}

/** The 18-character form of a well-formed id, or null. A wrong checksum is not an id. */
export function parseRecordId(text: unknown): string | null {
  if (typeof text !== 'string' || !ID_SHAPE.test(text)) return null;
  const long = toLongId(text.slice(0, 15));
  return text.length === 15 || text === long ? long : null;
}

/** Makes the nth id of a key prefix, e.g. `500Hs000000000bIAA`. */
export function makeRecordId(prefix: string, n: number): string {
  let digits = '';
  for (let rest = n; rest > 0; rest = Math.floor(rest / 62)) digits = BASE62[rest % 62] + digits;
  return toLongId(`${prefix}Hs0${digits.padStart(9, '0')}`);
}
