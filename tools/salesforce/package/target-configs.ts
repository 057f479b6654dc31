import { descendants, type XmlElement } from './xml.ts';

/** Attributes of a component's configuration, by element; the WSDL says nothing of them. Source: LWC developer guide. */
const ATTRIBUTES: Record<string, { required: string[]; optional: string[] }> = {
  targetConfig: { required: ['targets'], optional: ['configurationEditor'] },
  property: {
    required: ['name', 'type'],
    optional: [
      'label',
      'default',
      'datasource',
      'description',
      'max',
      'min',
      'placeholder',
      'required',
      'role',
    ],
  },
  supportedFormFactor: { required: ['type'], optional: [] },
};

/** What is wrong with the design-time settings of a Lightning component. */
export function faultsOfTargets(bundle: XmlElement): string[] {
  const targets = new Set([...descendants(bundle, 'target')].map(({ text }) => text));
  const faults = Object.entries(ATTRIBUTES).flatMap(([name, { required, optional }]) =>
    [...descendants(bundle, name)].flatMap(({ attributes }) => [
      ...required.filter((key) => !(key in attributes)).map((key) => `<${name}> has no ${key}`),
      ...Object.keys(attributes)
        .filter((key) => ![...required, ...optional].includes(key))
        .map((key) => `<${name}> knows no ${key}`),
    ]),
  );
  for (const { attributes } of descendants(bundle, 'targetConfig')) {
    for (const target of (attributes.targets ?? '').split(',').map((text) => text.trim())) {
      if (!targets.has(target)) faults.push(`configures ${target}, which is none of its targets`);
    }
  }
  for (const { attributes } of descendants(bundle, 'property')) {
    const { name, default: given, datasource } = attributes;
    if (given && datasource && !datasource.startsWith('apex://') && !datasource.split(',').includes(given))
      faults.push(`the default of ${name} is none of its values`);
  }
  return faults;
}
