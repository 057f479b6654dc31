import { z } from 'zod';
import { soql } from '../../../domain/soql.ts';
import { type Check, fine, listed, type MendStep, type Patient, type Verdict, wrong } from './check.ts';

const PermissionSet = z.object({ Id: z.string(), Name: z.string() });
const Person = z.object({ Id: z.string(), Name: z.string() });
const Assignment = z.object({
  AssigneeId: z.string(),
  PermissionSet: z.object({ Name: z.string() }).nullable(),
  PermissionSetGroup: z.object({ DeveloperName: z.string() }).nullable(),
});

/** Our sets by name; and what else gives the same rights. Care Admin contains Care Agent. */
const AGENT = { set: 'Care_Agent', label: 'Care Agent', also: ['Care_Admin'], group: 'Care_Agents' };
const INTEGRATION = { set: 'Care_Integration', label: 'Care Integration', also: [], group: null };
/** A query's address holds 16,384 bytes, and an answer 2,000 rows. */
const AT_ONCE = 200;
const OURS = ['Care_Agent', 'Care_Admin', 'Care_Integration'];

export interface SeenPermissionSets {
  /** Of ours, those in the org. */
  sets: readonly z.output<typeof PermissionSet>[];
  assignments: readonly z.output<typeof Assignment>[];
  /** Of the linked, those who are active in the org. */
  active: readonly z.output<typeof Person>[];
}

/** Whoever works Care cases in the org has Care Agent; whose token writes has Care Integration. */
export const permissionSetsCheck: Check = {
  code: 'permission_sets',
  title: 'Permission sets',
  setup: { path: 'Setup, Users, Permission Sets, Care Agent, Manage Assignments', page: 'PermSets' },
  async examine(org, patient) {
    const people = [...new Set([patient.holder.salesforceUserId, ...patient.linked])];
    const groups = Array.from({ length: Math.ceil(people.length / AT_ONCE) }, (_, at) =>
      people.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
    );
    const [sets, assignments, active] = await Promise.all([
      org.query(
        soql`SELECT Id, Name FROM PermissionSet WHERE Name IN ${OURS} AND NamespacePrefix = null`,
        PermissionSet,
      ),
      Promise.all(
        groups.map((ids) =>
          org.query(
            soql`SELECT AssigneeId, PermissionSet.Name, PermissionSetGroup.DeveloperName FROM PermissionSetAssignment WHERE AssigneeId IN ${ids} AND (PermissionSet.Name IN ${OURS} OR PermissionSetGroup.DeveloperName = ${AGENT.group})`,
            Assignment,
          ),
        ),
      ),
      Promise.all(
        groups.map((ids) =>
          org.query(soql`SELECT Id, Name FROM User WHERE IsActive = true AND Id IN ${ids}`, Person),
        ),
      ),
    ]);
    return decidePermissionSets({ sets, assignments: assignments.flat(), active: active.flat() }, patient);
  },
};

export function decidePermissionSets(
  { sets, assignments, active }: SeenPermissionSets,
  { holder, linked }: Pick<Patient, 'holder' | 'linked'>,
): Verdict {
  const idOf = (name: string) => sets.find((each) => each.Name === name)?.Id;
  const absent = [AGENT, INTEGRATION].filter(({ set }) => !idOf(set)).map(({ label }) => label);
  if (absent.length > 0) {
    return wrong(
      'trouble',
      `The org has no permission set ${listed(absent)}.`,
      'Install the Care package: it brings them.',
    );
  }
  const has = (userId: string, right: typeof AGENT | typeof INTEGRATION) =>
    assignments.some(
      (each) =>
        each.AssigneeId === userId &&
        ([right.set, ...right.also].includes(each.PermissionSet?.Name ?? '') ||
          (right.group !== null && each.PermissionSetGroup?.DeveloperName === right.group)),
    );
  const nameOf = new Map(active.map(({ Id, Name }) => [Id, Name]));
  const agents = linked
    .filter((id) => nameOf.has(id) && !has(id, AGENT))
    .map((id) => ({ id, name: nameOf.get(id)!, right: AGENT }));
  const writer = has(holder.salesforceUserId, INTEGRATION)
    ? []
    : [{ id: holder.salesforceUserId, name: holder.displayName, right: INTEGRATION }];
  const lacking = [...writer, ...agents];
  if (lacking.length === 0) {
    return fine(`${holder.displayName} has Care Integration, and everybody who is linked has Care Agent.`);
  }
  const facts = [
    ...writer.map(({ name }) => `${name}, whose token Care writes with, is without Care Integration.`),
    ...(agents.length > 0
      ? [`${listed(agents.map(({ name }) => name))} cannot open Care in Salesforce: Care Agent is missing.`]
      : []),
  ];
  return wrong(
    writer.length > 0 ? 'trouble' : 'warning',
    facts.join(' '),
    'Assign the permission sets, or let Care do it.',
    {
      mend: {
        label: 'Assign permission sets',
        steps: lacking.map(
          ({ id, name, right }): MendStep => ({
            does: `${name} gets the permission set ${right.label}.`,
            request: {
              method: 'POST',
              path: '/sobjects/PermissionSetAssignment',
              body: { PermissionSetId: idOf(right.set), AssigneeId: id },
            },
          }),
        ),
      },
    },
  );
}
