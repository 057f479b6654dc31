import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { SimulatedOrg } from '../../simulator/core.ts';
import type { ServiceConfig } from '../config.ts';
import { type RunningService, type ServiceExtensions, startService } from '../main.ts';
import type { TestDatabase } from '../storage/testing/create-test-database.ts';

/** A silent service over a database of its own: on a free port, without workers, Salesforce and pages unless asked for. */
export function startTestService(
  database: TestDatabase,
  config: Partial<ServiceConfig> = {},
  extensions: ServiceExtensions = {},
): Promise<RunningService> {
  return startService(
    {
      http: { host: '127.0.0.1', port: 0 },
      publicUrl: 'http://127.0.0.1:9',
      databaseUrl: database.serviceUrl,
      roles: { http: true, worker: false },
      vaultKey: randomBytes(32),
      salesforce: null,
      webRoot: mkdtempSync(join(tmpdir(), 'care-web-')),
      ...config,
    },
    { log: pino({ level: 'silent' }), ...extensions },
  );
}

/** Settings that have a service connect to a simulated org, as its external client app. */
export const connectableTo = (
  org: SimulatedOrg,
  app: { clientId: string; clientSecret: string },
): NonNullable<ServiceConfig['salesforce']> => ({
  ...app,
  loginUrls: { production: org.url, sandbox: org.url },
  pubSubEndpoint: org.pubSubAddress,
  pubSubInsecure: true,
  trustedOrigins: [org.url],
});
