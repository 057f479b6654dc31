import { fieldNames } from './formula-names.ts';
import type { Name, Names } from './names.ts';
import { childText, descendants, type XmlElement } from './xml.ts';

const OWN_GLOBALS = new Set([
  '$Flow',
  '$User',
  '$Organization',
  '$Api',
  '$System',
  '$Profile',
  '$GlobalConstant',
  '$Setup',
]);

/** What a flow names: objects and fields, actions and their inputs, labels and permissions. */
export function flowNames(root: XmlElement, names: Names): Name[] {
  const objects = objectsOfElements(root);
  const found: Name[] = [];
  const path = (text: string) => found.push(...pathNames(text.replace(/^\{!(.*)\}$/, '$1'), objects, names));

  visit(root, (element, parents) => {
    const { name, text } = element;
    const object = [...parents]
      .reverse()
      .map((parent) => childText(parent, 'object'))
      .find(Boolean);
    if (name === 'object') found.push({ kind: 'object', name: text });
    if (['field', 'queriedFields', 'sortField'].includes(name) && object)
      found.push(...fieldNames(object, text.split('.'), names));
    if (name === 'elementReference') path(text);
    if (name === 'actionCalls') found.push(...actionNames(element));
    if (name === 'extensionName' && text.startsWith('c:'))
      found.push({ kind: 'component', name: text.slice(2) });
    if (name === 'apexClass') found.push({ kind: 'apex class', name: text.split('.')[0] ?? '' });
    for (const [, reference = ''] of text.matchAll(/\{!([^}]+)\}/g))
      for (const [word] of reference.matchAll(/\$?[A-Za-z]\w*(?:\.\w+)+/g)) path(word);
  });
  return found;
}

/** The names of a flow's own elements and resources that it uses and does not have. */
export function unknownInFlow(root: XmlElement): string[] {
  const own = new Set(
    [...root.children, ...[...descendants(root, 'fields')]].map((child) => childText(child, 'name')),
  );
  for (const outputs of descendants(root, 'rules')) own.add(childText(outputs, 'name'));
  const used: string[] = [];
  visit(root, ({ name, text }) => {
    if (['targetReference', 'elementReference', 'assignToReference'].includes(name)) used.push(text);
    for (const [, reference = ''] of text.matchAll(/\{!\s*(\$?\w+)[\w.]*\s*\}/g)) used.push(reference);
  });
  return used
    .map((text) => text.split('.')[0] ?? '')
    .filter((name) => !name.startsWith('$') && !own.has(name))
    .map((name) => `names ${name}, which the flow does not have`);
}

/** By the name one writes before the full stop, the object whose fields come after it. */
function objectsOfElements(root: XmlElement): Map<string, string> {
  const objects = new Map<string, string>();
  for (const element of root.children) {
    const name = element.name === 'start' ? '$Record' : childText(element, 'name');
    const object = childText(element, 'object') ?? childText(element, 'objectType');
    if (name && object) objects.set(name, object);
  }
  const started = objects.get('$Record');
  if (started) objects.set('$Record__Prior', started);
  return objects;
}

function pathNames(text: string, objects: Map<string, string>, names: Names): Name[] {
  const [first = '', ...rest] = text.split('.');
  if (first === '$Label') return [{ kind: 'label', name: rest.at(-1) ?? '' }];
  if (first === '$Permission') return [{ kind: 'custom permission', name: rest[0] ?? '' }];
  if (OWN_GLOBALS.has(first) || rest.length === 0) return [];
  const object = objects.get(first);
  return object ? fieldNames(object, rest, names) : [];
}

function actionNames(call: XmlElement): Name[] {
  if (childText(call, 'actionType') !== 'apex') return [];
  const action = childText(call, 'actionName') ?? '';
  const variables = call.children
    .filter(({ name }) => name === 'inputParameters' || name === 'outputParameters')
    .map((parameter) => ({
      kind: 'invocable variable' as const,
      name: `${action}.${childText(parameter, 'name')}`,
    }));
  return [{ kind: 'invocable class', name: action }, ...variables];
}

function visit(
  element: XmlElement,
  see: (element: XmlElement, parents: XmlElement[]) => void,
  parents: XmlElement[] = [],
) {
  see(element, parents);
  for (const child of element.children) visit(child, see, [...parents, element]);
}
