import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import { DEFAULT_MESSAGE_MAPPING } from '../domain/default-message-mapping.ts';
import { LiveHub } from './care/live-hub.ts';
import type { CarePorts } from './care/ports.ts';
import type { SignInPorts } from './care/sign-in.ts';
import { VisitHub } from './care/visit-hub.ts';
import type { ServiceConfig } from './config.ts';
import { actionRoutes } from './http/actions.ts';
import { buildApp } from './http/app.ts';
import { auditRoutes } from './http/audit.ts';
import { automaticRuleRoutes } from './http/automatic-rules.ts';
import { bulkEscalationRoutes } from './http/bulk-escalations.ts';
import { caseFieldRoutes } from './http/case-fields.ts';
import { casePropertyRoutes } from './http/case-properties.ts';
import { caseRoutes } from './http/cases.ts';
import { channelRoutes } from './http/channel.ts';
import { checkRoutes } from './http/checks.ts';
import { communityRoutes } from './http/community.ts';
import { connectedUserRoutes } from './http/connected-users.ts';
import { embedRoutes } from './http/embed.ts';
import { embedListRoutes } from './http/embed-lists.ts';
import { integrationRoutes } from './http/integrations.ts';
import { liveRoutes } from './http/live.ts';
import { mappingHealthRoutes } from './http/mapping-health.ts';
import { mappingRoutes } from './http/mappings.ts';
import { openApiDocument } from './http/openapi.ts';
import { operationRoutes } from './http/operations.ts';
import type { SendShell } from './http/page-shell.ts';
import { addPages } from './http/pages.ts';
import { peopleRoutes } from './http/people.ts';
import { roleRoutes } from './http/roles.ts';
import { salesforceAttemptRoutes } from './http/salesforce-attempts.ts';
import { salesforceCaseRoutes } from './http/salesforce-cases.ts';
import { salesforceConnectionRoutes } from './http/salesforce-connections.ts';
import { type ReadSession, sessionRoutes } from './http/session.ts';
import { signInRoutes } from './http/sign-in.ts';
import { undoRoutes } from './http/undo.ts';
import { openIdServer } from './open-id-server.ts';
import { createAutomaticRulesDesk } from './salesforce/automatic-rules-desk.ts';
import { createBulkDesk } from './salesforce/bulk-desk.ts';
import { createCommunityDesk } from './salesforce/community-desk.ts';
import { createConnectedUsersDesk } from './salesforce/connected-users-desk.ts';
import { createIdentityDesk } from './salesforce/identity-desk.ts';
import { createSalesforceIntegration } from './salesforce/integration.ts';
import { createIntegrationDesk } from './salesforce/integration-desk.ts';
import { createMappingDesk } from './salesforce/mapping-desk.ts';
import { createMappingHealthDesk } from './salesforce/mapping-health-desk.ts';
import { createSalesforceDesk } from './salesforce/salesforce-desk.ts';
import { createUndoDesk } from './salesforce/undo-desk.ts';
import { createVault, type Vault } from './salesforce/vault.ts';
import {
  actionPorts,
  caseUrlOf,
  embedLinkPorts,
  embedPorts,
  escalationPorts,
  firstSightReader,
  linkPorts,
  secretOfProfile,
  undoPorts,
  type Wait,
} from './service-ports.ts';
import type { Services } from './services.ts';
import { startBackground } from './start-background.ts';
import { listAudit, listAuditActors } from './storage/audit.ts';
import { carePorts } from './storage/care-store.ts';
import { saveCommunityMessage } from './storage/community-message.ts';
import { openDatabase } from './storage/database.ts';
import { scopeStore } from './storage/embed-store.ts';
import { escalateByRule } from './storage/escalate-by-rule.ts';
import { listen } from './storage/listen.ts';
import { peoplePorts } from './storage/people-store.ts';
import { whoChangesRoles } from './storage/role.ts';
import { sessionOf } from './storage/session-view.ts';
import { signInPorts } from './storage/sign-in.ts';

/** What a composition around the service (the demo) is given to add its own pages and endpoints. */
export interface ServiceParts {
  app: FastifyInstance;
  services: Services;
  care: CarePorts;
  signIn: SignInPorts;
  vault: Vault;
  sendShell: SendShell;
}

export interface ServiceExtensions {
  log?: Logger;
  now?: () => Date;
  /** How often there is a look, in milliseconds; as each has it, when left out. */
  every?: { heartbeat?: number; invitations?: number };
  /** Waits a little for Salesforce's answer to what a person has pressed; that long, when left out. */
  waitForNews?: Wait;
  addTo?: (parts: ServiceParts) => Promise<void> | void;
}

export interface RunningService {
  /** Where it listens; the port is the real one when 0 was asked for. */
  address: { host: string; port: number };
  parts: ServiceParts;
  stop(): Promise<void>;
}

