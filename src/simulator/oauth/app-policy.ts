import { BlockList, isIP } from 'node:net';
import { APP_PRESENCES, type AppSettings, PERMITTED_USERS } from '../control/setup-contract.ts';
import type { OrgUser } from '../core.ts';
import type { OrgState } from '../state/org-state.ts';
import { readRefreshPolicy } from './refresh-policy.ts';

const APP = 'app';
const DAY_MS = 24 * 3600_000;

const DEFAULTS: AppSettings = {
  presence: 'installed',
  isBlocked: false,
  permittedUsers: 'AllSelfAuthorized',
  approvedPermissionSets: [],
  refreshTokenPolicy: 'infinite',
  idleDays: 30,
  refreshIps: [],
};

/** A grant's own times, in milliseconds since 1970. */
interface GrantTimes {
  readonly createdAt: number;
  readonly usedAt: number;
}

/** What the org's admin decided about the app. */
export class AppPolicy {
  constructor(private readonly state: OrgState) {}

  get settings(): AppSettings {
    return { ...DEFAULTS, ...(this.state.fact(APP, 'settings') as Partial<AppSettings> | undefined) };
  }

  /** Throws when a value is none that the setting may have. */
  change(change: Partial<AppSettings>): void {
    const next = { ...this.settings, ...change };
    check(next);
    this.state.commit({ facts: [[APP, 'settings', { ...next }]] });
  }

  permits(user: OrgUser): boolean {
    const { permittedUsers, approvedPermissionSets } = this.settings;
    return (
      permittedUsers === 'AllSelfAuthorized' ||
      approvedPermissionSets.some((name) => user.permissionSets.includes(name))
    );
  }

  allowsRefreshFrom(address: string): boolean {
    const { refreshIps } = this.settings;
    const plain = address.replace(/^::ffff:/, '');
    return refreshIps.length === 0 || listOf(refreshIps).check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  }

  /**
   * When and by what a refresh token ends that nobody uses, in milliseconds since 1970. Of the org's idle limit and the
   * app's own policy the earlier one counts.
   */
  endOf({ createdAt, usedAt }: GrantTimes): { at: number; by: 'idle' | 'policy' } {
    const { refreshTokenPolicy, idleDays } = this.settings;
    const idle = idleDays === null ? Number.POSITIVE_INFINITY : usedAt + idleDays * DAY_MS;
    const policy = readRefreshPolicy(refreshTokenPolicy);
    let own = Number.POSITIVE_INFINITY;
    if (policy?.kind === 'zero') own = createdAt;
    if (policy?.kind === 'lifetime') own = createdAt + policy.ms;
    if (policy?.kind === 'inactivity') own = usedAt + policy.ms;
    return own < idle ? { at: own, by: 'policy' } : { at: idle, by: 'idle' };
  }
}

function check(settings: AppSettings): void {
  const { presence, permittedUsers, refreshTokenPolicy, idleDays, refreshIps } = settings;
  expectOne('presence', presence, APP_PRESENCES);
  expectOne('permittedUsers', permittedUsers, PERMITTED_USERS);
  if (typeof settings.isBlocked !== 'boolean') throw refused('isBlocked', 'true or false');
  if (!isTextList(settings.approvedPermissionSets))
    throw refused('approvedPermissionSets', 'a list of permission set names');
  if (typeof refreshTokenPolicy !== 'string' || !readRefreshPolicy(refreshTokenPolicy))
    throw refused(
      'refreshTokenPolicy',
      'infinite, zero, specific_inactivity:30:DAYS or specific_lifetime:12:HOURS',
    );
  if (idleDays !== null && !(typeof idleDays === 'number' && idleDays > 0))
    throw refused('idleDays', 'a number of days, or null');
  if (!isTextList(refreshIps)) throw refused('refreshIps', 'a list of addresses');
  listOf(refreshIps);
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address);
    const prefix = bits === undefined ? (family === 6 ? 128 : 32) : Number(bits);
    if (family === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > (family === 6 ? 128 : 32))
      throw refused('refreshIps', 'addresses or CIDR ranges such as 203.0.113.0/24');
    list.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

function expectOne(name: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) throw refused(name, allowed.join(', '));
}

const refused = (name: string, expected: string) =>
  new Error(`Failed to change the app: expected ${name} to be ${expected}.`);
