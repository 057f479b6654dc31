import { z } from 'zod';

/** All settings of a running service, parsed once. Secrets never leave this object for a log. */
export interface ServiceConfig {
  http: { host: string; port: number };
  /** Origin under which browsers reach the service, no trailing slash. */
  publicUrl: string;
  /** Addresses or ranges of proxies in front, whose word on where a request came from is taken; absent: nobody's. */
  trustedProxies?: string[];
  /** Login of the role care_service. */
  databaseUrl: string;
  roles: { http: boolean; worker: boolean };
  /** 32 bytes: wraps what tokens and signing secrets are sealed with (AES-256-GCM). */
  vaultKey: Buffer;
  /** Still open what they sealed; what is left of it moves to `vaultKey` by itself. */
  earlierVaultKeys?: Buffer[];
  salesforce: {
    clientId: string;
    clientSecret: string;
    loginUrls: { production: string; sandbox: string };
    /** host:port of the Pub/Sub API. */
    pubSubEndpoint: string;
    /** Without TLS: only ever a simulated org on loopback. */
    pubSubInsecure: boolean;
    /** Origins allowed beside https hosts of Salesforce's own domains. */
    trustedOrigins: string[];
    /** Version of the package that admins install, `04t…`; absent: the pages say to ask for it. */
    packageId?: string;
  } | null;
  /** Whoever requests an integration gets it at once; absent: the operator enables it. */
  enableIntegrations?: true;
  /** Where people link their Salesforce user to their Care agent; absent: there is no such page. */
  identityLinkUrl?: string;
  /** The company's sign-in (OpenID Connect), and what people call it. */
  oidc?: { issuer: string; clientId: string; clientSecret: string; label: string };
  /** Set by the demo alone, never by the environment: nobody here is real, and one click signs them in. */
  demo?: true;
  /** How people are told of an access that ends; absent: only on the pages. */
  notices?: {
    /** smtp(s)://user:password@host:port */
    smtpUrl: string | null;
    from: string;
    webhook: { url: string; secret: string } | null;
  };
  /** Where the built web apps are. */
  webRoot: string;
}

const origin = z.url().transform((text) => new URL(text).origin);
const issuer = z.url().refine((text) => {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}, 'an https address, or one of this machine');

const Environment = z.object({
  CARE_HOST: z.string().default('127.0.0.1'),
  CARE_PORT: z.coerce.number().int().min(0).max(65_535).default(4400),
  CARE_PUBLIC_URL: origin.optional(),
  CARE_IDENTITY_LINK_URL: z.url({ protocol: /^https?$/ }).optional(),
  CARE_INTEGRATION_AUTO_ENABLE: z.enum(['0', '1']).default('0'),
  CARE_ROLES: z.enum(['http', 'worker', 'http,worker', 'worker,http']).default('http,worker'),
  CARE_VAULT_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, '64 hexadecimal digits (32 bytes)')
    .optional(),
  CARE_VAULT_EARLIER_KEYS: z
    .string()
    .regex(/^([0-9a-f]{64}(,[0-9a-f]{64})*)?$/i, 'keys of 64 hexadecimal digits, with commas between them')
    .default(''),
  DATABASE_URL: z.string().optional(),
  CARE_SALESFORCE_CLIENT_ID: z.string().optional(),
  CARE_SALESFORCE_CLIENT_SECRET: z.string().optional(),
  CARE_SALESFORCE_LOGIN_URL: origin.default('https://login.salesforce.com'),
  CARE_SALESFORCE_SANDBOX_LOGIN_URL: origin.default('https://test.salesforce.com'),
  CARE_PUBSUB_ENDPOINT: z.string().default('api.pubsub.salesforce.com:7443'),
  CARE_PUBSUB_INSECURE: z.enum(['0', '1']).default('0'),
  CARE_SALESFORCE_PACKAGE_ID: z
    .string()
    .regex(/^04t[a-zA-Z0-9]{12}([a-zA-Z0-9]{3})?$/, 'a package version, 04t and 12 or 15 characters')
    .optional(),
  CARE_TRUSTED_ORG_ORIGINS: z.string().default(''),
  CARE_TRUSTED_PROXIES: z
    .string()
    .regex(/^[0-9a-f.:/, ]*$/i, 'addresses or ranges, with commas between them')
    .default(''),
  CARE_OIDC_ISSUER: issuer.optional(),
  CARE_OIDC_CLIENT_ID: z.string().optional(),
  CARE_OIDC_CLIENT_SECRET: z.string().optional(),
  CARE_OIDC_LABEL: z.string().min(1).max(40).default('your company account'),
  CARE_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  CARE_SMTP_FROM: z.email().optional(),
  CARE_NOTICE_WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .refine(isSafeTarget, 'https, or an address of this machine')
    .optional(),
  CARE_NOTICE_WEBHOOK_SECRET: z.string().startsWith('whsec_').optional(),
  CARE_WEB_ROOT: z.string().optional(),
});

