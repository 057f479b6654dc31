import type { Check } from '../check.ts';
import { namesInApex } from '../package/apex-names.ts';
import { namesInComponent } from '../package/component-names.ts';
import { isBuilt, type PackageFile, packageFiles } from '../package/files.ts';
import { unknownInFlow } from '../package/flow-names.ts';
import { declaredNames, type Kind, type Name, type Names } from '../package/names.ts';
import { namesInPage } from '../package/visualforce-names.ts';
import { childText, descendants, parseXml } from '../package/xml.ts';
import { namesInXml } from '../package/xml-names.ts';

/** By its ending, what a custom name can be. Whatever looks like one has to be one, wherever it stands. */
const CUSTOM: Record<string, Kind[]> = {
  c: ['object', 'field', 'message channel', 'tab'],
  r: ['child relationship'],
  chn: ['event channel'],
  mdt: ['object'],
  e: ['object'],
};

/** Every name that stands anywhere in the package is a name the package has, or one of Salesforce's it lists. */
export const references: Check = {
  name: 'references',
  run(root) {
    const files = packageFiles(root).filter(({ path }) => !isBuilt(path));
    const names = declaredNames(files);
    const faults = files.flatMap((file) => {
      const { named, faults } = read(file, names);
      const missing = named
        .filter((name) => !names.has(name))
        .map(({ kind, name }) => `names the ${kind} ${name}, which is not there`);
      return [...new Set([...faults, ...missing, ...looksCustom(file, names)])].map(
        (fault) => `${file.path}: ${fault}`,
      );
    });
    return { files: files.length, faults };
  },
};

function read(file: PackageFile, names: Names): { named: Name[]; faults: string[] } {
  if (file.path.endsWith('-meta.xml')) {
    const { names: named, unlisted } = namesInXml(file, names);
    const faults = unlisted.map((key) => `${key}: package/xml-names.ts does not say what it names`);
    return { named, faults: [...faults, ...faultsInside(file)] };
  }
  if (file.path.endsWith('.cls')) return { named: namesInApex(file, names), faults: [] };
  if (/\.(page|component)$/.test(file.path)) return { named: namesInPage(file, names), faults: [] };
  if (file.path.includes('/lwc/')) return { named: namesInComponent(file, names), faults: [] };
  return { named: [], faults: [] };
}

/** Names that only mean something inside their own file. */
function faultsInside({ text }: PackageFile): string[] {
  const root = parseXml(text);
  if (root.name === 'Flow') return unknownInFlow(root);
  if (root.name !== 'FlexiPage') return [];
  const regions = new Set(
    [...descendants(root, 'flexiPageRegions')].map((region) => childText(region, 'name')),
  );
  return [...descendants(root, 'componentInstanceProperties')]
    .filter((property) => ['body', 'tabs'].includes(childText(property, 'name') ?? ''))
    .map((property) => childText(property, 'value') ?? '')
    .filter((facet) => !regions.has(facet))
    .map((facet) => `names the region ${facet}, which the page does not have`);
}

function looksCustom({ path, text }: PackageFile, names: Names): string[] {
  if (/\.(css|svg|png)$/.test(path)) return [];
  return [...text.matchAll(/\b([A-Za-z]\w*?)__(c|r|chn|mdt|e|ChangeEvent)\b/g)].flatMap(
    ([name, stem, ending = '']) => {
      const known =
        ending === 'ChangeEvent'
          ? names.hasAnywhere(['object'], `${stem}__c`)
          : names.hasAnywhere(CUSTOM[ending] ?? [], name) ||
            (ending === 'r' && names.hasAnywhere(['field'], `${stem}__c`));
      return known ? [] : [`names ${name}, which is not there`];
    },
  );
}
