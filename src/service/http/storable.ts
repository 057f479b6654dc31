import { storableText } from '../../domain/text.ts';

/** What JSON writes of text that no database holds: NUL, and surrogates, whose halves may stand alone. */
const SUSPICIOUS = /\\u(?:0000|d[89a-f])/i;

/** Reads JSON with every text as it can be stored. @throws SyntaxError */
export const readStorableJson = (json: string): unknown =>
  SUSPICIOUS.test(json) ? JSON.parse(json, (_key, value: unknown) => storable(value)) : JSON.parse(json);

/** The same of what an address asks with. */
export const storableQuery = (query: unknown): unknown =>
  typeof query === 'object' && query !== null
    ? Object.fromEntries(Object.entries(query).map(([name, value]) => [name, storable(value)]))
    : query;

const storable = (value: unknown): unknown => (typeof value === 'string' ? storableText(value) : value);
