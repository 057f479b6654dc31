import type { CasePropertiesShape } from '../../api/case-properties.ts';
import type { ActorRef } from '../../domain/agent.ts';
import {
  type CaseProperties,
  type CasePropertiesChange,
  changeProperties,
} from '../../domain/case-properties.ts';
import { Problem } from '../problem.ts';
import { showField } from './case-fields.ts';
import type { CarePorts, CareStore } from './ports.ts';

export const readProperties = (
  ports: CarePorts,
  actor: ActorRef,
  caseId: string,
): Promise<CasePropertiesShape> =>
  ports.inAccount(actor.accountId, async (store) => shown(store, await require(store, caseId)));

/** Changes what is named. @throws Problem NOT_FOUND; VALIDATION_FAILED with what does not go. */
export const setProperties = (
  ports: CarePorts,
  actor: ActorRef,
  caseId: string,
  change: CasePropertiesChange,
): Promise<CasePropertiesShape> =>
  ports.inAccount(actor.accountId, async (store) => {
    if (!(await store.lockCase(caseId))) throw new Problem('NOT_FOUND');
    const before = await require(store, caseId);
    const { fields } = await store.ownCareData();
    const changed = changeProperties(before, change, fields);
    if ('refused' in changed) {
      throw new Problem('VALIDATION_FAILED', changed.refused[0]!.fact, { errors: changed.refused });
    }
    const coined = await store.saveProperties(caseId, changed.properties);
    for (const label of coined) await store.ownData.record(actor, 'label.added', label, null);
    await store.recordProperties(actor, caseId);
    return shown(store, changed.properties);
  });

async function require(store: CareStore, caseId: string): Promise<CaseProperties> {
  const found = await store.properties(caseId);
  if (!found) throw new Problem('NOT_FOUND');
  return found;
}

async function shown(
  store: CareStore,
  { sentiment, language, labels, fields }: CaseProperties,
): Promise<CasePropertiesShape> {
  const own = await store.ownCareData();
  return {
    sentiment,
    language,
    labels: [...labels],
    fields: own.fields.map((field) => {
      const value = fields[field.key] ?? null;
      return { ...showField(field), value: value === null || typeof value === 'string' ? value : [...value] };
    }),
    knownLabels: [...own.labels],
  };
}
