import type { OrganizationSetup } from '../control/setup-contract.ts';
import type { OrgRecord } from '../core.ts';
import { wholeSecond } from '../records/instant.ts';
import type { OrgClock } from './org-clock.ts';
import type { OrgState } from './org-state.ts';

const TABLE = 'organization';

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
    return this.state.fact(TABLE, 'locked') === true;
  }

  get setup(): OrganizationSetup {
    const { id, fields } = this.#row;
    return {
      orgId: id,
      name: this.name,
      isSandbox: fields.IsSandbox === true,
      myDomain: String(this.state.fact(TABLE, 'my-domain') ?? 'acme'),
      isLocked: this.isLocked,
      trialExpirationDate: fields.TrialExpirationDate ? String(fields.TrialExpirationDate) : null,
    };
  }

  change({
    isLocked = this.isLocked,
    trialExpirationDate,
  }: Partial<Pick<OrganizationSetup, 'isLocked' | 'trialExpirationDate'>>): void {
    if (typeof isLocked !== 'boolean') throw refused('isLocked', 'true or false');
    this.state.commit({ facts: [[TABLE, 'locked', isLocked || null]] });
    if (trialExpirationDate === undefined) return;
    if (trialExpirationDate !== null && Number.isNaN(Date.parse(trialExpirationDate)))
      throw refused('trialExpirationDate', 'a time such as 2027-01-31T00:00:00Z, or null');
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

const refused = (name: string, expected: string) =>
  new Error(`Failed to change the org: expected ${name} to be ${expected}.`);
