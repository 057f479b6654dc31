import { type MetadataFiles, type MetadataNode, nodesOf, textOf } from './metadata-files.ts';

/** A component of the package where a Lightning page puts it. */
export interface PlacedComponent {
  /** e.g. `careHost`. */
  readonly component: string;
  /** Design-time properties the component itself gets. */
  readonly properties: Readonly<Record<string, string>>;
  /** What the place around it gets: a utility's label, icon, width, height. */
  readonly decorators: Readonly<Record<string, string>>;
}

/** A Lightning page, as far as it places components of the package. */
export interface FlexiPage {
  readonly name: string;
  readonly label: string;
  /** `RecordPage`, `AppPage`, `UtilityBar`, … */
  readonly type: string;
  /** The object of a record page. */
  readonly object: string | null;
  readonly components: readonly PlacedComponent[];
}

export function loadFlexiPages(files: MetadataFiles): FlexiPage[] {
  return files.read('flexipages', 'flexipage').map(({ name, root }) => ({
    name,
    label: textOf(root, 'masterLabel') ?? name,
    type: textOf(root, 'type') ?? '',
    object: textOf(root, 'sobjectType'),
    components: nodesOf(root, 'flexiPageRegions')
      .flatMap((region) => nodesOf(region, 'itemInstances'))
      .flatMap((item) => nodesOf(item, 'componentInstance'))
      // The platform's own components carry their namespace; this org draws their part by itself.
      .filter((instance) => !textOf(instance, 'componentName')?.includes(':'))
      .map(placed),
  }));
}

function placed(instance: MetadataNode): PlacedComponent {
  const given = nodesOf(instance, 'componentInstanceProperties').map((node) => ({
    name: textOf(node, 'name') ?? '',
    value: textOf(node, 'value') ?? '',
    isDecorator: textOf(node, 'type') === 'decorator',
  }));
  const those = (isDecorator: boolean) =>
    Object.fromEntries(
      given.filter((one) => one.isDecorator === isDecorator).map(({ name, value }) => [name, value]),
    );
  return {
    component: textOf(instance, 'componentName') ?? '',
    properties: those(false),
    decorators: those(true),
  };
}
