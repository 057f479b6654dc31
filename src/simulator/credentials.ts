import type { NamedCredential, NamedCredentials } from './core.ts';
import type { ExternalCredential, NamedCredentialDefinition } from './schema/credentials.ts';
import type { OrgState } from './state/org-state.ts';

const SECRETS = 'credential';
/** Addresses that an admin changed. */
const ADDRESSES = 'named-credential';

/** Named credentials of the metadata, with the secrets that were set through Connect REST. */
export class StoredCredentials implements NamedCredentials {
  constructor(
    private readonly state: OrgState,
    private readonly named: readonly NamedCredentialDefinition[],
    private readonly external: readonly ExternalCredential[],
  ) {}

  list(): readonly NamedCredential[] {
    return this.named.map((definition) => ({
      ...definition,
      ...(this.state.fact(ADDRESSES, definition.name) as { url: string } | undefined),
      headers: () => this.#headers(definition.externalCredential),
    }));
  }

  get(name: string): NamedCredential | null {
    return this.list().find((credential) => credential.name.toLowerCase() === name.toLowerCase()) ?? null;
  }

  /** Sends callouts somewhere else from now on. */
  setUrl(name: string, url: string): void {
    this.state.commit({ facts: [[ADDRESSES, name, { url: url.replace(/\/+$/, '') }]] });
  }

  externalCredentials(): readonly ExternalCredential[] {
    return this.external;
  }

  externalCredential(name: string): ExternalCredential | null {
    return this.external.find((credential) => credential.name.toLowerCase() === name.toLowerCase()) ?? null;
  }

  /** Names of the parameters whose secrets are set. */
  parametersOf(externalCredential: string, principal: string): readonly string[] {
    return Object.keys(this.state.fact(SECRETS, `${externalCredential}-${principal}`) ?? {});
  }

  isConfigured(externalCredential: string, principal: string): boolean {
    return this.state.fact(SECRETS, `${externalCredential}-${principal}`) !== undefined;
  }

  async setCredential(
    externalCredential: string,
    principal: string,
    values: Readonly<Record<string, string>>,
  ): Promise<void> {
    this.store(externalCredential, principal, values);
    await this.state.journal.flushed();
  }

  /** Takes a principal's secrets away. */
  forget(externalCredential: string, principal: string): void {
    this.state.commit({ facts: [[SECRETS, `${externalCredential}-${principal}`, null]] });
  }

  /** As `setCredential`, for callers that await the journal themselves. */
  store(externalCredential: string, principal: string, values: Readonly<Record<string, string>>): void {
    this.state.commit({ facts: [[SECRETS, `${externalCredential}-${principal}`, values]] });
  }

  #headers(externalCredential: string): Readonly<Record<string, string>> | null {
    const credential = this.externalCredential(externalCredential);
    const [principal] = credential?.principals ?? [];
    const secrets = this.state.fact(SECRETS, `${credential?.name}-${principal}`) as
      | Record<string, string>
      | undefined;
    if (!credential || !secrets) return null;
    const headers: Record<string, string> = {};
    for (const { name, parts } of credential.headers) {
      let value = '';
      for (const part of parts) {
        const text = 'text' in part ? part.text : secrets[part.parameter];
        if (text === undefined) return null;
        value += text;
      }
      headers[name] = value;
    }
    return headers;
  }
}
