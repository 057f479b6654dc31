import type { OrgUser } from '../core.ts';
import type { Org } from '../org.ts';
import { wholeSecond } from '../records/instant.ts';
import type { RowEntry } from '../state/journal-entry.ts';
import { API_DISABLED, loginOf } from '../users/users.ts';
import type {
  AppSettings,
  GrantInfo,
  OrganizationChange,
  OrganizationSetup,
  OrgSetup,
  UserChange,
  UserSetup,
} from './setup-contract.ts';

/** The org's Setup, for tests and for its own pages. */
export class Setup implements OrgSetup {
  constructor(private readonly org: Org) {}

  app(): AppSettings {
    return this.org.policy.settings;
  }

  async changeApp(change: Partial<AppSettings>): Promise<AppSettings> {
    const { policy, grants } = this.org;
    const wasBlocked = policy.settings.isBlocked;
    policy.change(change);
    // "Block ends all current user sessions with the connected app" (Help, "Manage OAuth Usage").
    if (!wasBlocked && policy.settings.isBlocked) await grants.expireAccessTokens();
    await this.org.state.journal.flushed();
    return this.app();
  }

  users(): readonly UserSetup[] {
    const grants = this.grants();
    return this.org.users.list().map(({ id, username, isActive, isFrozen, rights }) => ({
      id,
      username,
      isActive,
      isFrozen,
      isApiEnabled: rights.apiEnabled,
      grants: grants.filter((grant) => grant.username === username).length,
    }));
  }

  async changeUser(
    username: string,
    { isActive, isFrozen, isApiEnabled, timeZone }: UserChange,
  ): Promise<UserSetup> {
    const user = this.#named(username);
    if (![isActive, isFrozen, isApiEnabled].every((flag) => ['undefined', 'boolean'].includes(typeof flag)))
      throw new Error('Failed to change a user: expected true or false.');
    const { state } = this.org;
    const now = wholeSecond(this.org.clock.now());
    const rows: RowEntry[] = [];
    if (isActive !== undefined)
      rows.push({ id: user.id, object: 'User', set: { IsActive: isActive, SystemModstamp: now } });
    if (timeZone !== undefined)
      rows.push({ id: user.id, object: 'User', set: { TimeZoneSidKey: timeZone, SystemModstamp: now } });
    if (isFrozen !== undefined) rows.push(this.#frozen(user, isFrozen, now));
    state.commit({ rows });
    if (isApiEnabled !== undefined)
      state.commit({ facts: [[API_DISABLED, user.id, isApiEnabled ? null : true]] });
    await state.journal.flushed();
    const [changed] = this.users().filter(({ id }) => id === user.id);
    if (!changed) throw new Error(`Failed to change a user: "${username}" is gone.`);
    return changed;
  }

  organization(): OrganizationSetup {
    return this.org.organization.setup;
  }

  async changeOrganization(change: OrganizationChange): Promise<OrganizationSetup> {
    this.org.organization.change(change);
    await this.org.state.journal.flushed();
    return this.organization();
  }

  grants(username?: string): readonly GrantInfo[] {
    const all = this.org.grants.list();
    if (username === undefined) return all;
    const user = this.#named(username);
    return all.filter((grant) => grant.username === user.username);
  }

  async endGrant(id: string): Promise<void> {
    if (!this.org.grants.end(id))
      throw new Error(`Failed to end a grant: there is no "${id}". Name one of setup.grants().`);
    await this.org.state.journal.flushed();
  }

  clockOffsetMs(): number {
    return this.org.clock.offsetMs;
  }

  async moveClock(offsetMs: number): Promise<void> {
    if (!Number.isSafeInteger(offsetMs))
      throw new Error('Failed to move the clock: expected a whole number of milliseconds.');
    this.org.clock.move(offsetMs);
    await this.org.state.journal.flushed();
  }

  #named(username: string): OrgUser {
    const user = this.org.users.byUsername(username);
    if (user) return user;
    const known = this.org.users.list().map((one) => one.username);
    throw new Error(
      `Failed to find a user: nobody is called "${username}". Name one of ${known.join(', ')}.`,
    );
  }

  #frozen(user: OrgUser, isFrozen: boolean, now: string): RowEntry {
    const { state } = this.org;
    const login = loginOf(state, user.id);
    if (login)
      return { id: login.id, object: 'UserLogin', set: { IsFrozen: isFrozen, LastModifiedDate: now } };
    const id = state.newId('UserLogin');
    const set = {
      Id: id,
      UserId: user.id,
      IsFrozen: isFrozen,
      IsPasswordLocked: false,
      LastModifiedDate: now,
    };
    return { id, object: 'UserLogin', set };
  }
}
