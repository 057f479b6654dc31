import type { OrgRecord, Reach, SharingModel, UserRights } from '../core.ts';
import type { RowEntry } from '../state/journal-entry.ts';
import type { OrgState } from '../state/org-state.ts';

const MODEL = 'sharing-model';

/**
 * Who shares in which record. Everything is public read and write until an object's org-wide default says Private: then
 * its records belong to their owner, whoever stands above the owner in the role hierarchy, the members of an owning
 * queue, and to those who may view or modify all. A detail follows its master. What is public may be edited by all and
 * deleted by those whom it would belong to if it were private (Salesforce Help, Organization-Wide Sharing Defaults).
 */
export class Sharing {
  constructor(private readonly state: OrgState) {}

  model(object: string): SharingModel {
    const stored = this.state.fact(MODEL, object) as { model: SharingModel } | undefined;
    return stored?.model ?? 'ReadWrite';
  }

  setModel(object: string, model: SharingModel): void {
    const { name } = this.state.schema.require(object);
    this.state.commit({ facts: [[MODEL, name, { model }]], rows: name === 'Case' ? this.#told(model) : [] });
  }

  /** Organization.DefaultCaseAccess (Object Reference), which tells the default of Case. */
  #told(model: SharingModel): RowEntry[] {
    const set = { DefaultCaseAccess: model === 'Private' ? 'None' : 'Edit' };
    return [...this.state.rows('Organization')].map(({ id }) => ({ id, object: 'Organization', set }));
  }

  reach(userId: string, rights: Omit<UserRights, 'reach'>, row: OrgRecord): Reach {
    const master = this.#masterOf(row);
    // Whoever may edit the master may delete its details.
    if (master) return fullIfEdit(this.reach(userId, rights, master));
    const object = rights.object(row.object);
    if (rights.modifyAllData || object.modifyAll) return 'full';
    const owner = row.fields.OwnerId;
    if (typeof owner !== 'string' || this.#standsFor(userId, owner)) return 'full';
    if (this.model(row.object) !== 'Private') return 'edit';
    return rights.viewAllData || object.viewAll ? 'read' : 'none';
  }

  #masterOf(row: OrgRecord): OrgRecord | undefined {
    const link = this.state.schema.object(row.object)?.fields.find(({ masterDetail }) => masterDetail);
    const id = link && row.fields[link.name];
    return typeof id === 'string' ? this.state.row(id) : undefined;
  }

  #standsFor(userId: string, ownerId: string): boolean {
    if (userId === ownerId) return true;
    for (const { fields, deleted } of this.state.rows('GroupMember'))
      if (!deleted && fields.GroupId === ownerId && fields.UserOrGroupId === userId) return true;
    const own = this.state.row(userId)?.fields.UserRoleId ?? null;
    if (own === null) return false;
    let above = this.#parentRole(this.state.row(ownerId)?.fields.UserRoleId);
    while (above !== null && above !== own) above = this.#parentRole(above);
    return above === own;
  }

  #parentRole(roleId: unknown): unknown {
    return typeof roleId === 'string' ? (this.state.row(roleId)?.fields.ParentRoleId ?? null) : null;
  }
}

const fullIfEdit = (reach: Reach): Reach => (reach === 'edit' ? 'full' : reach);
