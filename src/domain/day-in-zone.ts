/**
 * The day it is somewhere, `2026-11-22`.
 *
 * @param at milliseconds since 1970.
 * @param zone IANA name, as `User.TimeZoneSidKey` has it.
 * @returns null: nobody knows the zone.
 */
export function dayInZone(at: number, zone: string): string | null {
  try {
    const options = { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    const parts = new Intl.DateTimeFormat('en-US', options).formatToParts(at);
    const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
    return `${of('year')}-${of('month')}-${of('day')}`;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
