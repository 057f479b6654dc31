import type { NamedCredential } from '../core.ts';
import { notFound, SalesforceError } from '../salesforce-error.ts';
import type { ExternalCredential } from '../schema/credentials.ts';
import { type Action, type ApiCall, objectBody, param } from './action.ts';

/** Connect REST for credentials; the documented resource list is followed, body shapes are our reading of it. */
export const createCredential: Action = {
  operation: 'credential-create',
  method: 'POST',
  path: '/named-credentials/credential',
  handle: (call) => store(call, false),
};

export const updateCredential: Action = {
  operation: 'credential-update',
  method: 'PUT',
  path: '/named-credentials/credential',
  handle: (call) => store(call, true),
};

export const getCredential: Action = {
  operation: 'credential',
  method: 'GET',
  path: '/named-credentials/credential',
  handle(call) {
    requireSetup(call);
    return {
      status: 200,
      body: credentialBody(
        call,
        call.query.get('externalCredential') ?? '',
        call.query.get('principalName') ?? '',
      ),
    };
  },
};

export const deleteCredential: Action = {
  operation: 'credential-delete',
  method: 'DELETE',
  path: '/named-credentials/credential',
  handle(call) {
    requireSetup(call);
    const name = call.query.get('externalCredential') ?? '';
    const body = credentialBody(call, name, call.query.get('principalName') ?? '');
    call.org.namedCredentials.forget(body.externalCredential, body.principalName);
    return { status: 204 };
  },
};

export const listExternalCredentials: Action = {
  operation: 'external-credentials',
  method: 'GET',
  path: '/named-credentials/external-credentials',
  handle(call) {
    requireSetup(call);
    const externalCredentials = call.org.namedCredentials
      .externalCredentials()
      .map((one) => externalCredentialBody(call, one));
    return { status: 200, body: { externalCredentials } };
  },
};

export const getExternalCredential: Action = {
  operation: 'external-credential',
  method: 'GET',
  path: '/named-credentials/external-credentials/:name',
  handle(call) {
    requireSetup(call);
    const found = call.org.namedCredentials.externalCredential(param(call, 'name'));
    if (!found) throw notFound();
    return { status: 200, body: externalCredentialBody(call, found) };
  },
};

export const listNamedCredentials: Action = {
  operation: 'named-credentials',
  method: 'GET',
  path: '/named-credentials/named-credential-setup',
  handle(call) {
    requireSetup(call);
    const namedCredentials = call.org.namedCredentials.list().map((one) => namedCredentialBody(call, one));
    return { status: 200, body: { namedCredentials } };
  },
};

export const getNamedCredential: Action = {
  operation: 'named-credential',
  method: 'GET',
  path: '/named-credentials/named-credential-setup/:name',
  handle(call) {
    requireSetup(call);
    return { status: 200, body: namedCredentialBody(call, namedCredentialOf(call)) };
  },
};

/** Of what a named credential is, only its address can be changed here. */
export const updateNamedCredential: Action = {
  operation: 'named-credential-update',
  method: 'PUT',
  path: '/named-credentials/named-credential-setup/:name',
  handle(call) {
    requireSetup(call);
    const { name } = namedCredentialOf(call);
    const { calloutUrl, developerName } = objectBody(call);
    if (typeof calloutUrl !== 'string' || !URL.canParse(calloutUrl))
      throw invalid('calloutUrl must be an address');
    if (developerName !== undefined && developerName !== name) throw invalid('developerName cannot change');
    call.org.namedCredentials.setUrl(name, calloutUrl);
    return { status: 200, body: namedCredentialBody(call, namedCredentialOf(call)) };
  },
};

function namedCredentialOf(call: ApiCall): NamedCredential {
  const found = call.org.namedCredentials.get(param(call, 'name'));
  if (!found) throw notFound();
  return found;
}

const namedCredentialBody = (
  { org }: ApiCall,
  { name, label, url, externalCredential }: NamedCredential,
) => ({
  developerName: name,
  masterLabel: label,
  type: 'SecuredEndpoint',
  calloutUrl: url,
  calloutStatus: 'Enabled',
  externalCredentials: [
    {
      developerName: externalCredential,
      masterLabel: org.namedCredentials.externalCredential(externalCredential)?.label ?? externalCredential,
    },
  ],
});

function externalCredentialBody(call: ApiCall, { name, label, principals }: ExternalCredential) {
  const described = principals.map((principalName, index) => ({
    principalName,
    principalType: 'NamedPrincipal',
    sequenceNumber: index + 1,
    authenticationStatus: status(call, name, principalName),
  }));
  return {
    developerName: name,
    masterLabel: label,
    authenticationProtocol: 'Custom',
    authenticationStatus: described.every((one) => one.authenticationStatus === 'Configured')
      ? 'Configured'
      : 'Unknown',
    principals: described,
    relatedNamedCredentials: call.org.namedCredentials
      .list()
      .filter(({ externalCredential }) => externalCredential === name)
      .map((one) => ({ developerName: one.name, masterLabel: one.label })),
  };
}

function store(call: ApiCall, exists: boolean) {
  requireSetup(call);
  const { externalCredential = '', principalName = '', principalType, credentials } = objectBody(call);
  const body = credentialBody(call, String(externalCredential), String(principalName));
  if (principalType !== 'NamedPrincipal') throw invalid('principalType must be NamedPrincipal');
  if ((body.authenticationStatus === 'Configured') !== exists) {
    throw invalid(
      exists
        ? 'The credential does not exist yet; create it with POST.'
        : 'The credential exists already; update it with PUT.',
    );
  }
  const values: Record<string, string> = {};
  for (const [name, parameter] of Object.entries(
    typeof credentials === 'object' && credentials ? credentials : {},
  )) {
    const value: unknown =
      typeof parameter === 'object' && parameter ? (parameter as { value?: unknown }).value : undefined;
    if (typeof value !== 'string' || value === '') throw invalid(`credentials.${name}.value must be text`);
    values[name] = value;
  }
  if (Object.keys(values).length === 0) throw invalid('credentials must name at least one parameter');
  call.org.namedCredentials.store(body.externalCredential, body.principalName, values);
  return {
    status: exists ? 200 : 201,
    body: credentialBody(call, body.externalCredential, body.principalName),
  };
}

function credentialBody(call: ApiCall, name: string, principalName: string) {
  const found = call.org.namedCredentials.externalCredential(name);
  if (!found?.principals.includes(principalName)) {
    throw new SalesforceError(
      404,
      'NOT_FOUND',
      `The external credential principal ${name}-${principalName} does not exist.`,
    );
  }
  const parameters = call.org.namedCredentials.parametersOf(found.name, principalName);
  return {
    externalCredential: found.name,
    principalName,
    // Secrets never come back.
    credentials: Object.fromEntries(parameters.map((one) => [one, { encrypted: true, value: null }])),
    principalType: 'NamedPrincipal',
    authenticationProtocol: 'Custom',
    authenticationStatus: status(call, found.name, principalName),
  };
}

const status = (call: ApiCall, name: string, principal: string) =>
  call.org.namedCredentials.isConfigured(name, principal) ? 'Configured' : 'Unknown';

function requireSetup({ user }: ApiCall): void {
  if (user.rights.customizeApplication) return;
  throw new SalesforceError(
    403,
    'INSUFFICIENT_ACCESS',
    'You need Manage Named Credentials or Customize Application.',
  );
}

const invalid = (message: string) => new SalesforceError(400, 'INVALID_API_INPUT', message);
