import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';

/** One parsed metadata file: every element is a list, text values are strings. */
export type MetadataNode = { readonly [element: string]: readonly (MetadataNode | string)[] };

export interface MetadataFile {
  /** File name without its suffix, e.g. `Care_Fence`. */
  readonly name: string;
  readonly root: MetadataNode;
}

const PLACEHOLDER = 'https://care.example.invalid';

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: true,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
});

/** Reads a source-format metadata tree, with the service's address put in as `sf project deploy` would. */
export class MetadataFiles {
  constructor(
    readonly folder: string,
    private readonly careServiceUrl: string,
  ) {}

  /** Files of one type, e.g. `read('objects/Case/fields', 'field')`, by name; none when the folder is absent. */
  read(folder: string, suffix: string): MetadataFile[] {
    const ending = `.${suffix}-meta.xml`;
    return this.#entries(folder)
      .filter((entry) => entry.endsWith(ending))
      .map((entry) => ({
        name: entry.slice(0, -ending.length),
        root: this.#parse(join(this.folder, folder, entry)),
      }));
  }

  folders(folder: string): string[] {
    return this.#entries(folder).filter((entry) => !entry.includes('.'));
  }

  #entries(folder: string): string[] {
    const path = join(this.folder, folder);
    return existsSync(path) ? readdirSync(path).sort() : [];
  }

  #parse(path: string): MetadataNode {
    const source = readFileSync(path, 'utf8').replaceAll(PLACEHOLDER, this.careServiceUrl);
    const document = parser.parse(source) as MetadataNode;
    const root = Object.values(document)[0]?.[0];
    if (typeof root !== 'object') {
      throw new Error(`Failed to read "${path}": expected one root element. Check the file is metadata XML.`);
    }
    return root;
  }
}

/** Text of the first element of that name, or null. */
export function textOf(node: MetadataNode, element: string): string | null {
  const value = node[element]?.[0];
  return typeof value === 'string' && value !== '' ? value : null;
}

export const flagOf = (node: MetadataNode, element: string) => textOf(node, element) === 'true';

export function nodesOf(node: MetadataNode, element: string): MetadataNode[] {
  return (node[element] ?? []).filter((child): child is MetadataNode => typeof child === 'object');
}
