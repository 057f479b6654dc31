/** When a refresh token ends by itself. */
export type RefreshPolicy =
  | { readonly kind: 'infinite' | 'zero' }
  | { readonly kind: 'lifetime' | 'inactivity'; readonly ms: number };

const HOUR = 3600_000;
const UNITS: Readonly<Record<string, number>> = { HOURS: HOUR, DAYS: 24 * HOUR, MONTHS: 30 * 24 * HOUR };

/** Reads the metadata's form, e.g. `specific_inactivity:30:DAYS`; null when it is none. */
export function readRefreshPolicy(text: string): RefreshPolicy | null {
  if (text === 'infinite' || text === 'zero') return { kind: text };
  const [, kind, count, unit] = /^specific_(lifetime|inactivity):(\d+):(\w+)$/.exec(text) ?? [];
  const ms = Number(count) * (UNITS[unit ?? ''] ?? 0);
  return ms > 0 ? { kind: kind as 'lifetime' | 'inactivity', ms } : null;
}
