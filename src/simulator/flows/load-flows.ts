import type { FieldValue } from '../core.ts';
import {
  flagOf,
  type MetadataFile,
  type MetadataFiles,
  type MetadataNode,
  nodesOf,
  textOf,
} from '../schema/metadata-files.ts';
import type { BeforeSaveFlow, FlowRun } from './before-save-flow.ts';

/** Elements of a flow that do something; every other kind stops the start, rather than be passed over. */
const KINDS = ['assignments', 'decisions', 'recordLookups'] as const;
const SILENT = new Set([
  ...['apiVersion', 'description', 'environments', 'interviewLabel', 'label', 'processMetadataValues'],
  ...['processType', 'start', 'status', 'variables', 'runInMode', 'areMetricsLoggedToDataCloud'],
]);

/** One step: does its work and names the next, or null at the end. */
type Step = (save: FlowRun, found: Map<string, boolean>) => string | null;

/** Reads the active flows that run before a record is saved. Flows of any other kind do not run here. */
export function loadBeforeSaveFlows(files: MetadataFiles): BeforeSaveFlow[] {
  return files.read('flows', 'flow').filter(isBeforeSave).map(compile);
}

function isBeforeSave({ root }: MetadataFile): boolean {
  const [start] = nodesOf(root, 'start');
  return (
    textOf(root, 'status') === 'Active' &&
    start !== undefined &&
    textOf(start, 'triggerType') === 'RecordBeforeSave'
  );
}

function compile({ name, root }: MetadataFile): BeforeSaveFlow {
  const unknown = Object.keys(root).find(
    (element) => !SILENT.has(element) && !(KINDS as readonly string[]).includes(element),
  );
  if (unknown) throw notSimulated(name, `element "${unknown}"`);
  const variables = new Set(nodesOf(root, 'variables').map((node) => textOf(node, 'name')));
  const reader = new Values(name, variables);
  const steps = new Map<string, Step>();
  for (const node of nodesOf(root, 'assignments')) steps.set(nameOf(node), assignment(reader, node));
  for (const node of nodesOf(root, 'decisions')) steps.set(nameOf(node), decision(reader, node));
  for (const node of nodesOf(root, 'recordLookups')) steps.set(nameOf(node), lookup(reader, node));
  const [start = {}] = nodesOf(root, 'start');
  const first = nextOf(start);
  const applies = reader.all(nodesOf(start, 'filters'), 'field', 'value');
  const trigger = textOf(start, 'recordTriggerType') ?? 'Create';
  return {
    name,
    object: textOf(start, 'object') ?? '',
    run(save) {
      if (!trigger.includes(save.isNew ? 'Create' : 'Update')) return;
      const found = new Map<string, boolean>();
      if (!applies(save, found)) return;
      for (let step = first; step !== null; ) {
        const run = steps.get(step);
        if (!run) throw notSimulated(name, `the step "${step}"`);
        step = run(save, found);
      }
    },
  };
}

function assignment(reader: Values, node: MetadataNode): Step {
  const items = nodesOf(node, 'assignmentItems').map((item) => {
    const target = /^\$Record\.(\w+)$/.exec(textOf(item, 'assignToReference') ?? '')?.[1];
    if (!target || textOf(item, 'operator') !== 'Assign')
      throw notSimulated(reader.flow, `the assignment "${nameOf(node)}"`);
    return { target, value: reader.value(nodesOf(item, 'value')[0]) };
  });
  return (save) => {
    for (const { target, value } of items) save.record[target] = value(save);
    return nextOf(node);
  };
}

function decision(reader: Values, node: MetadataNode): Step {
  const rules = nodesOf(node, 'rules').map((rule) => {
    if (textOf(rule, 'conditionLogic') !== 'and')
      throw notSimulated(reader.flow, `the logic of "${nameOf(rule)}"`);
    const holds = reader.all(nodesOf(rule, 'conditions'), 'leftValueReference', 'rightValue');
    return { holds, next: nextOf(rule) };
  });
  return (save, found) => {
    const rule = rules.find(({ holds }) => holds(save, found));
    return rule ? rule.next : nextOf(node, 'defaultConnector');
  };
}

/** Gets the first record, of which only the existence is known here. */
function lookup(reader: Values, node: MetadataNode): Step {
  const object = textOf(node, 'object') ?? '';
  const filters = nodesOf(node, 'filters').map((filter) => {
    if (textOf(filter, 'operator') !== 'EqualTo')
      throw notSimulated(reader.flow, `the filter of "${nameOf(node)}"`);
    return { field: textOf(filter, 'field') ?? '', value: reader.value(nodesOf(filter, 'value')[0]) };
  });
  if (textOf(node, 'filterLogic') !== 'and' || !flagOf(node, 'getFirstRecordOnly'))
    throw notSimulated(reader.flow, `the lookup "${nameOf(node)}"`);
  return (save, found) => {
    const wanted = Object.fromEntries(filters.map(({ field, value }) => [field, value(save)]));
    found.set(nameOf(node), save.finds(object, wanted));
    return nextOf(node);
  };
}

type Condition = (save: FlowRun, found: ReadonlyMap<string, boolean>) => boolean;

/** Reads values and conditions: fields of the record, empty variables, literals, and whether a lookup found anything. */
class Values {
  constructor(
    readonly flow: string,
    private readonly variables: ReadonlySet<string | null>,
  ) {}

  value(node: MetadataNode | undefined): (save: FlowRun) => FieldValue {
    const reference = node && textOf(node, 'elementReference');
    const field = /^\$Record\.(\w+)$/.exec(reference ?? '')?.[1];
    if (field) return (save) => save.record[field] ?? null;
    // A variable that nothing was assigned to is null, whatever its type.
    if (reference && this.variables.has(reference)) return () => null;
    const text = node && textOf(node, 'stringValue');
    if (text !== null && text !== undefined) return () => text;
    throw notSimulated(this.flow, `the value "${reference ?? JSON.stringify(node)}"`);
  }

  all(nodes: readonly MetadataNode[], left: string, right: string): Condition {
    const conditions = nodes.map((node): Condition => {
      const reference = textOf(node, left) ?? '';
      const isNull = textOf(node, 'operator') === 'IsNull';
      const expected = nodesOf(node, right)[0];
      if (!isNull || !expected) throw notSimulated(this.flow, `a condition on "${reference}"`);
      const wanted = flagOf(expected, 'booleanValue');
      return (save, found) => {
        const isThere =
          found.get(reference) ?? (save.record[reference.replace('$Record.', '')] ?? null) !== null;
        return !isThere === wanted;
      };
    });
    return (save, found) => conditions.every((holds) => holds(save, found));
  }
}

const nameOf = (node: MetadataNode) => textOf(node, 'name') ?? '';

function nextOf(node: MetadataNode, connector = 'connector'): string | null {
  const [next] = nodesOf(node, connector);
  return next ? textOf(next, 'targetReference') : null;
}

const notSimulated = (flow: string, what: string) =>
  new Error(
    `Failed to read flow "${flow}": ${what} is not simulated. Before-save flows may look a record up, decide on what is empty, and assign.`,
  );
