import { isIP } from 'node:net';

/** Domains only Salesforce can hand out names under. A name under them belongs to some org, not to a known one. */
const MY_DOMAIN =
  /^[a-z0-9][a-z0-9-]*(\.(sandbox|develop|scratch|demo|patch|trailblaze|stage))?\.my\.salesforce\.com$/;
const LOGIN = /^(login|test)\.salesforce\.com$/;

/** Hosts that show an org's pages, and so may frame ours. */
const PAGES =
  /^[a-z0-9][a-z0-9-]*(\.[a-z]+)?\.(lightning\.force\.com|vf\.force\.com|my\.salesforce\.com|my\.site\.com)$/;

export interface HostRules {
  /** Origins allowed beside Salesforce's own: a simulated org, a private cloud. */
  trustedOrigins: readonly string[];
}

/**
 * The origin of an org's address, if it is one this service may talk to: https on the usual port under
 * Salesforce's own domains, or an origin the operator named. Null for everything else.
 */
export function orgOrigin(address: string, rules: HostRules): string | null {
  const url = parse(address);
  if (url === null || url.username !== '' || url.password !== '') return null;
  if (rules.trustedOrigins.includes(url.origin)) return url.origin;
  if (url.protocol !== 'https:' || url.port !== '' || isIP(url.hostname) !== 0) return null;
  return MY_DOMAIN.test(url.hostname) || LOGIN.test(url.hostname) ? url.origin : null;
}

/** What a person types for My Domain: with or without https, with or without a path. */
export function loginOriginFromInput(input: string, rules: HostRules): string | null {
  const text = input.trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return orgOrigin(text, rules);
  const named = rules.trustedOrigins.find((origin) => new URL(origin).host === text);
  return named ?? orgOrigin(`https://${text}`, rules);
}

/** Whether this is the exact origin of a page of some org: Lightning, Visualforce, My Domain. */
export function isOrgPageOrigin(origin: string, rules: HostRules): boolean {
  if (rules.trustedOrigins.includes(origin)) return true;
  const url = parse(origin);
  return url?.protocol === 'https:' && url.origin === origin && url.port === '' && PAGES.test(url.hostname);
}

export const isTrustedOrigin = (origin: string, rules: HostRules): boolean =>
  rules.trustedOrigins.includes(origin);

/** Addresses of private, local, shared and reserved networks: a name of Salesforce never leads there. */
export function isPrivateAddress(address: string): boolean {
  if (isIP(address) === 6) return isPrivateV6(address);
  const [a = 0, b = 0, c = 0] = address.split('.').map(Number);
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && (b === 168 || b === 0)) ||
    (a === 192 && b === 88 && c === 99) ||
    (a === 198 && (b === 18 || b === 19)) ||
    (a === 198 && b === 51 && c === 100) ||
    (a === 203 && b === 0 && c === 113)
  );
}

/** By its eight groups, however it is written. One that holds an IPv4 address is as private as that one. */
function isPrivateV6(address: string): boolean {
  const groups = groupsOf(address);
  const [first = 0, second = 0] = groups;
  const v4 = (high: number, low: number) =>
    isPrivateAddress([high >> 8, high & 255, low >> 8, low & 255].join('.'));
  const zeros = (count: number) => groups.slice(0, count).every((group) => group === 0);
  if (zeros(6)) return true;
  if (zeros(5) && groups[5] === 0xffff) return v4(groups[6]!, groups[7]!);
  // Reached through a translator (RFC 6052) or a tunnel (6to4).
  if (first === 0x64 && second === 0xff9b) return groups[2] !== 0 || v4(groups[6]!, groups[7]!);
  if (first === 0x2002) return v4(second, groups[2]!);
  // Only 2000::/3 is given out to anybody; Teredo and documentation lie in it.
  return first >> 13 !== 1 || (first === 0x2001 && (second === 0 || second === 0xdb8));
}

function groupsOf(address: string): number[] {
  const hex = address
    .replace(/%.*$/, '')
    .replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...parts: string[]) => {
      const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
      return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
    });
  const [head = '', tail] = hex.split('::');
  const read = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const before = read(head);
  const after = read(tail ?? '');
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function parse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
