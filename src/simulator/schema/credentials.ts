import { type MetadataFiles, type MetadataNode, nodesOf, textOf } from './metadata-files.ts';

/** A header the platform adds to callouts: literal text and parameters in order. */
export interface CredentialHeader {
  readonly name: string;
  readonly parts: readonly ({ text: string } | { parameter: string })[];
}

export interface ExternalCredential {
  readonly name: string;
  readonly label: string;
  readonly principals: readonly string[];
  readonly headers: readonly CredentialHeader[];
}

export interface NamedCredentialDefinition {
  readonly name: string;
  readonly label: string;
  readonly url: string;
  readonly externalCredential: string;
}

export function loadExternalCredentials(files: MetadataFiles): ExternalCredential[] {
  return files.read('externalCredentials', 'externalCredential').map(({ name, root }) => {
    const parameters = nodesOf(root, 'externalCredentialParameters');
    const ofType = (type: string) => parameters.filter((node) => textOf(node, 'parameterType') === type);
    return {
      name,
      label: textOf(root, 'label') ?? name,
      principals: ofType('NamedPrincipal').map((node) => textOf(node, 'parameterName') ?? ''),
      headers: ofType('AuthHeader').map((node) => ({
        name: textOf(node, 'parameterName') ?? '',
        parts: headerParts(name, textOf(node, 'parameterValue') ?? ''),
      })),
    };
  });
}

export function loadNamedCredentials(files: MetadataFiles): NamedCredentialDefinition[] {
  return files.read('namedCredentials', 'namedCredential').map(({ name, root }) => {
    const parameters = nodesOf(root, 'namedCredentialParameters');
    return {
      name,
      label: textOf(root, 'label') ?? name,
      url: (parameter(parameters, 'Url', 'parameterValue') ?? '').replace(/\/+$/, ''),
      externalCredential: parameter(parameters, 'Authentication', 'externalCredential') ?? '',
    };
  });
}

function parameter(nodes: readonly MetadataNode[], type: string, element: string): string | null {
  const node = nodes.find((candidate) => textOf(candidate, 'parameterType') === type);
  return node ? textOf(node, element) : null;
}

/** Splits `{!'Bearer ' & $Credential.X.Key}` or `Bearer {!$Credential.X.Key}` into text and parameters. */
function headerParts(credential: string, formula: string): CredentialHeader['parts'] {
  const parts: ({ text: string } | { parameter: string })[] = [];
  for (const [, text, expression] of formula.matchAll(/((?:(?!\{!).)+)|\{!(.*?)\}/gs)) {
    if (text !== undefined) parts.push({ text });
    for (const term of expression?.split('&') ?? []) {
      const literal = /^\s*(['"])(.*)\1\s*$/.exec(term)?.[2];
      const [, owner, parameter] = /^\s*\$Credential\.(\w+)\.(\w+)\s*$/.exec(term) ?? [];
      if (literal !== undefined) parts.push({ text: literal });
      else if (owner === credential && parameter) parts.push({ parameter });
      else {
        throw new Error(
          `Failed to read external credential "${credential}": "${term.trim()}" is not simulated. Use text and $Credential.${credential}.<Parameter>.`,
        );
      }
    }
  }
  return parts;
}
