import type { z } from 'zod';
import type {
  getMappingVersion,
  MappedFieldInput,
  MappingVersion as MappingVersionShape,
} from '../../api/mappings.ts';
import type { AgentActor } from '../../domain/agent.ts';
import { accountBook } from '../../domain/mapping/care-data.ts';
import { compareMappings } from '../../domain/mapping/compare-mappings.ts';
import { Problem } from '../problem.ts';
import { findConnection } from '../storage/connection.ts';
import type { Database, Tx } from '../storage/database.ts';
import { keepSchemaOf, readKeptSchema } from '../storage/kept-schema.ts';
import { listVersions, readMapping, readVersion } from '../storage/mapping-version.ts';
import { readOwnCareData } from '../storage/own-care-data.ts';
import { hurrySchemaCheck } from '../storage/schema-watch.ts';
import { showMapped } from './mapping-words.ts';
import { addAudited, type MappingTargetName, type SavedShape, showSaved } from './save-mapping.ts';

type VersionView = z.output<(typeof getMappingVersion)['answers'][200]>;

/** What was saved of a mapping, by whom, and back to it. None of it asks the org. */
export function mappingVersions(db: Database) {
  const inOrg = <T>(actor: AgentActor, { connectionId }: MappingTargetName, work: (tx: Tx) => Promise<T>) =>
    db.forAccount(actor.accountId, async (tx) => {
      if (!(await findConnection(tx, connectionId))) throw new Problem('NOT_FOUND');
      return work(tx);
    });

  const version = async (tx: Tx, target: MappingTargetName, number: number) => {
    const found = await readVersion(tx, target, number);
    if (!found) throw new Problem('NOT_FOUND', `There is no version ${number} of this mapping.`);
    return found;
  };

  return {
    list: (actor: AgentActor, target: MappingTargetName): Promise<MappingVersionShape[]> =>
      inOrg(actor, target, async (tx) => {
        const book = accountBook(await readOwnCareData(tx));
        const all = [...(await listVersions(tx, target)), await version(tx, target, 0)];
        return all.slice(0, -1).map((each, at) => {
          const changes = compareMappings(all[at + 1]!.fields, each.fields, book).map(({ change }) => change);
          const count = (wanted: (typeof changes)[number]) => changes.filter((one) => one === wanted).length;
          return {
            version: each.version,
            savedAt: each.savedAt!,
            author: each.author ?? { id: null, name: 'Somebody who is gone' },
            origin: each.origin,
            rolledBackTo: each.rolledBackTo,
            added: count('added'),
            changed: count('changed'),
            removed: count('removed'),
          };
        });
      }),

    /** @param against null: the one before it. */
    get: (
      actor: AgentActor,
      target: MappingTargetName,
      number: number,
      against: number | null,
    ): Promise<VersionView> =>
      inOrg(actor, target, async (tx) => {
        const found = await version(tx, target, number);
        const other = await version(tx, target, against ?? Math.max(0, number - 1));
        return {
          version: found.version,
          against: other.version,
          fields: found.fields.map(showMapped),
          changes: compareMappings(other.fields, found.fields, accountBook(await readOwnCareData(tx))),
        };
      }),

    /** @throws Problem MAPPING_CHANGED */
    rollBack: (
      actor: AgentActor,
      target: MappingTargetName,
      number: number,
      base: number,
    ): Promise<{ saved: SavedShape; fields: MappedFieldInput[] }> =>
      inOrg(actor, target, async (tx) => {
        const { version: present, recordTypeId } = await readMapping(tx, target);
        if (present === 0) throw new Problem('NOT_FOUND', 'Nothing is saved for this record type yet.');
        const { fields } = await version(tx, target, number);
        const called = `${target.object}, ${target.recordType}, to version ${number}`;
        const added = await addAudited(tx, actor, target, called, {
          base,
          recordTypeId,
          fields,
          origin: 'rolled_back',
          rolledBackTo: number,
        });
        // It is compared with what the org was like when that version was made: all that has changed since shows.
        const kept = await readKeptSchema(tx, target, number);
        if (kept) await keepSchemaOf(tx, actor.accountId, target, added.version, kept);
        await hurrySchemaCheck(tx, target.connectionId);
        return { saved: showSaved(added), fields: fields.map(showMapped) };
      }),
  };
}
