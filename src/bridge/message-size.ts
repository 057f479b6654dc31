const MAX_DEPTH = 12;

/**
 * Whether a received value weighs at most `limit` bytes, counting two for each character and eight for any other leaf.
 * Stops as soon as it weighs more, and calls anything too deep, circular or not plain data too heavy.
 */
export function isWithinSize(value: unknown, limit: number): boolean {
  return weigh(value, limit, 0) <= limit;
}

function weigh(value: unknown, limit: number, depth: number): number {
  if (typeof value === 'string') return value.length * 2;
  if (typeof value !== 'object' || value === null) return 8;
  if (depth >= MAX_DEPTH) return Number.POSITIVE_INFINITY;
  const isList = Array.isArray(value);
  if (!isList && !isPlain(value)) return Number.POSITIVE_INFINITY;
  let total = 8;
  for (const [key, item] of Object.entries(value)) {
    total += (isList ? 0 : key.length * 2) + weigh(item, limit - total, depth + 1);
    if (total > limit) return total;
  }
  return total;
}

// A structured clone arrives with this realm's prototypes, or a sandbox's: judge by what it is, not by identity.
function isPlain(value: object): boolean {
  return Object.prototype.toString.call(value) === '[object Object]';
}
