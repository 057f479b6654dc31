/** `GET /services/data`, open to anybody: the versions the org speaks (REST guide, "Versions"). */
const OLDEST = 31;
const NEWEST = 68;

const SEASONS = ['Spring', 'Summer', 'Winter'];

export function listVersions() {
  return Array.from({ length: NEWEST - OLDEST + 1 }, (_, index) => {
    const version = OLDEST + index;
    const season = SEASONS[(version - OLDEST + 1) % 3];
    // Version 31 was Summer '14; each year has three, and Winter is named for the year it leads into.
    const year = 14 + Math.floor((version - OLDEST + 1) / 3) + (season === 'Winter' ? 1 : 0);
    return { label: `${season} '${year}`, url: `/services/data/v${version}.0`, version: `${version}.0` };
  });
}

/** How a version of the path is to be answered; 7 to 30 are retired (API End-of-Life Policy). */
export function versionState(version: string): 'live' | 'retired' | 'unknown' {
  const number = /^(\d+)\.0$/.exec(version)?.[1];
  if (!number) return 'unknown';
  if (Number(number) < OLDEST) return 'retired';
  return Number(number) <= NEWEST ? 'live' : 'unknown';
}
