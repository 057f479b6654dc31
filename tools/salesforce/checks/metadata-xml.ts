import type { Check } from '../check.ts';
import { packageFiles } from '../package/files.ts';
import { type MetadataTypes, metadataTypes, type Property } from '../package/metadata-types.ts';
import { faultsOfTargets } from '../package/target-configs.ts';
import { parseXml, type XmlElement } from '../package/xml.ts';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

/** By the ending before `-meta.xml`, what stands in the file. A new kind of file is added here. */
const TYPE_OF: Record<string, string> = {
  app: 'CustomApplication',
  cls: 'ApexClass',
  compactLayout: 'CompactLayout',
  component: 'ApexComponent',
  cspTrustedSite: 'CspTrustedSite',
  customPermission: 'CustomPermission',
  eca: 'ExternalClientApplication',
  ecaOauth: 'ExtlClntAppOauthSettings',
  ecaOauthPlcy: 'ExtlClntAppOauthConfigurablePolicies',
  externalCredential: 'ExternalCredential',
  field: 'CustomField',
  flexipage: 'FlexiPage',
  flow: 'Flow',
  js: 'LightningComponentBundle',
  labels: 'CustomLabels',
  layout: 'Layout',
  listView: 'ListView',
  messageChannel: 'LightningMessageChannel',
  namedCredential: 'NamedCredential',
  object: 'CustomObject',
  page: 'ApexPage',
  permissionset: 'PermissionSet',
  permissionsetgroup: 'PermissionSetGroup',
  platformEventChannel: 'PlatformEventChannel',
  platformEventChannelMember: 'PlatformEventChannelMember',
  quickAction: 'QuickAction',
  recordType: 'RecordType',
  resource: 'StaticResource',
  tab: 'CustomTab',
  validationRule: 'ValidationRule',
};

/** Every metadata file is well-formed and is what the Metadata API's own types say of its kind. */
export const metadataXml: Check = {
  name: 'metadata',
  run(root) {
    const files = packageFiles(root).filter(({ path }) => path.endsWith('-meta.xml'));
    const faults = files.flatMap(({ path, text }) =>
      faultsIn(path, text).map((fault) => `${path}: ${fault}`),
    );
    return { files: files.length, faults };
  },
};

function faultsIn(path: string, text: string): string[] {
  let root: XmlElement;
  try {
    root = parseXml(text);
  } catch (error) {
    return [`is not well-formed: ${(error as Error).message}`];
  }
  const [, name = '', ending = ''] = /([^/]+)\.(\w+)-meta\.xml$/.exec(path) ?? [];
  const type = TYPE_OF[ending];
  if (!type) return [`a kind of file that tools/salesforce/checks/metadata-xml.ts does not list`];
  const faults: string[] = [];
  if (root.name !== type) faults.push(`holds <${root.name}>, where <${type}> belongs`);
  if (root.attributes.xmlns !== NAMESPACE) faults.push(`its namespace is not ${NAMESPACE}`);
  const fullName = root.children.find((child) => child.name === 'fullName')?.text;
  if (fullName !== undefined && fullName !== name) faults.push(`is named ${fullName} inside`);
  if (type === 'LightningComponentBundle') faults.push(...faultsOfTargets(root));
  return [...faults, ...faultsOf(root, type, metadataTypes(), type)];
}

/** @param at the element's path, for the reader */
function faultsOf(element: XmlElement, type: string, types: MetadataTypes, at: string): string[] {
  const properties = types.propertiesOf(type);
  if (!properties) return [`${at}: the Metadata API has no type ${type}`];
  const present = new Set<string>();
  const faults: string[] = [];
  element.children.forEach((child, index) => {
    const property = properties.get(child.name);
    const place = `${at}.${child.name}`;
    if (!property) {
      faults.push(`${place}: ${type} has no such element`);
      return;
    }
    if (present.has(child.name)) {
      if (!property.many) faults.push(`${place}: stands more than once`);
      else if (element.children[index - 1]?.name !== child.name)
        faults.push(`${place}: stands apart from the others of its name, which a deploy refuses`);
    }
    present.add(child.name);
    faults.push(...faultsOfValue(child, property, types, place));
  });
  for (const [name, { required }] of properties) {
    if (required && !present.has(name)) faults.push(`${at}.${name}: is missing`);
  }
  return faults;
}

function faultsOfValue(element: XmlElement, { type }: Property, types: MetadataTypes, at: string): string[] {
  const values = types.valuesOf(type);
  const isPlain = values !== undefined || ['string', 'number', 'boolean'].includes(type);
  if (!isPlain) return faultsOf(element, type, types, at);
  if (element.children.length > 0) return [`${at}: holds elements, where a ${type} belongs`];
  const { text } = element;
  if (type === 'boolean' && !/^(true|false)$/.test(text)) return [`${at}: '${text}' is not a boolean`];
  if (type === 'number' && !/^-?\d+(\.\d+)?$/.test(text)) return [`${at}: '${text}' is not a number`];
  if (values && !values.has(text)) return [`${at}: '${text}' is not a ${type}`];
  return [];
}
