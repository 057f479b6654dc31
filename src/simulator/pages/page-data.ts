/** What the server puts into a page for its script. Shared by both; holds no values of Node or of the browser. */
export interface PageData {
  readonly orgName: string;
  readonly user: { readonly id: string; readonly name: string };
  readonly csrfToken: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Apps this user may open; the first is the one a new browser starts with. */
  readonly apps: readonly PageApp[];
  /** Objects with record pages, by the first three characters of their ids. */
  readonly objects: Readonly<Record<string, string>>;
  /** Origin of Visualforce pages. */
  readonly visualforceUrl: string;
}

export interface PageApp {
  /** As in an address: `standard__Service` or `c__Care`. */
  readonly name: string;
  readonly label: string;
  /** A console keeps records in tabs; any other app shows one page at a time. */
  readonly console: boolean;
  readonly items: readonly NavigationItem[];
  readonly utilities: readonly PageUtility[];
  /** By object, what stands beside the record; an object that is missing has nothing there. */
  readonly records: Readonly<Record<string, RecordSide>>;
}

/** One entry of an app's navigation. */
export type NavigationItem =
  | { readonly kind: 'object'; readonly object: string; readonly label: string }
  | {
      readonly kind: 'page';
      readonly name: string;
      readonly label: string;
      readonly components: readonly PlacedComponent[];
    };

/** A component of the package where a Lightning page puts it, with its design-time properties. */
export interface PlacedComponent {
  /** e.g. `careHost`. */
  readonly component: string;
  readonly properties: Readonly<Record<string, string>>;
}

export interface PageUtility extends PlacedComponent {
  readonly id: string;
  readonly label: string;
  /** e.g. `utility:comments`. */
  readonly icon: string;
  readonly width: number;
  readonly height: number;
  /** Loaded with the app, not when first opened. */
  readonly eager: boolean;
}

export type RecordSide = PlacedComponent | { readonly visualforcePage: string };
