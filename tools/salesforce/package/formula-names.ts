import type { Name, Names } from './names.ts';

const WORDS = new Set([
  'and',
  'or',
  'not',
  'true',
  'false',
  'null',
  'in',
  'like',
  'includes',
  'excludes',
  'is',
]);
/** `$Permission.X` and its like, each with the kind of what it names. */
const GLOBALS: Record<string, Name['kind']> = {
  Permission: 'custom permission',
  Label: 'label',
  Resource: 'static resource',
  Page: 'visualforce page',
};

/**
 * What a formula, a filter or a condition names: `$Permission.Care_Writes`, and fields of the object it belongs to.
 * A word before a bracket is a function of Salesforce's own.
 */
export function namesInFormula(formula: string, object: string | undefined, names: Names): Name[] {
  const bare = formula.replaceAll(/"[^"]*"|'[^']*'|\/\*[\s\S]*?\*\//g, ' ');
  return [...bare.matchAll(/(\$?[A-Za-z]\w*(?:\.\w+)*)(\s*\()?/g)].flatMap(([, word = '', bracket]) => {
    if (bracket || WORDS.has(word.toLowerCase())) return [];
    if (word.startsWith('$')) return globalName(word);
    return object ? fieldNames(object, word.split('.'), names) : [];
  });
}

/** `$Credential.Care_Service.Key` names the credential, `$Label.X` the label; others are Salesforce's (`$User`). */
export function globalName(word: string): Name[] {
  const [scope = '', first = '', second] = word.replace('$', '').split('.');
  if (scope === 'Credential') return [{ kind: 'external credential', name: first }];
  const kind = GLOBALS[scope];
  if (!kind) return [];
  return [{ kind, name: kind === 'label' && first === 'c' ? (second ?? '') : first }];
}

/** A field by its path from an object, through relationships: each step has to be there. */
export function fieldNames(object: string, path: string[], names: Names): Name[] {
  const [first = '', ...rest] = path;
  if (rest.length === 0) return [{ kind: 'field', name: `${object}.${first}` }];
  const next = names.target(object, first);
  // Named as a field, so that the fault says what is missing.
  return next ? fieldNames(next, rest, names) : [{ kind: 'field', name: `${object}.${first}` }];
}
