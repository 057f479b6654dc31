import type { z } from 'zod';
import type {
  listMappings as listContract,
  MappableObject,
  MappedFieldInput,
  MappingEditor,
  MappingPreview,
  MappingTarget,
  saveMapping as saveContract,
} from '../../api/mappings.ts';
import type { AgentActor } from '../../domain/agent.ts';
import type { OwnCareData } from '../../domain/case-field.ts';
import type { Connection } from '../../domain/connection.ts';
import { DEFAULT_MESSAGE_MAPPING } from '../../domain/default-message-mapping.ts';
import { accountBook, careDataOf } from '../../domain/mapping/care-data.ts';
import { checkMapping } from '../../domain/mapping/check.ts';
import { defaultMapping } from '../../domain/mapping/default-mappings.ts';
import { MASTER_RECORD_TYPE } from '../../domain/mapping/mapped-field.ts';
import type { SchemaField } from '../../domain/mapping/schema.ts';
import { type Suggestion, suggestMapping } from '../../domain/mapping/suggest.ts';
import type { MessageObject } from '../../domain/message-object.ts';
import { Problem } from '../problem.ts';
import { findConnection } from '../storage/connection.ts';
import type { Database, Tx } from '../storage/database.ts';
import * as saved from '../storage/mapping-version.ts';
import { readOwnCareData } from '../storage/own-care-data.ts';
import type { OrgReading } from './describe-cache.ts';
import type { SalesforceIntegration } from './integration.ts';
import { keepForVersion } from './keep-for-version.ts';
import { mappingFiles } from './mapping-file.ts';
import { previewDraft } from './mapping-preview.ts';
import { mappingVersions } from './mapping-versions.ts';
import { readDraft, showCareData, showMapped, showRules, showSchema } from './mapping-words.ts';
import { chooseMessageObject, keepsMessages, markOurs, showMessages } from './message-object.ts';
import {
  type OrgObject,
  type OrgObjectSchema,
  type RecordTypeOfOrg,
  readExternalIds,
  readObject,
  readObjects,
  readRecordType,
} from './org-schema.ts';
import { readRules } from './read-rules.ts';
import { requireFitting } from './require-fitting.ts';
import { addAudited, audit, type MappingTargetName, requireAlive, showSaved } from './save-mapping.ts';
import { seenSchema } from './seen-schema.ts';

export interface MappingDeps {
  db: Database;
  integration: Pick<SalesforceIntegration, 'describes'>;
  now: () => Date;
  /** Where a case opens in Care. */
  caseUrl: (caseId: string) => string;
}

type Draft = Parameters<typeof previewDraft>[3];
type Listed = z.output<(typeof listContract)['answers'][200]>;
type Saved = z.output<(typeof saveContract)['answers'][200]>;

export type MappingDesk = ReturnType<typeof createMappingDesk>;

