import { type MetadataFiles, nodesOf, textOf } from './metadata-files.ts';

/** A Lightning app of the package. */
export interface LightningApp {
  readonly name: string;
  readonly label: string;
  readonly console: boolean;
  /** Tabs by name: `standard-Case`, a custom object's, or a custom tab's. */
  readonly tabs: readonly string[];
  /** Lightning page of type UtilityBar. */
  readonly utilityBar: string | null;
  /** By object, the record page this app shows instead of the org's. */
  readonly recordPages: ReadonlyMap<string, string>;
}

/** A custom tab that is not an object's. */
export interface PageTab {
  readonly name: string;
  readonly label: string;
  readonly flexiPage: string;
}

export function loadLightningApps(files: MetadataFiles): LightningApp[] {
  return files
    .read('applications', 'app')
    .filter(({ root }) => textOf(root, 'uiType') === 'Lightning')
    .map(({ name, root }) => ({
      name,
      label: textOf(root, 'label') ?? name,
      console: textOf(root, 'navType') === 'Console',
      tabs: (root.tabs ?? []).map(String),
      utilityBar: textOf(root, 'utilityBar'),
      recordPages: new Map(
        nodesOf(root, 'actionOverrides')
          .filter((node) => textOf(node, 'actionName') === 'View' && textOf(node, 'type') === 'Flexipage')
          .map((node) => [textOf(node, 'pageOrSobjectType') ?? '', textOf(node, 'content') ?? '']),
      ),
    }));
}

export function loadPageTabs(files: MetadataFiles): PageTab[] {
  return files.read('tabs', 'tab').flatMap(({ name, root }) => {
    const flexiPage = textOf(root, 'flexiPage');
    return flexiPage ? [{ name, label: textOf(root, 'label') ?? name, flexiPage }] : [];
  });
}
