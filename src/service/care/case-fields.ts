import type {
  CaseFieldChange,
  CaseFieldShape,
  DataUseShape,
  ManagedCareData,
} from '../../api/case-fields.ts';
import type { ActorRef } from '../../domain/agent.ts';
import { mapsValue, needsValue, usesDatum } from '../../domain/care-data-use.ts';
import { type CaseField, type CaseFieldType, keyFor } from '../../domain/case-field.ts';
import { storableText } from '../../domain/text.ts';
import { Problem } from '../problem.ts';
import type { OwnDataStore } from './own-data-ports.ts';
import type { CarePorts } from './ports.ts';

const LABELS = 'labels';

const inTurn = <T>(ports: CarePorts, { accountId }: ActorRef, work: (store: OwnDataStore) => Promise<T>) =>
  ports.inAccount(accountId, async ({ ownData }) => {
    await ownData.takeTurn();
    return work(ownData);
  });

export const showField = ({ key, name, type, options }: CaseField): CaseFieldShape => ({
  key,
  name,
  type,
  options: [...options],
});

/** @throws Problem VALIDATION_FAILED: a select without options, or options of what is no select; CASE_FIELD_NAME_TAKEN */
export const addField = (
  ports: CarePorts,
  actor: ActorRef,
  { name, type, options }: { name: string; type: CaseFieldType; options: readonly string[] },
): Promise<CaseField> =>
  inTurn(ports, actor, async (store) => {
    requireOptions(type, options.length);
    const { fields } = await store.read();
    requireFreeName(fields, name);
    const key = keyFor(name, new Set(fields.map((field) => field.key)), 'field_');
    const asked = options.map((label) => ({ value: null, label }));
    const field: CaseField = { key, name: storableText(name), type, options: optionsOf([], asked) };
    await store.addField(field);
    await store.record(actor, 'case_field.added', field.name, null);
    return field;
  });

/** All of it, with how many cases carry it and what needs it. */
export const manageCareData = (ports: CarePorts, { accountId }: ActorRef): Promise<ManagedCareData> =>
  ports.inAccount(accountId, async ({ ownData }) => managed(ownData));

async function managed(store: OwnDataStore): Promise<ManagedCareData> {
  const { fields, labels } = await store.read();
  const counts = await store.counts();
  const users = await store.users();
  const usedBy = (test: (user: (typeof users)[number]) => boolean): DataUseShape[] =>
    users.filter(test).map(({ use }) => use);
  return {
    fields: fields.map((field) => ({
      ...showField(field),
      cases: counts.fields.get(field.key) ?? 0,
      usedBy: usedBy((user) => usesDatum(user, field.key)),
      options: field.options.map(({ value, label }) => ({
        value,
        label,
        cases: counts.options.get(field.key)?.get(value) ?? 0,
        neededBy: usedBy((user) => needsValue(user, field.key, value)),
      })),
    })),
    labels: labels.map((label) => ({
      label,
      cases: counts.labels.get(label) ?? 0,
      neededBy: usedBy((user) => needsValue(user, LABELS, label)),
      mappedBy: usedBy((user) => mapsValue(user, LABELS, label)),
    })),
  };
}

/**
 * Gives it another name, or other options in another order. What cases have of an option that goes, goes with it.
 *
 * @throws Problem NOT_FOUND, CASE_FIELD_NAME_TAKEN, VALIDATION_FAILED; CARE_DATA_IN_USE for an option a rule asks for.
 */
export const changeField = (
  ports: CarePorts,
  actor: ActorRef,
  key: string,
  change: CaseFieldChange,
): Promise<CaseFieldShape> =>
  inTurn(ports, actor, async (store) => {
    const { fields } = await store.read();
    const field = fields.find((each) => each.key === key);
    if (!field) throw new Problem('NOT_FOUND');
    requireFreeName(
      fields.filter((each) => each !== field),
      change.name,
    );
    requireOptions(field.type, change.options.length);
    const options = optionsOf(field.options, change.options);
    const gone = field.options.filter(({ value }) => !options.some((option) => option.value === value));
    const users = await store.users();
    for (const { value, label } of gone) {
      const inTheWay = users.filter((user) => needsValue(user, key, value)).map(({ use }) => use);
      if (inTheWay.length > 0) throw inUse(label, inTheWay);
    }
    const changed = { ...field, name: storableText(change.name), options };
    await store.changeField(changed);
    const detail = changeInWords(field, changed);
    if (detail !== null) await store.record(actor, 'case_field.changed', field.name, detail);
    if (gone.length > 0) {
      await store.dropValues(
        key,
        gone.map(({ value }) => value),
      );
    }
    return showField(changed);
  });