/** *Mapping with Care*: what can be mapped in an org, and the mappings themselves. */
export function createMappingDesk({ db, integration: { describes }, now, caseUrl }: MappingDeps) {
  const inOrg = <T>(
    actor: AgentActor,
    connectionId: string,
    work: (tx: Tx, found: Connection) => Promise<T>,
  ) =>
    db.forAccount(actor.accountId, async (tx) => {
      const connection = await findConnection(tx, connectionId);
      if (!connection) throw new Problem('NOT_FOUND');
      return work(tx, connection);
    });

  /** The record type as the org shows it now. @throws Problem why it cannot be asked. */
  const look = async (connection: Connection, { object, recordType }: MappingTargetName) => {
    requireAlive(connection);
    const reading = await readRecordType(describes, connection, object, recordType);
    const { value } = reading;
    return {
      ...value,
      fields: markOurs(connection, object, value.fields),
      reading,
      holder: holderOf(reading),
    };
  };

  return {
    async list(actor: AgentActor, connectionId: string, again: boolean): Promise<Listed> {
      const { connection, mappings, forNew, own } = await inOrg(actor, connectionId, async (tx, found) => ({
        connection: found,
        own: await readOwnCareData(tx),
        mappings: await saved.listMappings(tx, connectionId),
        forNew: await saved.readForNew(tx, connectionId),
      }));
      try {
        requireAlive(connection);
        const reading = await readObjects(describes, connection, again);
        const mapped = new Set(mappings.map(({ object }) => object));
        const objects = await Promise.all(
          reading.value.map(async (object): Promise<MappableObject> => {
            const known = roleOf(object.name, connection) !== 'custom' || mapped.has(object.name);
            const schema = known ? await readObject(describes, connection, object.name, again) : null;
            const present = mappings.filter((each) => each.object === object.name);
            return showObject(connection, object, schema, present, forNew.get(object.name) ?? null, own);
          }),
        );
        return { reading: showReading(reading), objects: objects.sort(inOrder), unavailable: null };
      } catch (error) {
        if (!(error instanceof Problem) || error.code === 'NOT_FOUND') throw error;
        const { code, detail, remedy } = error.toBody();
        return { reading: null, objects: [], unavailable: { code, fact: detail, remedy } };
      }
    },

    async editor(actor: AgentActor, target: MappingTargetName): Promise<MappingEditor> {
      const { connection, mappings, forNew, own } = await inOrg(
        actor,
        target.connectionId,
        async (tx, found) => ({
          connection: found,
          own: await readOwnCareData(tx),
          mappings: await saved.listMappings(tx, target.connectionId),
          forNew: await saved.readForNew(tx, target.connectionId),
        }),
      );
      const seen = await look(connection, target);
      const { object, label, fields, recordType, recordTypes, holder, reading } = seen;
      const persons = object === 'Contact' && connection.hasPersonAccounts;
      const account = persons ? await accountFields(describes, connection) : null;
      const ofObject = mappings.filter((each) => each.object === object);
      const present = ofObject.find((each) => each.recordType === recordType.name);
      const mapping = present?.fields ?? defaultMapping(object);
      const shown = showObject(
        connection,
        { name: object, label },
        { ...reading, value: seen },
        ofObject,
        forNew.get(object) ?? null,
        own,
      );
      const careData = careDataOf(object, own, keepsMessages(connection, object));
      const all = recordTypes.some(({ name }) => name === recordType.name);
      return {
        ...showReading(reading),
        object,
        label,
        role: roleOf(object, connection),
        messages: showMessages(connection, object, label, fields),
        recordType: { recordType: recordType.name, label: recordType.label },
        recordTypes: all
          ? shown.recordTypes
          : [...shown.recordTypes, showTarget(recordType, object, present, fields, holder, false, own)],
        saved: showSaved(present),
        schema: showSchema(fields, holder, object, account),
        careData: showCareData(careData),
        rules: showRules(fields, careData),
        fields: mapping.map(showMapped),
        problems: checkMapping(mapping, fields, holder, accountBook(own)),
      };
    },

    /** @throws Problem MAPPING_DOES_NOT_FIT, MAPPING_CHANGED */
    async save(
      actor: AgentActor,
      target: MappingTargetName,
      { base, fields: inputs }: { base: number; fields: readonly MappedFieldInput[] },
    ): Promise<Saved> {
      const { connection, own } = await inOrg(actor, target.connectionId, withOwn);
      const { fields: schema, recordType, holder, label } = await look(connection, target);
      const mapping = readDraft(inputs, schema);
      const problems = checkMapping(mapping, schema, holder, accountBook(own));
      await requireFitting(describes, connection, mapping, schema, problems);
      const rules = (await readRules(describes, connection, [target.object]))?.get(target.object) ?? null;
      const called = `${label}, ${recordType.label}`;
      const wanted = { object: target.object, fields: mapping };
      const seen = await seenSchema(describes, connection, wanted, { fields: schema, rules, holder });
      const added = await db.forAccount(actor.accountId, async (tx) => {
        const version = await addAudited(tx, actor, target, called, {
          base,
          recordTypeId: recordType.id,
          fields: mapping,
          origin: 'saved',
        });
        await keepForVersion(tx, actor.accountId, { ...target, called }, version, seen);
        return version;
      });
      return { saved: showSaved(added), fields: mapping.map(showMapped), problems };
    },

    async setForNew(actor: AgentActor, target: MappingTargetName): Promise<void> {
      await inOrg(actor, target.connectionId, async (tx) => {
        if (!(await saved.setForNew(tx, actor.accountId, target))) {
          throw new Problem('NOT_FOUND', 'Nothing is saved for this record type yet.', {
            remedy: 'Save its mapping first.',
          });
        }
        await audit(tx, actor, target.connectionId, 'mapping.chosen', target.object, target.recordType);
      });
    },

    preview: (actor: AgentActor, target: MappingTargetName, draft: Draft): Promise<MappingPreview> =>
      previewDraft({ db, describes, now, caseUrl }, actor, target, draft),

    /** What would fit the org's own fields; nothing is saved. */
    async suggest(actor: AgentActor, target: MappingTargetName): Promise<Suggestion[]> {
      const { connection, own } = await inOrg(actor, target.connectionId, withOwn);
      const { object, fields } = await look(connection, target);
      return suggestMapping(object, fields, own, keepsMessages(connection, object));
    },

    /** Where messages are written from now on. @throws Problem MAPPING_DOES_NOT_FIT: no messages can be kept there. */
    setMessageObject: (
      actor: AgentActor,
      connectionId: string,
      chosen: MessageObject | null,
    ): Promise<void> => chooseMessageObject({ db, describes }, actor, connectionId, chosen),

    versions: mappingVersions(db),

    files: mappingFiles(db, describes, now),

    async externalIds(actor: AgentActor, connectionId: string, object: string) {
      const connection = await inOrg(actor, connectionId, async (_tx, found) => found);
      requireAlive(connection);
      return (await readExternalIds(describes, connection, object)).map(({ name, label }) => ({
        name,
        label,
      }));
    },
  };
}

