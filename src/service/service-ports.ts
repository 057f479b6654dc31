import { redeemCode } from '../api/embed.ts';
import type { Actor } from '../domain/agent.ts';
import type { ActionPorts } from './care/actions.ts';
import type { EmbedPorts } from './care/embed.ts';
import type { EmbedLinkPorts } from './care/embed-link.ts';
import { type FirstSightPorts, firstSight, type ReadFirstSight, sightOf } from './care/first-sight.ts';
import type { VisitHub } from './care/visit-hub.ts';
import { onceOf } from './http/idempotency.ts';
import { permit } from './permit.ts';
import { Problem } from './problem.ts';
import type { SalesforceIntegration } from './salesforce/integration.ts';
import type { Vault } from './salesforce/vault.ts';
import type { Services } from './services.ts';
import { actionStore } from './storage/action-store.ts';
import type { Database } from './storage/database.ts';
import { embedStore } from './storage/embed-store.ts';
import { readEscalationProgress, requestEscalation } from './storage/escalation-requests.ts';
import { requestLink } from './storage/link-requests.ts';
import { sealedSecretOfProfile } from './storage/profile-secret.ts';
import { readUndoProgress, requestUndo } from './storage/undo-requests.ts';
import { visitStore } from './storage/visit-store.ts';
import type { EscalationPorts } from './sync/escalate.ts';
import { awaitLink, type LinkPorts, linkCase, requestLink as linkRequest } from './sync/link-case.ts';
import type { UndoPorts } from './sync/undo-escalation.ts';

/* What the use cases ask for, bound to the database and to Salesforce. */

/** Waits so many milliseconds; in tests, for less. */
export type Wait = (ms: number) => Promise<void>;

export function embedPorts(
  { db, now, log, config }: Services,
  salesforce: SalesforceIntegration,
  visits: VisitHub,
): EmbedPorts {
  const { isOrgHost, canReadRecord } = salesforce;
  const { publicUrl, identityLinkUrl = null } = config;
  const visitPorts = visitStore(db);
  return {
    ...embedStore(db),
    now,
    publicUrl,
    identityLinkUrl,
    isOrgHost,
    canReadRecord,
    async sightForWaiting(visit, actor, caseId) {
      if (!visits.isWaiting(visit) || !maySee(actor)) return null;
      try {
        return await sightOf(visitPorts, actor, caseId);
      } catch (error) {
        log.warn({ err: error }, 'a frame begins without its case');
        return null;
      }
    },
    showSight: (visit, sight) => visits.show(visit, sight),
  };
}

export function firstSightReader(db: Database, visits: VisitHub): ReadFirstSight {
  const ports: FirstSightPorts = {
    ...visitStore(db),
    watchVisit: (visit, heard) => visits.watch(visit, heard),
  };
  return (visit) => firstSight(ports, visit, maySee);
}

/** What redeeming the code would ask of whoever it was made for. */
function maySee(actor: Actor): boolean {
  try {
    permit(actor, redeemCode);
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

export function escalationPorts(services: Services, waitForNews: Wait): EscalationPorts {
  const { db, now } = services;
  const environment = { db, now, caseUrl: caseUrlOf(services) };
  return {
    request: (request) => requestEscalation(environment, request),
    progress: (accountId, escalationId) => readEscalationProgress(db, accountId, escalationId),
    waitForNews,
  };
}

export function linkPorts(services: Services, waitForNews: Wait): LinkPorts {
  const { progress } = escalationPorts(services, waitForNews);
  const environment = { db: services.db, caseUrl: caseUrlOf(services) };
  return { progress, waitForNews, requestLink: (request) => requestLink(environment, request) };
}

export function undoPorts(services: Services, waitForNews: Wait): UndoPorts {
  return {
    request: (request) => requestUndo(services, request),
    progress: (accountId, of) => readUndoProgress(services.db, accountId, of),
    waitForNews,
  };
}

export function embedLinkPorts(salesforce: SalesforceIntegration, links: LinkPorts): EmbedLinkPorts {
  const { canReadRecord, peopleOfRecord } = salesforce;
  return { canReadRecord, peopleOfRecord, link: (request) => linkCase(links, request) };
}

export function actionPorts(
  services: Services,
  salesforce: SalesforceIntegration,
  links: LinkPorts,
): ActionPorts {
  const { db, now, log, config } = services;
  const { connectionOfCredential, noteCopy, caseOfRecord } = embedStore(db);
  return {
    ...actionStore(db),
    now,
    publicUrl: config.publicUrl,
    caseUrl: caseUrlOf(services),
    connectionOfCredential,
    noteCopy,
    caseOfRecord,
    readableRecords: salesforce.readableRecords,
    once: onceOf(db),
    requestLink: (request) => linkRequest(links, request),
    awaitLink: (accountId, escalationId, patienceMs) => awaitLink(links, accountId, escalationId, patienceMs),
    report: (error) => log.error({ err: error }, 'an input of an action failed'),
  };
}

/** Where a case opens in Care. */
export const caseUrlOf =
  ({ config }: Services) =>
  (caseId: string): string =>
    `${config.publicUrl}/desk/cases/${caseId}`;

export function secretOfProfile(db: Database, vault: Vault) {
  return async (profileId: string) => {
    const found = await sealedSecretOfProfile(db, profileId);
    if (!found) return null;
    const { accountId, modules, sealed } = found;
    return {
      accountId,
      modules,
      secret: vault.open(sealed, { kind: 'signing_secret', accountId, profileId }),
    };
  };
}
