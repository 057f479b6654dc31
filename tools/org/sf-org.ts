import { SALESFORCE_API_VERSION } from '../../src/domain/salesforce-names.ts';
import { SfRefused, sf, sfRequest } from './sf.ts';

/** An org the CLI is signed in to. */
export interface Org {
  readonly alias: string;
  readonly orgId: string;
  /** e.g. `https://x-dev-ed.scratch.my.salesforce.com`, no trailing slash. */
  readonly instanceUrl: string;
  /** Whoever the alias is signed in as; in a scratch org its admin. */
  readonly username: string;
}

/** @throws Error with how to create it, where the CLI knows no such org */
export function describeOrg(alias: string): Org {
  try {
    const found = sf<{ id: string; instanceUrl: string; username: string }>([
      'org',
      'display',
      '--target-org',
      alias,
    ]);
    return {
      alias,
      orgId: found.id,
      instanceUrl: new URL(found.instanceUrl).origin,
      username: found.username,
    };
  } catch (error) {
    if (!(error instanceof SfRefused) || error.code !== 'NamedOrgNotFoundError') throw error;
    throw new Error(`The CLI is signed in to no org ${alias}. Create one: npm run org:create ${alias}`);
  }
}

export function query<Row>(alias: string, soql: string): Row[] {
  return sf<{ records: Row[] }>(['data', 'query', '--target-org', alias, '--query', soql]).records;
}

/** Asks a resource of the org's REST API by its path below the version, e.g. `/limits`. */
export function askOrg<Body>(alias: string, method: string, resource: string, body?: unknown): Body {
  return sfRequest<Body>(alias, method, `/services/data/v${SALESFORCE_API_VERSION}${resource}`, body);
}

/**
 * An address that signs a browser in as a user the CLI knows, and goes on to a page. It serves once, within
 * minutes, and is as good as a password until then.
 */
export function frontdoorUrl(user: string, path: string): string {
  return sf<{ url: string }>(['org', 'open', '--target-org', user, '--path', path, '--url-only']).url;
}
