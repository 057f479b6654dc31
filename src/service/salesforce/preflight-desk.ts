import type { Actor } from '../../domain/agent.ts';
import type { CareFacts } from '../../domain/mapping/care-facts.ts';
import type { ContactKind } from '../../domain/person-account.ts';
import { foreseeRules, type Stated } from '../../domain/preflight/foresee-rules.ts';
import { statedBy } from '../../domain/preflight/stated.ts';
import type { NotChecked, Verdict } from '../../domain/preflight/verdict.ts';
import { LINK_FIELDS } from '../../domain/salesforce-names.ts';
import { connected, inCase, person } from './case-in-org.ts';
import type { DescribeCache } from './describe-cache.ts';
import { draftAs } from './person-accounts.ts';
import { type DraftingDeps, draftRecord, fillForm, type RecordDraft, schemaOf } from './record-form.ts';
import { timeZoneFor } from './time-zone.ts';
import { readValidationRules } from './validation-rules.ts';
import { describedTo } from './who-writes.ts';

export interface RecordAsked {
  object: 'Case' | 'Lead' | ContactKind;
  /** What differs from the form, by field. */
  fields: Readonly<Record<string, string | null>>;
  /** As it was chosen, by developer name; null: the one for new records. */
  recordType: string | null;
}

/** What the org's own rules will say of a record before it is sent. */
export function createPreflightDesk(deps: DraftingDeps) {
  const { db, describes, now } = deps;
  return {
    /** Asks the org only for what is not known of it yet. */
    async foreseeRules(
      actor: Actor,
      caseId: string,
      { object, fields, recordType: wanted }: RecordAsked,
    ): Promise<{ verdicts: Verdict[]; notChecked: NotChecked[] }> {
      const agentId = person(actor);
      const chosen = wanted === null ? null : { name: wanted, id: null };
      const asked = await inCase(db, actor, caseId, ({ connection }, tx) =>
        draftRecord(tx, deps, {
          connection: connected(connection),
          object: object === 'PersonAccount' ? 'Contact' : object,
          caseId,
          agentId,
          recordType: chosen,
        }),
      );
      const { draft: drafted } =
        object === 'PersonAccount' ? await draftAs(describes, asked, object, agentId) : { draft: asked };
      const named = chosen && (await recordTypeOf(describes, drafted, agentId, wanted));
      const recordTypeId = chosen ? (named?.id ?? null) : drafted.mapping.recordTypeId;
      const draft = { ...drafted, mapping: { ...drafted.mapping, recordTypeId } };
      const writes = await describedTo(deps, draft, object, agentId);
      const [recordType, schema, { rules, notChecked }] = await Promise.all([
        recordTypeOf(describes, draft, writes, wanted),
        schemaOf(describes, draft, writes),
        readValidationRules(describes, draft.connection, draft.object),
      ]);
      const form = fillForm(draft, schema);
      const prefilled = form.map(({ name, value }): [string, string | null] => [name, value]);
      const values = new Map([...prefilled, ...Object.entries(fields)]);
      const isContact = object === 'Contact' || object === 'PersonAccount';
      const ours = new Map(isContact ? [] : oursOf(draft.facts));
      const record = statedBy({ form, values, schema, recordType, ours });
      const stated = (path: string): Stated =>
        isContact && path.toLowerCase() === 'ispersonaccount'
          ? { sort: 'checkbox', value: String(object === 'PersonAccount') }
          : record(path);
      const at = now().getTime();
      const of = { object: draft.object, rules, now: at };
      const zone = await timeZoneFor(describes, draft.connection, writes, of);
      const foreseen = foreseeRules(rules, stated, at, zone);
      return { verdicts: foreseen.verdicts, notChecked: [...notChecked, ...foreseen.notChecked] };
    },
  };
}

/** The one that is chosen, else the writer's own for new records. */
export async function recordTypeOf(
  describes: DescribeCache,
  { connection, object, mapping }: Pick<RecordDraft, 'connection' | 'object' | 'mapping'>,
  agentId: string | null,
  wanted: string | null,
) {
  const { recordTypes } = (await describes.describeObject(connection, agentId, object)).value;
  const found = recordTypes.find((each) =>
    wanted !== null
      ? each.developerName === wanted
      : mapping.recordTypeId === null
        ? each.defaultRecordTypeMapping && !each.master
        : each.recordTypeId === mapping.recordTypeId,
  );
  return found ? { id: found.recordTypeId, name: found.developerName, label: found.name } : null;
}

/** Fields that Care writes itself, beside the form. */
export const oursOf = (facts: CareFacts): [string, string | null][] => [
  [LINK_FIELDS.caseId, facts.case.id],
  [LINK_FIELDS.caseUrl, facts.case.url],
  [LINK_FIELDS.actedBy, facts.escalation.agentName || null],
];