function isSafeTarget(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return (
    protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
  );
}

function noticesOf(e: z.output<typeof Environment>, publicUrl: string): ServiceConfig['notices'] {
  const { CARE_NOTICE_WEBHOOK_URL: url, CARE_NOTICE_WEBHOOK_SECRET: secret } = e;
  if (!e.CARE_SMTP_URL && !(url && secret)) return undefined;
  return {
    smtpUrl: e.CARE_SMTP_URL ?? null,
    from: e.CARE_SMTP_FROM ?? `care@${new URL(publicUrl).hostname}`,
    webhook: url && secret ? { url, secret } : null,
  };
}

/** What the embedding process has decided already: the database it started, the key it keeps. */
export interface ConfigDefaults {
  databaseUrl: string;
  vaultKey: Buffer;
  earlierVaultKeys?: readonly Buffer[];
  webRoot: string;
}

/** @throws Error naming each wrong variable and what it has to be, never its value. */
export function readConfig(env: NodeJS.ProcessEnv, defaults: ConfigDefaults): ServiceConfig {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const facts = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is not right. ${facts.join('; ')}. Correct it and start again.`);
  }
  const e = parsed.data;
  const publicUrl = e.CARE_PUBLIC_URL ?? `http://${e.CARE_HOST}:${e.CARE_PORT}`;
  const notices = noticesOf(e, publicUrl);
  return {
    http: { host: e.CARE_HOST, port: e.CARE_PORT },
    publicUrl,
    trustedProxies: e.CARE_TRUSTED_PROXIES.split(',')
      .map((text) => text.trim())
      .filter(Boolean),
    databaseUrl: e.DATABASE_URL ?? defaults.databaseUrl,
    roles: { http: e.CARE_ROLES.includes('http'), worker: e.CARE_ROLES.includes('worker') },
    vaultKey: e.CARE_VAULT_KEY ? Buffer.from(e.CARE_VAULT_KEY, 'hex') : defaults.vaultKey,
    earlierVaultKeys: [
      ...e.CARE_VAULT_EARLIER_KEYS.split(',').flatMap((hex) => (hex ? [Buffer.from(hex, 'hex')] : [])),
      ...(defaults.earlierVaultKeys ?? []),
    ],
    salesforce:
      e.CARE_SALESFORCE_CLIENT_ID && e.CARE_SALESFORCE_CLIENT_SECRET
        ? {
            clientId: e.CARE_SALESFORCE_CLIENT_ID,
            clientSecret: e.CARE_SALESFORCE_CLIENT_SECRET,
            loginUrls: {
              production: e.CARE_SALESFORCE_LOGIN_URL,
              sandbox: e.CARE_SALESFORCE_SANDBOX_LOGIN_URL,
            },
            pubSubEndpoint: e.CARE_PUBSUB_ENDPOINT,
            pubSubInsecure: e.CARE_PUBSUB_INSECURE === '1',
            trustedOrigins: e.CARE_TRUSTED_ORG_ORIGINS.split(',').filter((text) => text !== ''),
            ...(e.CARE_SALESFORCE_PACKAGE_ID ? { packageId: e.CARE_SALESFORCE_PACKAGE_ID } : {}),
          }
        : null,
    ...(e.CARE_INTEGRATION_AUTO_ENABLE === '1' ? { enableIntegrations: true as const } : {}),
    ...(e.CARE_OIDC_ISSUER && e.CARE_OIDC_CLIENT_ID && e.CARE_OIDC_CLIENT_SECRET
      ? {
          oidc: {
            issuer: e.CARE_OIDC_ISSUER,
            clientId: e.CARE_OIDC_CLIENT_ID,
            clientSecret: e.CARE_OIDC_CLIENT_SECRET,
            label: e.CARE_OIDC_LABEL,
          },
        }
      : {}),
    ...(e.CARE_IDENTITY_LINK_URL ? { identityLinkUrl: e.CARE_IDENTITY_LINK_URL } : {}),
    ...(notices ? { notices } : {}),
    webRoot: e.CARE_WEB_ROOT ?? defaults.webRoot,
  };
}
