import type { TrustedUrl, TrustedUrls } from './core.ts';
import type { TrustedUrlDefinition } from './schema/trusted-urls.ts';
import type { OrgState } from './state/org-state.ts';

const SWITCHED = 'trusted-url';

/** Trusted URLs of the metadata, and what an admin has switched since. */
export class StoredTrustedUrls implements TrustedUrls {
  constructor(
    private readonly state: OrgState,
    private readonly definitions: readonly TrustedUrlDefinition[],
  ) {}

  list(): readonly TrustedUrl[] {
    return this.definitions.map((definition) => {
      const switched = this.state.fact(SWITCHED, definition.name) as { isActive: boolean } | undefined;
      return { ...definition, ...switched };
    });
  }

  /** CspTrustedSite, "context": a page sees the addresses of its own context and those of All. */
  frameSources(context: 'LEX' | 'VisualForce'): readonly string[] {
    const framing = new Set(this.definitions.filter((one) => one.framing).map(({ name }) => name));
    return this.list()
      .filter((one) => one.isActive && framing.has(one.name) && ['All', context].includes(one.context))
      .map(({ origin }) => origin);
  }

  setActive(name: string, active: boolean): void {
    const found = this.definitions.find((one) => one.name === name);
    if (!found) {
      const known = this.definitions.map((one) => one.name).join(', ');
      throw new Error(`Failed to switch a Trusted URL: there is no "${name}". Name one of ${known}.`);
    }
    this.state.commit({ facts: [[SWITCHED, name, { isActive: active }]] });
  }
}
