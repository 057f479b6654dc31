import type { OrgUser, OrgUsers } from '../core.ts';
import type { OrgState } from '../state/org-state.ts';
import type { Organization } from '../state/organization.ts';
import { maySignIn } from '../users/users.ts';
import { hashOf, newSecret } from './secrets.ts';

const SESSION = 'session';
/** Orgs that run beside each other share a host name, and with it a browser's cookies: each has a name of its own. */
const cookieOf = ({ id }: Organization): string => `sid-${id}`;

/** Who is signed in to the org's pages: a cookie, kept hashed. */
export class Sessions {
  constructor(
    private readonly state: OrgState,
    private readonly users: OrgUsers,
    private readonly organization: Organization,
  ) {}

  /** Signs a user in and returns the `Set-Cookie` value. */
  start(user: OrgUser): string {
    const secret = newSecret();
    this.state.commit({ facts: [[SESSION, hashOf(secret), { userId: user.id }]] });
    return `${cookieOf(this.organization)}=${secret}; Path=/; HttpOnly; SameSite=Lax`;
  }

  /** Ends the session and returns the `Set-Cookie` value that clears it. */
  end(cookieHeader: string | undefined): string {
    const secret = this.#secretIn(cookieHeader);
    if (secret) this.state.commit({ facts: [[SESSION, hashOf(secret), null]] });
    return `${cookieOf(this.organization)}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
  }

  userOf(cookieHeader: string | undefined): OrgUser | null {
    const secret = this.#secretIn(cookieHeader);
    const session = secret
      ? (this.state.fact(SESSION, hashOf(secret)) as { userId: string } | undefined)
      : undefined;
    const user = session ? this.users.byId(session.userId) : null;
    return maySignIn(user) && !this.organization.isLocked ? user : null;
  }

  #secretIn(header: string | undefined): string | null {
    const own = cookieOf(this.organization);
    for (const pair of header?.split(';') ?? []) {
      const [name, value] = pair.trim().split('=');
      if (name === own && value) return value;
    }
    return null;
  }
}
