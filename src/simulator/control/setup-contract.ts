/** What an admin of the org changes in Setup, and what Salesforce itself does to an org. */

/**
 * `uninstalled`: Salesforce knows the app and the org has not installed it. `absent`: an external client app whose
 * package is not in the org.
 */
export const APP_PRESENCES = ['installed', 'uninstalled', 'absent'] as const;
export type AppPresence = (typeof APP_PRESENCES)[number];

/** ExtlClntAppOauthConfigurablePolicies, `permittedUsersPolicyType`. */
export const PERMITTED_USERS = ['AllSelfAuthorized', 'AdminApprovedPreAuthorized'] as const;
export type PermittedUsers = (typeof PERMITTED_USERS)[number];

/** How the org treats the one external client app. */
export interface AppSettings {
  readonly presence: AppPresence;
  /** _Block_ in *Connected Apps OAuth Usage*. */
  readonly isBlocked: boolean;
  readonly permittedUsers: PermittedUsers;
  /** Whose holders may use the app when users have to be approved. */
  readonly approvedPermissionSets: readonly string[];
  /**
   * `infinite`, `zero`, `specific_inactivity:30:DAYS` or `specific_lifetime:12:HOURS` (ConnectedApp metadata,
   * `refreshTokenPolicy`). HOURS, DAYS or MONTHS of 30 days.
   */
  readonly refreshTokenPolicy: string;
  /** Days without use after which a refresh token ends whatever the policy ("Limit the Idle Refresh Token TTL"); null: never. */
  readonly idleDays: number | null;
  /** Addresses and CIDR ranges that refresh tokens may be used from; empty: everywhere. */
  readonly refreshIps: readonly string[];
}

/** How a user stands in the org. */
export interface UserSetup {
  readonly id: string;
  readonly username: string;
  readonly isActive: boolean;
  /** UserLogin, `IsFrozen`. */
  readonly isFrozen: boolean;
  /** _API Enabled_ of the profile. */
  readonly isApiEnabled: boolean;
  /** Authorizations of the app that still stand. */
  readonly grants: number;
}

export interface UserChange extends Partial<Pick<UserSetup, 'isActive' | 'isFrozen' | 'isApiEnabled'>> {
  /** User.TimeZoneSidKey. */
  readonly timeZone?: string;
}

/** A user's authorization of the app. Times are ISO-8601. */
export interface GrantInfo {
  readonly id: string;
  readonly username: string;
  readonly scope: string;
  readonly createdAt: string;
  /** Last token issued for it. */
  readonly usedAt: string;
  /** When its refresh token ends if it is not used; null: never. */
  readonly expiresAt: string | null;
}

export interface OrganizationSetup {
  readonly orgId: string;
  readonly name: string;
  readonly isSandbox: boolean;
  /** e.g. `acme--uat.sandbox`, for `acme--uat.sandbox.my.salesforce.com`. */
  readonly myDomain: string;
  /** Locked or suspended by Salesforce: nobody signs in, and every session is over. */
  readonly isLocked: boolean;
  /** ISO-8601, or null. */
  readonly trialExpirationDate: string | null;
  /** Of our package, e.g. `0.2.0.1`; null: its metadata was deployed as source. */
  readonly packageVersion: string | null;
  /** Requests allowed in 24 hours. */
  readonly dailyApiRequests: number;
  /** Requests that others than this org's own callers have made of them. */
  readonly otherApiRequests: number;
}

/** What of it can be changed. */
export type OrganizationChange = Partial<
  Omit<OrganizationSetup, 'orgId' | 'name' | 'isSandbox' | 'myDomain'>
>;

/** Every change holds at once and is on disk when the promise resolves. Impossible values are refused with what they may be. */
export interface OrgSetup {
  app(): AppSettings;
  changeApp(change: Partial<AppSettings>): Promise<AppSettings>;
  users(): readonly UserSetup[];
  changeUser(username: string, change: UserChange): Promise<UserSetup>;
  organization(): OrganizationSetup;
  changeOrganization(change: OrganizationChange): Promise<OrganizationSetup>;
  grants(username?: string): readonly GrantInfo[];
  /** Ends one authorization. Throws when there is none of that id. */
  endGrant(id: string): Promise<void>;
  /** Milliseconds the org's clock is ahead of the machine's. */
  clockOffsetMs(): number;
  moveClock(offsetMs: number): Promise<void>;
}
