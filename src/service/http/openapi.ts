import { z } from 'zod';
import type { Access, Endpoint } from '../../api/endpoint.ts';
import { ENDPOINTS } from '../../api/index.ts';
import { PROBLEMS, ProblemBody, type ProblemCode } from '../../api/problems.ts';
import { type Module, moduleOf } from '../../domain/module.ts';

const SECURITY: Readonly<Record<Access, string | null>> = {
  public: null,
  session: 'session',
  embed: 'embedToken',
  api_key: 'apiKey',
  connection: 'orgCredential',
  signature: 'webhookSignature',
};

const bearer = (description: string) => ({ type: 'http', scheme: 'bearer', description });

/** The API document (OpenAPI 3.1), made from the same endpoint definitions the server checks against. */
export function openApiDocument(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, endpoint] of Object.entries(ENDPOINTS)) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(name, endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Care for Salesforce',
      version: '1',
      description:
        'Problems come as RFC 9457 with a stable `code`, the fact in `detail` and what to do in `remedy`.',
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(ProblemBody) },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'care_session' },
        embedToken: bearer('15-minute token of a widget, in one of the scopes named'),
        apiKey: bearer('API key of an account'),
        orgCredential: bearer('Credential of a connected org: mints codes and runs actions'),
        webhookSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'webhook-signature',
          description: 'Standard Webhooks',
        },
      },
    },
  };
}

function operation(name: string, endpoint: Endpoint): Record<string, unknown> {
  const security = endpoint.access.flatMap((access) => {
    const scheme = SECURITY[access];
    if (!scheme) return [];
    return [{ [scheme]: access === 'embed' ? (endpoint.embedScopes ?? ['case']) : [] }];
  });
  return {
    operationId: name,
    summary: endpoint.summary,
    tags: [endpoint.tag],
    security,
    ...rights(endpoint),
    parameters: [
      ...parameters('path', endpoint.params),
      ...parameters('query', endpoint.query),
      ...(endpoint.method === 'POST' && security.length > 0 && !endpoint.access.includes('signature')
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: false,
              schema: { type: 'string', minLength: 8, maxLength: 200 },
            },
          ]
        : []),
    ],
    ...(endpoint.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } },
          },
        }
      : {}),
    responses: { ...answers(endpoint), ...problems(endpoint) },
  };
}

/** What a person's role needs; no tool knows these words, readers and our own tests do. */
function rights(endpoint: Endpoint): Record<string, unknown> {
  const { permission, contactsAndCases } = endpoint;
  const module = moduleOf(endpoint);
  return {
    ...(module ? { 'x-module': module } : {}),
    ...(permission ? { 'x-permission': typeof permission === 'string' ? [permission] : permission } : {}),
    ...(contactsAndCases ? { 'x-contacts-and-cases': contactsAndCases } : {}),
  };
}

/** What an account without the module is told, by the way its people came in. */
const withoutModule = (module: Module, access: readonly Access[]): ProblemCode[] => {
  if (module === 'community') return ['COMMUNITY_MODULE_MISSING'];
  const desk = access.some((each) => each === 'session' || each === 'api_key');
  const salesforce = access.some((each) => each !== 'session' && each !== 'api_key');
  return [
    ...(desk ? ['CARE_MODULE_MISSING' as const] : []),
    ...(salesforce ? ['EMBED_NOT_AVAILABLE' as const] : []),
  ];
};

function codesOf(endpoint: Endpoint): readonly ProblemCode[] {
  const { permission, contactsAndCases, access, problems } = endpoint;
  const module = moduleOf(endpoint);
  return [
    ...(permission || contactsAndCases ? ['PERMISSION_MISSING' as const] : []),
    ...(module ? withoutModule(module, access) : []),
    ...problems,
  ];
}

function parameters(where: 'path' | 'query', schema: z.ZodType | undefined): unknown[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: each,
  }));
}

function answers(endpoint: Endpoint): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(endpoint.answers).map(([status, schema]) => [
      status,
      schema === null
        ? { description: 'Done' }
        : schema === 'event-stream'
          ? {
              description: 'Server-sent events',
              content: { 'text/event-stream': { schema: { type: 'string' } } },
            }
          : { description: 'Done', content: { 'application/json': { schema: schemaOf(schema) } } },
    ]),
  );
}

function problems(endpoint: Endpoint): Record<string, unknown> {
  const byStatus = new Map<number, string[]>();
  for (const code of codesOf(endpoint)) {
    const { status, title, remedy } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${code}\`: ${title} ${remedy}`]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, facts]) => [
      status,
      {
        description: facts.join('\n\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'output'): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
