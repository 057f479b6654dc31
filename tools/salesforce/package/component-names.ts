import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PackageFile } from './files.ts';
import type { Name, Names } from './names.ts';

const STUBS = join(
  dirname(createRequire(import.meta.url).resolve('@salesforce/sfdx-lwc-jest/package.json')),
  'src/lightning-stubs',
);
const OWN_STUBS = join(import.meta.dirname, '../jest-stubs');

/** What a component's script imports from the org, and the elements its template uses. */
export function namesInComponent({ path, text }: PackageFile, names: Names): Name[] {
  if (path.endsWith('.html')) {
    return [...text.matchAll(/<(c|lightning)-([a-z0-9-]+)/g)].flatMap(([, space = '', name = '']) =>
      space === 'c' ? [{ kind: 'component', name: camelCase(name) }] : lightning(camelCase(name)),
    );
  }
  const imported = [...text.matchAll(/\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g)];
  return imported.flatMap(([, from, bare]) => namesOfModule(from ?? bare ?? '', names));
}

function namesOfModule(module: string, names: Names): Name[] {
  if (module === 'lwc' || module.startsWith('./')) return [];
  const [space = '', ...rest] = module.split('/');
  const name = rest.join('/');
  if (space === 'c') return [{ kind: 'component', name }];
  if (space === 'lightning') return lightning(name);
  if (space === '@salesforce') return namesOfScope(rest[0] ?? '', rest.slice(1).join('/'), names);
  return [{ kind: 'component', name: module }];
}

function namesOfScope(scope: string, name: string, names: Names): Name[] {
  const [first = '', second = ''] = name.split('.');
  switch (scope) {
    case 'apex':
      return [{ kind: 'aura-enabled method', name }];
    case 'label':
      return [{ kind: 'label', name: second }];
    case 'schema':
      return second === '' ? [{ kind: 'object', name: first }] : schemaField(name, names);
    case 'messageChannel':
      return [{ kind: 'message channel', name }];
    case 'customPermission':
      return [{ kind: 'custom permission', name }];
    case 'userPermission':
      return [{ kind: 'user permission', name }];
    case 'resourceUrl':
      return [{ kind: 'static resource', name }];
    case 'user':
    case 'i18n':
    case 'client':
      return [];
    default:
      return [{ kind: 'component', name: `@salesforce/${scope}/${name}` }];
  }
}

function schemaField(name: string, names: Names): Name[] {
  const [object = '', ...path] = name.split('.');
  const target = path.length > 1 ? names.target(object, path[0] ?? '') : undefined;
  return target ? schemaField([target, ...path.slice(1)].join('.'), names) : [{ kind: 'field', name }];
}

/** Salesforce's own modules are those that its test runner stands in for, and those that we do. */
function lightning(name: string): Name[] {
  const known = existsSync(join(STUBS, name)) || existsSync(join(OWN_STUBS, `${name}.js`));
  return known ? [] : [{ kind: 'component', name: `lightning/${name}` }];
}

function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
