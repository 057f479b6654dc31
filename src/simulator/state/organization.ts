import type { OrganizationChange, OrganizationSetup } from '../control/setup-contract.ts';
import type { OrgRecord } from '../core.ts';
import { wholeSecond } from '../records/instant.ts';
import type { OrgClock } from './org-clock.ts';
import type { OrgState } from './org-state.ts';

const TABLE = 'organization';
/** A Developer Edition's share of requests in 24 hours (Limits cheat sheet, "API Request Limits"). */
const DAILY_API_REQUESTS = 15_000;

/** The org's one Organization row, and whether Salesforce has locked the org. */
export class Organization {
  constructor(
    private readonly state: OrgState,
    private readonly clock: OrgClock,
  ) {}

  get id(): string {
    return this.#row.id;
  }

  get name(): string {
    return String(this.#row.fields.Name);
  }

  get isLocked(): boolean {
    return this.state.fact(TABLE, 'isLocked') === true;
  }

  get setup(): OrganizationSetup {
    const { id, fields } = this.#row;
    return {
      orgId: id,
      name: this.name,
      isSandbox: fields.IsSandbox === true,
      myDomain: String(this.state.fact(TABLE, 'my-domain') ?? 'acme'),
      isLocked: this.isLocked,
      packageVersion: (this.state.fact(TABLE, 'packageVersion') as string | undefined) ?? null,
      dailyApiRequests: Number(this.state.fact(TABLE, 'dailyApiRequests') ?? DAILY_API_REQUESTS),
      otherApiRequests: Number(this.state.fact(TABLE, 'otherApiRequests') ?? 0),
      trialExpirationDate: fields.TrialExpirationDate ? String(fields.TrialExpirationDate) : null,
    };
  }

  change(change: OrganizationChange): void {
    check(change);
    const { trialExpirationDate, ...settings } = change;
    this.state.commit({
      facts: Object.entries(settings).map(([name, value]) => [TABLE, name, value || null]),
    });
    if (trialExpirationDate === undefined) return;
    const { id, object } = this.#row;
    const set = {
      TrialExpirationDate: trialExpirationDate === null ? null : wholeSecond(Date.parse(trialExpirationDate)),
      SystemModstamp: wholeSecond(this.clock.now()),
    };
    this.state.commit({ rows: [{ id, object, set }] });
  }

  get #row(): OrgRecord {
    const [row] = this.state.rows('Organization');
    if (!row) throw new Error('Failed to read the org: it has no Organization row. Start a new one.');
    return row;
  }
}

function check(change: OrganizationChange): void {
  const { isLocked, trialExpirationDate, packageVersion, dailyApiRequests, otherApiRequests } = change;
  if (isLocked !== undefined && typeof isLocked !== 'boolean') throw refused('isLocked', 'true or false');
  if (trialExpirationDate && Number.isNaN(Date.parse(trialExpirationDate)))
    throw refused('trialExpirationDate', 'a time such as 2027-01-31T00:00:00Z, or null');
  if (packageVersion && !/^\d+\.\d+\.\d+\.\d+$/.test(packageVersion))
    throw refused('packageVersion', 'a version such as 0.2.0.1, or null');
  const isCount = (count: number, least: number) => Number.isSafeInteger(count) && count >= least;
  if (dailyApiRequests !== undefined && !isCount(dailyApiRequests, 1))
    throw refused('dailyApiRequests', 'a number of requests');
  if (otherApiRequests !== undefined && !isCount(otherApiRequests, 0))
    throw refused('otherApiRequests', 'a number of requests');
}

const refused = (name: string, expected: string) =>
  new Error(`Failed to change the org: expected ${name} to be ${expected}.`);