/** Takes it away, with what cases had there. @throws Problem NOT_FOUND; CARE_DATA_IN_USE, naming what uses it. */
export const removeField = (ports: CarePorts, actor: ActorRef, key: string): Promise<void> =>
  inTurn(ports, actor, async (store) => {
    const field = (await store.read()).fields.find((each) => each.key === key);
    if (!field) throw new Problem('NOT_FOUND');
    const inTheWay = (await store.users()).filter((user) => usesDatum(user, key)).map(({ use }) => use);
    if (inTheWay.length > 0) throw inUse(field.name, inTheWay);
    await store.removeField(key);
    await store.record(actor, 'case_field.removed', field.name, null);
  });

/**
 * Calls a label otherwise on all cases, makes it one with another, or (null) takes it away.
 *
 * @throws Problem NOT_FOUND; CARE_DATA_IN_USE: a rule asks for it, or a mapping has a word for what is called otherwise.
 */
export const changeLabel = (
  ports: CarePorts,
  actor: ActorRef,
  label: string,
  becomes: string | null,
): Promise<void> =>
  inTurn(ports, actor, async (store) => {
    const { labels } = await store.read();
    if (!labels.includes(label)) throw new Problem('NOT_FOUND');
    const to = becomes === null ? null : storableText(becomes);
    if (to === label) return;
    const inTheWay = (await store.users())
      .filter((user) => needsValue(user, LABELS, label) || (to !== null && mapsValue(user, LABELS, label)))
      .map(({ use }) => use);
    if (inTheWay.length > 0) throw inUse(label, inTheWay);
    if (to === null) {
      await store.removeLabel(label);
      await store.record(actor, 'label.removed', label, null);
    } else {
      await store.renameLabel(label, to);
      const detail = labels.includes(to) ? `now one with ${to}` : `now ${to}`;
      await store.record(actor, 'label.renamed', label, detail);
    }
  });

/** What has become of a field, as it was before and is now; null: nothing that anybody could see. */
function changeInWords(before: CaseField, now: CaseField): string | null {
  const labelsOf = ({ options }: CaseField) => options.map(({ label }) => label).join(', ');
  const facts = [
    ...(before.name === now.name ? [] : [`now ${now.name}`]),
    ...(labelsOf(before) === labelsOf(now) ? [] : [`options ${labelsOf(now)}`]),
  ];
  return facts.length === 0 ? null : facts.join('; ');
}

function requireOptions(type: CaseFieldType, count: number): void {
  const isSelect = type === 'single_select' || type === 'multi_select';
  if (isSelect === count > 0) return;
  const fact = isSelect ? 'A select takes options to choose from.' : 'Only a select has options.';
  throw new Problem('VALIDATION_FAILED', fact, { errors: [{ path: 'options', fact }] });
}

function requireFreeName(fields: readonly CaseField[], name: string): void {
  const same = (text: string) => text.trim().toLowerCase();
  if (fields.some((field) => same(field.name) === same(name))) throw new Problem('CASE_FIELD_NAME_TAKEN');
}

/** In the order asked for; those that are new are given a value, those that stay keep theirs. */
function optionsOf(
  before: CaseField['options'],
  asked: readonly { value: string | null; label: string }[],
): CaseField['options'] {
  const taken = new Set(before.map(({ value }) => value));
  const said = new Set<string>();
  return asked.flatMap(({ value, label }) => {
    const words = storableText(label);
    if (said.has(words.toLowerCase())) return [];
    said.add(words.toLowerCase());
    const kept = before.find((option) => option.value === value);
    const own = kept ? kept.value : keyFor(label, taken);
    taken.add(own);
    return [{ value: own, label: words }];
  });
}

const inUse = (what: string, uses: readonly DataUseShape[]): Problem =>
  new Problem('CARE_DATA_IN_USE', `${what} is used by ${uses.map(useInWords).join(', ')}.`);

const useInWords = ({ kind, name, orgName }: DataUseShape): string =>
  kind === 'mapping' ? `the mapping of ${name} in ${orgName}` : `the rule ${name} in ${orgName}`;
