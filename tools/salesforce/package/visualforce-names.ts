import { basename } from 'node:path';
import type { PackageFile } from './files.ts';
import { fieldNames, globalName } from './formula-names.ts';
import type { Name, Names } from './names.ts';

/** What a Visualforce page or component names: controllers and their values, components, labels, resources. */
export function namesInPage({ path, text }: PackageFile, names: Names): Name[] {
  const tag = /<apex:(?:page|component)\b[^>]*>/i.exec(text)?.[0] ?? '';
  const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1] ?? '';
  const classes = `${attribute('controller')},${attribute('extensions')}`
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const object = attribute('standardController');
  return [
    ...classes.map((name) => ({ kind: 'apex class' as const, name })),
    ...(object ? [{ kind: 'object' as const, name: object }] : []),
    ...[...text.matchAll(/<c:(\w+)([^>]*)>/g)].flatMap(([, name = '', rest = '']) =>
      componentUse(name, rest),
    ),
    ...[...text.matchAll(/\{!\s*([A-Za-z]\w*(?:\.\w+)*)/g)].map(([, value = '']): Name => {
      if (path.endsWith('.component'))
        return { kind: 'visualforce attribute', name: `${basename(path, '.component')}.${value}` };
      const [first = '', ...field] = value.split('.');
      if (first === object) return fieldNames(object, field, names)[0] as Name;
      const holder = classes.find((name) =>
        names.has({ kind: 'controller value', name: `${name}.${first}` }),
      );
      return { kind: 'controller value', name: `${holder ?? classes[0]}.${first}` };
    }),
    ...[...text.matchAll(/\$RemoteAction\.(\w+\.\w+)/g)].map(([, name = '']) => ({
      kind: 'remote action' as const,
      name,
    })),
    ...[...text.matchAll(/\$(?:Label|Resource|Permission|Page|Credential)(?:\.\w+)+/g)].flatMap(([word]) =>
      globalName(word),
    ),
  ];
}

function componentUse(name: string, rest: string): Name[] {
  const given = [...rest.matchAll(/\b(\w+)="/g)].map(([, attribute = '']) => attribute);
  return [
    { kind: 'visualforce component', name },
    ...given
      .filter((attribute) => !['id', 'rendered'].includes(attribute))
      .map((attribute) => ({ kind: 'visualforce attribute' as const, name: `${name}.${attribute}` })),
  ];
}
