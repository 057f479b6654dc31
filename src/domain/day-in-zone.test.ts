import { expect, test } from 'vitest';
import { dayInZone } from './day-in-zone.ts';

test.each([
  ['2026-11-22T23:30:00Z', 'GMT', '2026-11-22'],
  ['2026-11-22T23:30:00Z', 'Europe/Berlin', '2026-11-23'],
  ['2026-11-22T01:30:00Z', 'America/Los_Angeles', '2026-11-21'],
  ['2026-12-31T11:00:00Z', 'Pacific/Kiritimati', '2027-01-01'],
  ['2026-07-01T22:30:00Z', 'Europe/Berlin', '2026-07-02'],
  ['2026-07-01T22:30:00Z', 'Nowhere/At_All', null],
])('%s in %s is on %s', (at, zone, day) => {
  expect(dayInZone(Date.parse(at), zone)).toBe(day);
});
