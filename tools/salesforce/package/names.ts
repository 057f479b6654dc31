import { basename } from 'node:path';
import type { PackageFile } from './files.ts';
import { STANDARD } from './standard-names.ts';
import { childText, descendants, parseXml, type XmlElement } from './xml.ts';

export type Kind =
  | 'app'
  | 'apex class'
  | 'aura-enabled method'
  | 'child relationship'
  | 'compact layout'
  | 'component'
  | 'component property'
  | 'controller value'
  | 'custom permission'
  | 'event channel'
  | 'external client app'
  | 'external credential'
  | 'field'
  | 'flow'
  | 'invocable class'
  | 'invocable variable'
  | 'label'
  | 'lightning page'
  | 'message channel'
  | 'message field'
  | 'named credential'
  | 'object'
  | 'page template'
  | 'permission set'
  | 'picklist value'
  | 'principal'
  | 'quick action'
  | 'record type'
  | 'remote action'
  | 'static resource'
  | 'tab'
  | 'user permission'
  | 'visualforce attribute'
  | 'visualforce component'
  | 'visualforce page';

/** Something named somewhere: of an object's parts, the object and a full stop come first. */
export interface Name {
  kind: Kind;
  name: string;
}

/** Everything the package may name: what it declares, and the standard things it is known to use. */
export interface Names {
  has(name: Name): boolean;
  /** Whether any of these kinds has that last part, whatever it belongs to. */
  hasAnywhere(kinds: Kind[], last: string): boolean;
  /** The object a lookup or a relationship leads to: `Care_Message__c`, `Case__r` gives `Case`. */
  target(object: string, relationship: string): string | undefined;
}

const FOLDERS: Record<string, Kind> = {
  applications: 'app',
  classes: 'apex class',
  components: 'visualforce component',
  customPermissions: 'custom permission',
  externalClientApps: 'external client app',
  externalCredentials: 'external credential',
  flexipages: 'lightning page',
  flows: 'flow',
  messageChannels: 'message channel',
  namedCredentials: 'named credential',
  pages: 'visualforce page',
  permissionsetgroups: 'permission set',
  permissionsets: 'permission set',
  platformEventChannels: 'event channel',
  quickActions: 'quick action',
  staticresources: 'static resource',
  tabs: 'tab',
};

const OBJECT_PARTS: Record<string, Kind> = {
  compactLayouts: 'compact layout',
  fields: 'field',
  recordTypes: 'record type',
};

export function declaredNames(files: PackageFile[]): Names {
  const known = new Map<Kind, Set<string>>();
  const targets = new Map<string, string>();
  const add = (kind: Kind, name: string) => known.set(kind, (known.get(kind) ?? new Set()).add(name));

  for (const [kind, names] of Object.entries(STANDARD.names)) {
    for (const name of Object.keys(names)) add(kind as Kind, name);
  }
  for (const [object, { fields, relationships = {} }] of Object.entries(STANDARD.objects)) {
    add('object', object);
    for (const field of fields) add('field', `${object}.${field}`);
    for (const [name, target] of Object.entries(relationships)) targets.set(`${object}.${name}`, target);
  }
  for (const file of files) {
    if (file.path.endsWith('-meta.xml')) addMetadata(file, add, targets);
    else addSource(file, add);
  }
  return {
    has: ({ kind, name }) => known.get(kind)?.has(name) ?? false,
    hasAnywhere: (kinds, last) =>
      kinds.some((kind) => [...(known.get(kind) ?? [])].some((name) => name.split('.').at(-1) === last)),
    target: (object, relationship) => targets.get(`${object}.${relationship}`),
  };
}

type Add = (kind: Kind, name: string) => void;

function addMetadata({ path, text }: PackageFile, add: Add, targets: Map<string, string>): void {
  const name = basename(path).replace(/\.\w+-meta\.xml$/, '');
  const folders = path.split('/');
  const root = parseXml(text);
  const object = folders[folders.indexOf('objects') + 1] ?? '';
  const part = OBJECT_PARTS[folders.at(-2) ?? ''];
  const kind = FOLDERS[folders.at(-2) ?? ''];
  if (part) add(part, `${object}.${name}`);
  else if (kind) add(kind, kind === 'message channel' ? `${name}__c` : name);

  switch (root.name) {
    case 'CustomObject':
      add('object', name);
      for (const field of STANDARD.everyObject) add('field', `${name}.${field}`);
      break;
    case 'CustomField':
      addField(root, object, name, add, targets);
      break;
    case 'CustomLabels':
      for (const label of descendants(root, 'labels')) add('label', childText(label, 'fullName') ?? '');
      break;
    case 'LightningComponentBundle':
      add('component', name);
      for (const property of descendants(root, 'property'))
        add('component property', `${name}.${property.attributes.name}`);
      break;
    case 'LightningMessageChannel':
      for (const field of descendants(root, 'fieldName')) add('message field', `${name}__c.${field.text}`);
      break;
    case 'ExternalCredential':
      for (const parameter of root.children.filter((child) =>
        /Principal$/.test(childText(child, 'parameterType') ?? ''),
      ))
        add('principal', `${name}-${childText(parameter, 'parameterName')}`);
  }
}

function addField(
  root: XmlElement,
  object: string,
  name: string,
  add: Add,
  targets: Map<string, string>,
): void {
  for (const value of descendants(root, 'value')) {
    const fullName = childText(value, 'fullName');
    if (fullName) add('picklist value', `${object}.${name}.${fullName}`);
  }
  const target = childText(root, 'referenceTo');
  if (!target) return;
  targets.set(`${object}.${name.replace(/__c$/, '__r')}`, target);
  const children = childText(root, 'relationshipName');
  if (!children) return;
  add('child relationship', `${target}.${children}__r`);
  targets.set(`${target}.${children}__r`, object);
}

/** What Apex offers to components, to Visualforce and to flows, and what a Visualforce component takes. */
function addSource({ path, text }: PackageFile, add: Add): void {
  if (path.endsWith('.component')) {
    for (const [, attribute] of text.matchAll(/<apex:attribute\b[^>]*?\bname="(\w+)"/gi))
      add('visualforce attribute', `${basename(path, '.component')}.${attribute}`);
  }
  if (!path.endsWith('.cls')) return;
  const name = basename(path, '.cls');
  for (const [, annotation = '', method] of text.matchAll(
    /@(AuraEnabled|RemoteAction)\b(?:\([^)]*\))?\s+(?:public|global)\s+static\s+[\w<>.,\s]+?\s+(\w+)\s*\(/gi,
  )) {
    add(
      annotation.toLowerCase() === 'remoteaction' ? 'remote action' : 'aura-enabled method',
      `${name}.${method}`,
    );
  }
  for (const [, value] of text.matchAll(/\b(?:public|global)\s+[\w<>.,]+\s+(\w+)\s*(?:\{|\(\))/g))
    add('controller value', `${name}.${value?.replace(/^get(?=[A-Z])/, '')}`);
  if (/@InvocableMethod\b/i.test(text)) add('invocable class', name);
  for (const [, variable] of text.matchAll(
    /@InvocableVariable\b(?:\([^)]*\))?\s+(?:public|global)\s+[\w<>.,\s]+?\s+(\w+)\s*;/gi,
  )) {
    add('invocable variable', `${name}.${variable}`);
  }
}
