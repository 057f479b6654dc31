import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { MetadataFiles } from '../schema/metadata-files.ts';
import { textOf } from '../schema/metadata-files.ts';
import { type MarkupElement, parseMarkup } from './markup.ts';

/** A static resource: one script or style sheet. */
export interface StaticResource {
  /** Where the platform serves it; changes with its content, as the platform's changes with its date. */
  readonly url: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** The package's Visualforce: pages, components and static resources, by name, read anew each time. */
export class PackagePages {
  constructor(private readonly files: MetadataFiles) {}

  page(name: string): MarkupElement | null {
    return this.#markup('pages', name, 'page');
  }

  component(name: string): MarkupElement | null {
    return this.#markup('components', name, 'component');
  }

  resource(name: string): StaticResource | null {
    const described = this.files.read('staticresources', 'resource').find((file) => file.name === name);
    if (!described) return null;
    const content = readFileSync(path.join(this.files.folder, 'staticresources', `${name}.js`));
    const stamp = createHash('sha256').update(content).digest('hex').slice(0, 12);
    return {
      url: `/resource/${stamp}/${name}`,
      contentType: textOf(described.root, 'contentType') ?? 'application/octet-stream',
      content,
    };
  }

  /** Names are matched by letter case here; an org does not mind it. */
  #markup(folder: string, name: string, suffix: string): MarkupElement | null {
    if (!/^\w+$/.test(name)) return null;
    const file = path.join(this.files.folder, folder, `${name}.${suffix}`);
    return existsSync(file) ? parseMarkup(readFileSync(file, 'utf8')) : null;
  }
}
