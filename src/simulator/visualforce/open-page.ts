import { type ControllerExtension, EXTENSIONS } from '../apex/apex-methods.ts';
import type { OrgCore, OrgUser } from '../core.ts';
import { parseRecordId } from '../schema/record-id.ts';
import { fillIn, type Scope } from './expression.ts';
import type { PackagePages } from './package-pages.ts';
import { known, type RenderedPage, renderPage } from './render-page.ts';
import { VisualforceError } from './visualforce-error.ts';

const PAGE_ATTRIBUTES = [
  'standardController',
  'extensions',
  'cspHeader',
  'docType',
  'showHeader',
  'sidebar',
  'standardStylesheets',
  'title',
];

/** A page, put together for one user and record. */
export interface OpenedPage extends RenderedPage {
  readonly title: string;
  /** Whether it wants the org's policy as a header. */
  readonly cspHeader: boolean;
  /** Whether Classic's header stands above it. */
  readonly showHeader: boolean;
  readonly extensions: ReadonlyMap<string, ControllerExtension>;
}

/** Whoever may not open the page, or its record, sees *Insufficient Privileges*. */
export class InsufficientPrivileges extends Error {}

/** @throws VisualforceError, InsufficientPrivileges */
export async function openPage(
  org: OrgCore,
  user: OrgUser,
  pages: PackagePages,
  request: { readonly page: string; readonly recordId: string | null; readonly sldsUrl: string },
): Promise<OpenedPage> {
  const markup = pages.page(request.page);
  if (markup?.tag !== 'apex:page') throw new VisualforceError(`The package has no page "${request.page}".`);
  if (!user.rights.apexPage(request.page)) throw new InsufficientPrivileges();
  const attributes = known(markup, PAGE_ATTRIBUTES);
  const recordId = await openRecord(org, user, attributes.standardController ?? '', request.recordId);
  const extensions = extensionsOf(attributes.extensions ?? '');
  const scope = scopeOf(org, pages, extensions, recordId);
  const rendered = renderPage(markup, {
    scope,
    component: (name) => pages.component(name),
    sldsUrl: request.sldsUrl,
  });
  return {
    ...rendered,
    title: fillIn(attributes.title ?? '', scope),
    cspHeader: attributes.cspHeader === 'true',
    showHeader: attributes.showHeader !== 'false',
    extensions,
  };
}

/** The standard controller's record: of its object, and one the user may read; none is fine. */
async function openRecord(
  org: OrgCore,
  user: OrgUser,
  object: string,
  given: string | null,
): Promise<string | null> {
  if (given === null) return null;
  const recordId = parseRecordId(given);
  if (recordId === null || org.schema.objectOfId(recordId)?.name !== object)
    throw new VisualforceError(`Id value ${given} is not valid for the ${object} standard controller`);
  if (!(await org.records.get(user, recordId))) throw new InsufficientPrivileges();
  return recordId;
}

function extensionsOf(names: string): Map<string, ControllerExtension> {
  const entries = names.split(',').map((name): [string, ControllerExtension] => {
    const extension = EXTENSIONS[name.trim()];
    if (!extension) throw new VisualforceError(`The Apex class "${name.trim()}" is not simulated.`);
    return [name.trim(), extension];
  });
  return new Map(entries);
}

function scopeOf(
  org: OrgCore,
  pages: PackagePages,
  extensions: ReadonlyMap<string, ControllerExtension>,
  recordId: string | null,
): Scope {
  const properties = Object.assign({}, ...[...extensions.values()].map((one) => one.properties(recordId)));
  return {
    property: (name) => (Object.hasOwn(properties, name) ? { value: properties[name] } : null),
    label: (name) => org.labels[name] ?? null,
    resource: (name) => pages.resource(name)?.url ?? null,
    hasRemoteAction(name) {
      const [className = '', method = ''] = name.split('.');
      return Object.hasOwn(extensions.get(className)?.remoteActions ?? {}, method);
    },
  };
}
