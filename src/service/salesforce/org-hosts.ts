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
  return orgOrigin(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`, rules);
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
  if (isIP(address) === 6) {
    const text = address.toLowerCase();
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(text);
    if (mapped) return isPrivateAddress(mapped[1]!);
    return text === '::' || text === '::1' || /^(f[cdef]|64:ff9b:1:|2001:db8|::ffff:)/.test(text);
  }
  const [a = 0, b = 0] = address.split('.').map(Number);
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && (b === 168 || b === 0)) ||
    (a === 198 && (b === 18 || b === 19))
  );
}

function parse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