/** Whoever may not see accounts is told nothing of them. */
const accountFields = (describes: MappingDeps['integration']['describes'], connection: Connection) =>
  describes.describe(connection, null, 'Account').catch((error: unknown) => {
    if (error instanceof Problem) return null;
    throw error;
  });

const withOwn = async (tx: Tx, connection: Connection) => ({ connection, own: await readOwnCareData(tx) });

const holderOf = ({ readAs }: OrgReading<unknown>): string => readAs.displayName;

const showReading = ({ readAs, readAt }: OrgReading<unknown>) => ({
  readAs: { name: readAs.displayName, username: readAs.username },
  readAt: readAt.toISOString(),
});

const ROLES: Readonly<Record<string, MappableObject['role']>> = {
  Case: 'case',
  Contact: 'contact',
  Lead: 'lead',
  Account: 'account',
  [DEFAULT_MESSAGE_MAPPING.object]: 'messages',
};
const roleOf = (object: string, { messageObject }: Connection): MappableObject['role'] =>
  messageObject?.object === object ? 'messages' : (ROLES[object] ?? 'custom');

const ORDER: readonly MappableObject['role'][] = ['case', 'contact', 'lead', 'account', 'messages', 'custom'];
const inOrder = (one: MappableObject, other: MappableObject): number =>
  ORDER.indexOf(one.role) - ORDER.indexOf(other.role) || one.label.localeCompare(other.label);

function showObject(
  connection: Connection,
  { name, label }: OrgObject,
  reading: OrgReading<OrgObjectSchema> | null,
  present: readonly saved.SavedMapping[],
  chosen: string | null,
  own: OwnCareData,
): MappableObject {
  const recordTypes = reading?.value.recordTypes ?? [
    { id: null, name: MASTER_RECORD_TYPE, label: 'Every record', isDefault: true },
  ];
  return {
    object: name,
    label,
    role: roleOf(name, connection),
    recordTypes: recordTypes.map((recordType) =>
      showTarget(
        recordType,
        name,
        present.find((each) => each.recordType === recordType.name),
        reading?.value.fields ?? null,
        reading ? holderOf(reading) : '',
        chosen === null ? recordType.isDefault : chosen === recordType.name,
        own,
      ),
    ),
  };
}

function showTarget(
  recordType: RecordTypeOfOrg,
  object: string,
  present: saved.SavedMapping | undefined,
  schema: readonly SchemaField[] | null,
  holder: string,
  forNew: boolean,
  own: OwnCareData,
): MappingTarget {
  const mapping = present?.fields ?? defaultMapping(object);
  const problems = schema ? checkMapping(mapping, schema, holder, accountBook(own)) : [];
  return {
    recordType: recordType.name,
    label: recordType.label,
    version: present?.version ?? 0,
    mapped: mapping.length,
    problems: new Set(problems.map(({ field }) => field)).size,
    forNew,
  };
}
