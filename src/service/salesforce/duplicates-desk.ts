import { z } from 'zod';
import type { DuplicatesShape } from '../../api/contacts.ts';
import type { Actor } from '../../domain/agent.ts';
import type { CaseFields } from '../../domain/case-fields.ts';
import type { CaseFormField } from '../../domain/case-form.ts';
import { asKept } from '../../domain/mapping/record-of.ts';
import type { ContactKind } from '../../domain/person-account.ts';
import type { NotChecked } from '../../domain/preflight/verdict.ts';
import { watchedFields } from '../../domain/watched-fields.ts';
import { Problem } from '../problem.ts';
import type { SalesforcePort } from '../sync/ports.ts';
import { connected, inCase, person, shownDuplicates } from './case-in-org.ts';
import type { ContactAsker } from './contacts.ts';
import { foreseeDuplicates, readComparedFields } from './foresee-duplicates.ts';
import { draftAs } from './person-accounts.ts';
import { type DraftingDeps, draftRecord, fillForm, schemaOf } from './record-form.ts';
import { describedTo } from './who-writes.ts';

export interface DuplicatesAsked {
  object: 'Lead' | ContactKind;
  /** What differs from the form, by field. */
  fields: Readonly<Record<string, string | null>>;
  /** As it was chosen, by developer name; null: the one for new records. */
  recordType: string | null;
}

export interface DuplicatesAnswer {
  /** Fields of the form that the rules look at: when another one changes, nothing need be asked. Null: not known. */
  watched: string[] | null;
  /** Null: none were found. */
  duplicates: DuplicatesShape | null;
  notChecked: NotChecked[];
}

/** Somebody is filling in a form meanwhile; nobody waits for it any longer. */
const DEADLINE_MS = 3_000;

/** What the org's duplicate rules will say of a record before it is sent. */
export function createDuplicatesDesk(deps: DraftingDeps & { port: SalesforcePort }) {
  const { db, describes, port } = deps;
  return {
    /** Asks nothing more of an org that has no duplicate rule for the object. An org that does not answer is told as not checked. */
    async findDuplicates(actor: Actor, caseId: string, asked: DuplicatesAsked): Promise<DuplicatesAnswer> {
      const { object, fields, recordType: wanted } = asked;
      const agentId = person(actor);
      const recordType = wanted === null ? null : { name: wanted, id: null };
      const kind = object === 'PersonAccount' ? 'Contact' : object;
      const drafted = await inCase(db, actor, caseId, ({ connection }, tx) =>
        draftRecord(tx, deps, {
          connection: connected(connection),
          object: kind,
          caseId,
          agentId,
          recordType,
        }),
      );
      const { connection } = drafted;
      const asker: ContactAsker = { port, connection, agentId, deadlineMs: DEADLINE_MS };
      let watched: string[] | null = null;
      try {
        const { draft } =
          object === 'PersonAccount'
            ? await draftAs(describes, drafted, object, agentId)
            : { draft: drafted };
        const compared = await readComparedFields(describes, asker, draft.object);
        if (compared === null) return { watched: [], duplicates: null, notChecked: [] };
        const writes = await describedTo(deps, draft, object, agentId);
        const form = fillForm(draft, await schemaOf(describes, draft, writes));
        const names = form.map(({ name }) => name);
        watched = watchedFields(names, compared);
        const { recordTypeId: RecordTypeId } = draft.mapping;
        // Rules of person accounts are told from those of companies by the record type.
        const type = object === 'PersonAccount' && RecordTypeId !== null ? { RecordTypeId } : {};
        const record = { ...recordOfFilled(form, fields), ...type };
        const found = await foreseeDuplicates(asker, draft.object, record);
        return { watched, duplicates: found && shownDuplicates(connection, found), notChecked: [] };
      } catch (error) {
        if (!(error instanceof Problem || error instanceof z.ZodError)) throw error;
        const why = error instanceof Problem ? error.message : 'Salesforce’s answer could not be read.';
        return { watched, duplicates: null, notChecked: [{ what: 'Duplicates', why }] };
      }
    },
  };
}

/** What the form says, as Salesforce keeps it. What is only found by a key, or the asker cannot see, is left out. */
const recordOfFilled = (
  form: readonly CaseFormField[],
  changed: Readonly<Record<string, string | null>>,
): CaseFields =>
  Object.fromEntries(
    form.flatMap(({ name, sort, value, writable }) => {
      const text = Object.hasOwn(changed, name) ? changed[name] : value;
      return text && sort !== 'other' && writable !== null ? [[name, asKept(sort, text)]] : [];
    }),
  );
