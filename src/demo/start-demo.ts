import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { buildWebApps } from '../service/build-web-apps.ts';
import { readConfig } from '../service/config.ts';
import { openInstallation } from '../service/installation.ts';
import { type ServiceParts, startService } from '../service/main.ts';
import { PACKAGE_FOLDER, WEB_ROOT } from '../service/package-folder.ts';
import { refuseTakenPort } from '../service/refuse-taken-port.ts';
import { writeDataFolder } from '../service/storage/data-folder.ts';
import type { OrgCore, SimulatedOrg } from '../simulator/core.ts';
import { registerPages } from '../simulator/pages/register-pages.ts';
import { startSimulatedOrg } from '../simulator/server.ts';
import { signInAgent } from './agent-client.ts';
import { type DemoChannel, openDemoChannel, signingSecrets } from './demo-channel.ts';
import { type DemoFile, openDemoFile } from './demo-file.ts';
import { INES, JONAS, PRIYA } from './people.ts';
import { registerDemoRoutes } from './routes.ts';
import { idOfAgent, seedAccount } from './seed-account.ts';
import { seedProperties } from './seed-properties.ts';
import { seedConnection, seedEscalation } from './seed-salesforce.ts';
import { seedThreads } from './seed-threads.ts';
import { seedWork } from './seed-work.ts';
import { welcome } from './welcome.ts';

export interface DemoOptions {
  carePort: number;
  orgPort: number;
  /** Where a sandbox copied from the org may be, once somebody makes one; its Visualforce pages have the next port. */
  sandboxPort: number;
  dataDir: string;
  /** Whether customers answer replies by themselves from the start. */
  scripted: boolean;
  /** Gives the org person accounts; one that has them keeps them. */
  personAccounts?: boolean;
  /** Adds to the org's server what somebody wants to look at besides: a measurement's page. */
  addToOrg?: (app: FastifyInstance, org: OrgCore) => Promise<void>;
  log: (line: string) => void;
}

export interface RunningDemo {
  careUrl: string;
  orgUrl: string;
  /** What to tell whoever started it. */
  welcome: readonly string[];
  stop(): Promise<void>;
}

const CLIENT_ID = 'care-demo';

/**
 * Starts everything on this machine: embedded PostgreSQL, the simulated org, the web pages, the service,
 * the customers' side, and the seed. It can be killed at any point; the next start goes on from there.
 *
 * @throws SetupError when the data folder or a port is taken.
 */
export async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  const { carePort, orgPort, dataDir, log } = options;
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const installation = await openInstallation({ env: { CARE_DATA_DIR: dataDir }, as: 'product', log });
    stops.push(() => installation.close());
    await refuseTakenPort(carePort, '127.0.0.1', 'CARE_PORT');
    for (const host of ['127.0.0.1', '::1']) await refuseTakenPort(orgPort, host, 'CARE_ORG_PORT');

    const demo = openDemoFile(dataDir);
    const careUrl = `http://127.0.0.1:${carePort}`;
    const building = buildWebApps(PACKAGE_FOLDER, log);
    // Its failure is told below, after what was started meanwhile can be stopped.
    building.catch(() => {});
    const org = await startOrg(options, demo, careUrl);
    stops.push(() => org.stop());
    if (options.personAccounts) await org.core.schemaSetup.enablePersonAccounts();
    await building;

    let channel: DemoChannel | undefined;
    const service = await startService(configOf(options, installation, org, demo), {
      addTo: async (parts) => {
        await seedAccount(parts, demo.accountId, careUrl);
        channel = await openDemoChannel(dataDir, careUrl, signingSecrets(parts, demo.accountId));
        // What was said before the demo began is answered by nobody.
        channel.scripted.on = false;
        stops.push(() => channel!.stop());
        await seedThreads(parts, demo.accountId, channel.threads);
        channel.scripted.on = options.scripted;
        await registerDemoRoutes(parts, demo.accountId, channel);
      },
    });
    stops.push(() => service.stop());
    noteRunning(options, installation.databaseUrl, org);
    await seedThroughTheApi(careUrl, service.parts, org, demo, log);
    return { careUrl, orgUrl: org.url, welcome: welcome(careUrl, org.url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startOrg(
  { orgPort, dataDir, addToOrg }: DemoOptions,
  demo: DemoFile,
  careUrl: string,
): Promise<SimulatedOrg> {
  return startSimulatedOrg({
    port: orgPort,
    dataDir: join(dataDir, 'org'),
    forceAppDir: join(PACKAGE_FOLDER, 'force-app/main/default'),
    careServiceUrl: careUrl,
    externalClientApp: {
      clientId: CLIENT_ID,
      clientSecret: demo.clientSecret,
      callbackUrl: `${careUrl}/v1/salesforce/callback`,
    },
    pages: async (app, org) => {
      await registerPages(app, org);
      await addToOrg?.(app, org);
    },
  });
}

function configOf(
  { carePort, sandboxPort }: DemoOptions,
  { databaseUrl, vaultKey }: { databaseUrl: string; vaultKey: Buffer },
  org: SimulatedOrg,
  demo: DemoFile,
) {
  const sandbox = [sandboxPort, sandboxPort + 1].map((port) => `http://localhost:${port}`);
  const environment = {
    CARE_PORT: String(carePort),
    CARE_SALESFORCE_CLIENT_ID: CLIENT_ID,
    CARE_SALESFORCE_CLIENT_SECRET: demo.clientSecret,
    CARE_SALESFORCE_LOGIN_URL: org.url,
    CARE_SALESFORCE_SANDBOX_LOGIN_URL: org.url,
    CARE_PUBSUB_ENDPOINT: org.pubSubAddress,
    CARE_PUBSUB_INSECURE: '1',
    CARE_TRUSTED_ORG_ORIGINS: [org.url, org.visualforceUrl, ...sandbox].join(','),
  };
  return { ...readConfig(environment, { databaseUrl, vaultKey, webRoot: WEB_ROOT }), demo: true as const };
}

function noteRunning(
  { carePort, orgPort, dataDir }: DemoOptions,
  databaseUrl: string,
  org: SimulatedOrg,
): void {
  const { hostname, port } = new URL(databaseUrl);
  writeDataFolder(dataDir, {
    pid: process.pid,
    startedAt: new Date().toISOString(),
    ports: { care: carePort, org: orgPort, pubsub: Number(org.pubSubAddress.split(':').at(-1)) },
    database: { host: hostname, port: Number(port) },
  });
}

/** What an agent would do by hand is done through the API, each step once. */
async function seedThroughTheApi(
  careUrl: string,
  parts: ServiceParts,
  org: SimulatedOrg,
  demo: DemoFile,
  log: (line: string) => void,
): Promise<void> {
  if (demo.done.length === 3) return;
  log('Preparing the demo account …');
  const signIn = async (agent: typeof INES) =>
    signInAgent(careUrl, parts.signIn, demo.accountId, await idOfAgent(parts, demo.accountId, agent));
  const agents = { ines: await signIn(INES), jonas: await signIn(JONAS), priya: await signIn(PRIYA) };
  try {
    await demo.once('work', () => seedWork(agents));
    await demo.once('properties', () => seedProperties(agents.ines));
    await demo.once('connection', () => seedConnection(careUrl, org, agents));
    await demo.once('escalation', () => seedEscalation(agents, log));
  } catch (error) {
    // A demo that lacks a step is still worth a look, and the next start tries the step again.
    log(`The demo is not complete. ${error instanceof Error ? error.message : String(error)}`);
  }
}
