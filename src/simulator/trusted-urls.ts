import type { FieldValue, OrgRecord, TrustedUrl, TrustedUrls } from './core.ts';
import type { TrustedUrlDefinition } from './schema/trusted-urls.ts';
import type { OrgState } from './state/org-state.ts';

const OBJECT = 'CspTrustedSite';

/** Trusted URLs: the metadata's, and whatever an admin has added, switched or taken away since, as rows. */
export class StoredTrustedUrls implements TrustedUrls {
  constructor(private readonly state: OrgState) {}

  /**
   * Puts the metadata's addresses in place, as a deployment does: a new one gets a row, one that is there gets its
   * address and what it is for, and stays switched as it is.
   */
  deploy(definitions: readonly TrustedUrlDefinition[], now: string): void {
    for (const { name, origin, context, isActive, framing } of definitions) {
      const deployed = { EndpointUrl: origin, Context: context, IsApplicableToFrameSrc: framing };
      const row = this.#row(name);
      const isThere = row && Object.entries(deployed).every(([field, value]) => row.fields[field] === value);
      if (isThere) continue;
      const id = row?.id ?? this.state.newId(OBJECT);
      const set = row
        ? { ...deployed, SystemModstamp: now }
        : {
            ...this.#blank(now),
            ...deployed,
            Id: id,
            DeveloperName: name,
            MasterLabel: name,
            IsActive: isActive,
          };
      this.state.commit({ rows: [{ id, object: OBJECT, set }] });
    }
  }

  list(): readonly TrustedUrl[] {
    return this.#rows().map(({ fields }) => ({
      name: String(fields.DeveloperName),
      origin: originOf(fields.EndpointUrl),
      context: String(fields.Context ?? 'LEX'),
      isActive: fields.IsActive === true,
    }));
  }

  /** CspTrustedSite, "context": a page sees the addresses of its own context and those of All. */
  frameSources(context: 'LEX' | 'VisualForce'): readonly string[] {
    const framing = new Set(
      this.#rows()
        .filter(({ fields }) => fields.IsApplicableToFrameSrc === true)
        .map(({ fields }) => fields.DeveloperName),
    );
    return this.list()
      .filter((one) => one.isActive && framing.has(one.name) && ['All', context].includes(one.context))
      .map(({ origin }) => origin);
  }

  setActive(name: string, active: boolean): void {
    const row = this.#row(name);
    if (!row) {
      const known = this.list().map((one) => one.name);
      throw new Error(
        `Failed to switch a Trusted URL: there is no "${name}". Name one of ${known.join(', ')}.`,
      );
    }
    this.state.commit({ rows: [{ id: row.id, object: OBJECT, set: { IsActive: active } }] });
  }

  #rows(): OrgRecord[] {
    return [...this.state.rows(OBJECT)].filter(({ deleted }) => !deleted);
  }

  #row(name: string): OrgRecord | undefined {
    return this.#rows().find(({ fields }) => fields.DeveloperName === name);
  }

  #blank(now: string): Record<string, FieldValue> {
    const { fields } = this.state.schema.require(OBJECT);
    return {
      ...Object.fromEntries(fields.map((field) => [field.name, field.defaultValue])),
      IsDeleted: false,
      CreatedDate: now,
      LastModifiedDate: now,
      SystemModstamp: now,
    };
  }
}

function originOf(endpoint: FieldValue | undefined): string {
  const text = String(endpoint);
  return URL.canParse(text) ? new URL(text).origin : text;
}
