import type { OrgSchema, OrgUser } from '../core.ts';
import type { FlexiPage } from '../schema/flexipages.ts';
import type { LightningApp } from '../schema/lightning-apps.ts';
import type { PackageMetadata } from './package-metadata.ts';
import type { NavigationItem, PageApp, PageUtility, RecordSide } from './page-data.ts';

const STANDARD_TAB = /^standard-(\w+)$/;
const DESK = ['standard-Case', 'standard-Lead', 'standard-Contact'];

/**
 * Apps of the org itself. Its admin made the package's record pages the org's default, so a Case looks the same in all
 * of them; in one, records show the Visualforce pages instead, as an org does that goes by page layouts.
 */
const ORG_APPS: readonly (LightningApp & { readonly visualforce: boolean })[] = [
  { name: 'standard__Service', label: 'Service', console: true, visualforce: false },
  { name: 'standard__Sales', label: 'Sales', console: false, visualforce: false },
  { name: 'c__Service_Visualforce', label: 'Service (Visualforce)', console: true, visualforce: true },
].map((app) => ({ ...app, tabs: DESK, utilityBar: null, recordPages: new Map() }));

/** The Visualforce page the org's layouts show, by object. */
const VISUALFORCE_PAGES: Readonly<Record<string, string>> = { Case: 'CareHostCase', Lead: 'CareHostLead' };

/** The apps this user sees, each with what the user may see of it: the org's own first, then the package's. */
export function appsOf(metadata: PackageMetadata, schema: OrgSchema, user: OrgUser): PageApp[] {
  const packaged = metadata.apps.filter(({ name }) => user.rights.application(name));
  return [
    ...ORG_APPS.map((app) => pageApp(app, app.visualforce)),
    ...packaged.map((app) => pageApp({ ...app, name: `c__${app.name}` }, false)),
  ];

  function pageApp(app: LightningApp, visualforce: boolean): PageApp {
    const { name, label, console } = app;
    return {
      name,
      label,
      console,
      items: app.tabs.flatMap((tab) => itemOf(tab) ?? []),
      utilities: utilitiesOf(pageNamed(app.utilityBar)),
      records: visualforce
        ? Object.fromEntries(
            Object.entries(VISUALFORCE_PAGES).map(([key, visualforcePage]) => [key, { visualforcePage }]),
          )
        : recordSides(app),
    };
  }

  function itemOf(tab: string): NavigationItem | null {
    const standard = STANDARD_TAB.exec(tab)?.[1];
    const object = schema.object(standard ?? tab);
    if (object) {
      const isThere =
        user.rights.object(object.name).read && (standard !== undefined || user.rights.tab(tab));
      return isThere ? { kind: 'object', object: object.name, label: object.labelPlural } : null;
    }
    const page = metadata.pageTabs.find(({ name }) => name === tab);
    if (!page || !user.rights.tab(tab)) return null;
    const components = pageNamed(page.flexiPage)?.components ?? [];
    return { kind: 'page', name: page.name, label: page.label, components };
  }

  function recordSides(app: LightningApp): Record<string, RecordSide> {
    const pages = metadata.flexiPages.filter((page) => page.type === 'RecordPage' && page.object !== null);
    const sides = pages.flatMap((page): [string, RecordSide][] => {
      const object = page.object ?? '';
      const [component] = (pageNamed(app.recordPages.get(object) ?? null) ?? page).components;
      return component ? [[object, component]] : [];
    });
    return Object.fromEntries(sides);
  }

  function pageNamed(name: string | null): FlexiPage | undefined {
    return metadata.flexiPages.find((page) => page.name === name);
  }
}

function utilitiesOf(bar: FlexiPage | undefined): PageUtility[] {
  return (bar?.components ?? []).map(({ component, properties, decorators }, index) => {
    const icon = decorators.icon ?? 'custom';
    return {
      id: `utility${index + 1}`,
      component,
      properties,
      label: decorators.label ?? component,
      icon: icon.includes(':') ? icon : `utility:${icon}`,
      width: Number(decorators.width ?? 340),
      height: Number(decorators.height ?? 480),
      eager: decorators.eager === 'true',
    };
  });
}