/** Binds ports to adapters and starts the roles asked for. The database has been migrated before. */
export async function startService(
  config: ServiceConfig,
  extensions: ServiceExtensions = {},
): Promise<RunningService> {
  const { now = () => new Date(), every = {}, waitForNews = wait } = extensions;
  const log = extensions.log ?? pino({ name: 'care', level: process.env.CARE_LOG_LEVEL ?? 'warn' });
  const db = openDatabase(config.databaseUrl);
  const vault = createVault(config.vaultKey, config.earlierVaultKeys);
  const services: Services = { db, now, log, config };
  const care = carePorts(
    db,
    now,
    escalateByRule({
      now,
      caseUrl: caseUrlOf(services),
      report: (error, caseId) => log.error({ err: error, caseId }, 'no rule could judge a case'),
    }),
  );
  const signIn = signInPorts(db, now);
  const people = peoplePorts(db);
  const hub = new LiveHub();
  const mapping = DEFAULT_MESSAGE_MAPPING;
  const salesforce = createSalesforceIntegration({ db, vault, config, now, log, mapping });
  const visits = new VisitHub();
  const embed = embedPorts(services, salesforce, visits);
  const ears = listenToEvents(config, hub, visits);
  const caseUrl = caseUrlOf(services);
  const desk = createSalesforceDesk({ db, integration: salesforce, now, caseUrl });
  const links = linkPorts(services, waitForNews);
  const messageUrl = (id: string) => `${config.publicUrl}/desk/community/${id}`;
  const secure = config.publicUrl.startsWith('https:');

  const readSession: ReadSession = async (accountId, agentId) => {
    const session = await sessionOf(db, accountId, agentId);
    return session && { ...session, demo: config.demo === true };
  };

  const app = await buildApp(services, whoChangesRoles(db), care, [
    ...operationRoutes(db),
    ...auditRoutes(
      (accountId, ...page) => db.forAccount(accountId, (tx) => listAudit(tx, ...page)),
      (accountId, connectionId) => db.forAccount(accountId, (tx) => listAuditActors(tx, connectionId)),
    ),
    ...sessionRoutes(signIn, readSession, secure),
    ...signInRoutes({ ports: signIn, server: config.oidc && openIdServer(config.oidc), config, secure, log }),
    ...roleRoutes(people),
    ...peopleRoutes(people, signIn, config),
    ...caseRoutes(care),
    ...casePropertyRoutes(care),
    ...caseFieldRoutes(care),
    ...liveRoutes(care, hub, every.heartbeat),
    ...channelRoutes(care, (...message) => saveCommunityMessage(db, ...message), secretOfProfile(db, vault)),
    ...communityRoutes(createCommunityDesk({ db, integration: salesforce, now, messageUrl })),
    ...embedRoutes(embed, care),
    ...actionRoutes(care, actionPorts(services, salesforce, links)),
    ...embedListRoutes(care, scopeStore(db), embedLinkPorts(salesforce, links)),
    ...salesforceCaseRoutes(desk, escalationPorts(services, waitForNews)),
    ...bulkEscalationRoutes(createBulkDesk({ db, describes: salesforce.describes, now, caseUrl })),
    ...undoRoutes(
      createUndoDesk({ db, integration: salesforce, now, ports: undoPorts(services, waitForNews) }),
    ),
    ...integrationRoutes(createIntegrationDesk(db, config)),
    ...salesforceAttemptRoutes(salesforce.attempts, salesforce.configured, secure),
    ...salesforceConnectionRoutes(desk),
    ...checkRoutes(salesforce.checks),
    ...mappingRoutes(createMappingDesk({ db, integration: salesforce, now, caseUrl })),
    ...automaticRuleRoutes(createAutomaticRulesDesk({ db, integration: salesforce, now, caseUrl })),
    ...mappingHealthRoutes(createMappingHealthDesk(db, salesforce)),
    ...connectedUserRoutes(
      createConnectedUsersDesk({ db, integration: salesforce }),
      createIdentityDesk(db, salesforce),
    ),
  ]);
  app.get('/openapi.json', (_request, reply) => reply.send(openApiDocument()));
  const sendShell = await addPages(app, services, firstSightReader(db, visits));
  const parts: ServiceParts = { app, services, care, signIn, vault, sendShell };
  await extensions.addTo?.(parts);
  await app.listen({ host: config.http.host, port: config.http.port });

  const background = startBackground({
    ...services,
    salesforce,
    care,
    desk,
    signIn,
    vault,
    mapping,
    caseUrl,
    invitationsEvery: every.invitations,
  });

  return {
    address: { host: config.http.host, port: (app.server.address() as AddressInfo).port },
    parts,
    async stop() {
      app.server.closeAllConnections();
      const ends = {
        http: () => app.close(),
        ...background.ends,
        ears: ears.stop,
        salesforce: salesforce.stop,
        ...background.lastly,
        database: db.close,
      };
      for (const [part, end] of Object.entries(ends)) {
        if (!(await endsInTime(end?.()))) log.warn({ part }, 'a part did not end in time and is cut off');
      }
    },
  };
}

/** Everything here survives being cut off, so a part that does not end in time holds nobody up. */
const STOP_PATIENCE_MS = 5_000;

function endsInTime(ending: PromiseLike<unknown> | undefined): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((done) => {
    timer = setTimeout(() => done(false), STOP_PATIENCE_MS);
  });
  return Promise.race([Promise.resolve(ending).then(() => true), patience]).finally(() =>
    clearTimeout(timer),
  );
}

function listenToEvents(config: ServiceConfig, hub: LiveHub, visits: VisitHub): { stop(): Promise<void> } {
  return listen(
    config.databaseUrl,
    {
      care_event: (payload) => {
        const [accountId, caseId, seq, assigneeId] = payload.split(' ');
        if (accountId && caseId && seq)
          hub.tell({ accountId, caseId, seq: Number(seq), assigneeId: assigneeId || null });
      },
      embed_visit: (visit) => visits.tell(visit),
    },
    () => hub.tellAll(),
  );
}

const wait: Wait = (ms) => new Promise((done) => setTimeout(done, ms));
