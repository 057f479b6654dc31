import { SalesforceError } from '../salesforce-error.ts';
import { type Action, type ApiCall, objectBody } from './action.ts';

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

export const listExternalCredentials: Action = {
  operation: 'external-credentials',
  method: 'GET',
  path: '/named-credentials/external-credentials',
  handle(call) {
    requireSetup(call);
    const names = new Set(
      call.org.namedCredentials.list().map(({ externalCredential }) => externalCredential),
    );
    const externalCredentials = [...names].flatMap((name) => {
      const found = call.org.namedCredentials.externalCredential(name);
      if (!found) return [];
      const principals = found.principals.map((principalName) => ({
        principalName,
        principalType: 'NamedPrincipal',
        authenticationStatus: status(call, found.name, principalName),
      }));
      return [
        { developerName: found.name, masterLabel: found.name, authenticationProtocol: 'Custom', principals },
      ];
    });
    return { status: 200, body: { externalCredentials } };
  },
};

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
    body: {
      ...credentialBody(call, body.externalCredential, body.principalName),
      // Secrets never come back.
      credentials: Object.fromEntries(
        Object.keys(values).map((name) => [name, { encrypted: true, value: null }]),
      ),
    },
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
  return {
    externalCredential: found.name,
    principalName,
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
