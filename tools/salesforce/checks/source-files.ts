import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '../check.ts';
import { type PackageFile, packageFiles } from '../package/files.ts';

const SERVICE = 'src/domain/salesforce-names.ts';

/** Every source has its meta file and every such meta file its source; all say the project's API version. */
export const sourceFiles: Check = {
  name: 'source-files',
  run(root) {
    const files = packageFiles(root);
    if (files.length === 0) return { files: 0, faults: [] };
    const paths = new Set(files.map(({ path }) => path));
    const version = apiVersion(root);
    const faults = [...paths].flatMap((path) => withoutPartner(path, paths));
    if (!version) faults.push('sfdx-project.json: has no sourceApiVersion');
    else
      faults.push(...files.flatMap((file) => otherVersions(file, version)), ...otherInService(root, version));
    return { files: files.length, faults };
  },
};

/** The one place where the version stands. */
function apiVersion(root: string): string | undefined {
  const path = join(root, 'sfdx-project.json');
  if (!existsSync(path)) return undefined;
  return (JSON.parse(readFileSync(path, 'utf8')) as { sourceApiVersion?: string }).sourceApiVersion;
}

/** The service calls the API by the same version. */
function otherInService(root: string, version: string): string[] {
  const text = readFileSync(join(root, SERVICE), 'utf8');
  const said = /SALESFORCE_API_VERSION = '([^']*)'/.exec(text)?.[1];
  return said === version
    ? []
    : [`${SERVICE}: says API version ${said}, where sfdx-project.json says ${version}`];
}

function withoutPartner(path: string, paths: Set<string>): string[] {
  const [, bundle, name] = /^(.*\/lwc\/([^/]+))\//.exec(path) ?? [];
  if (bundle) {
    const missing = ['.js', '.js-meta.xml']
      .map((ending) => `${bundle}/${name}${ending}`)
      .filter((file) => !paths.has(file));
    return path === `${bundle}/${name}.js` ||
      path === `${bundle}/${name}.js-meta.xml` ||
      path === `${bundle}/${name}.html`
      ? missing.map((file) => `${path}: ${file} is missing`)
      : [];
  }
  if (/\.(cls|page|trigger|component)$/.test(path) && !paths.has(`${path}-meta.xml`))
    return [`${path}: ${path}-meta.xml is missing`];
  if (/\.(cls|page|trigger|component)-meta\.xml$/.test(path) && !paths.has(path.replace(/-meta\.xml$/, '')))
    return [`${path}: has no source beside it`];
  if (path.includes('/staticresources/')) return withoutResource(path, paths);
  return [];
}

function withoutResource(path: string, paths: Set<string>): string[] {
  const stem = path.replace(/\.resource-meta\.xml$/, '').replace(/(\/staticresources\/[^/.]+)[/.].*$/, '$1');
  const isMeta = path.endsWith('.resource-meta.xml');
  const partner = isMeta
    ? [...paths].some(
        (other) => other !== path && (other.startsWith(`${stem}.`) || other.startsWith(`${stem}/`)),
      )
    : paths.has(`${stem}.resource-meta.xml`);
  if (partner) return [];
  return [isMeta ? `${path}: has no source beside it` : `${path}: ${stem}.resource-meta.xml is missing`];
}

/** Kinds of metadata that run under a version of their own; without one they take an old one. */
const VERSIONED = /\.(cls|page|trigger|component|js|flow)-meta\.xml$/;

function otherVersions({ path, text }: PackageFile, version: string): string[] {
  const said = [...text.matchAll(/<apiVersion>([^<]*)<\/apiVersion>/g)].map(([, value]) => value);
  if (VERSIONED.test(path) && said.length === 0) return [`${path}: has no apiVersion`];
  return said
    .filter((value) => value !== version)
    .map((value) => `${path}: says API version ${value}, where sfdx-project.json says ${version}`);
}
