import { z } from 'zod';
import type { ConnectedUser, Connection, SetupFinding } from '../../domain/connection.ts';
import type { MessageMapping } from '../../domain/default-message-mapping.ts';
import { LINK_FIELDS, SALESFORCE_API_VERSION } from '../../domain/salesforce-names.ts';
import { changeConnection } from '../storage/connection.ts';
import type { Database } from '../storage/database.ts';
import { hasEmbedCredential } from '../storage/embed-credential.ts';
import type { SalesforceOutcome } from '../sync/ports.ts';
import { fieldsOf, missingOf } from './checks/fields.ts';
import { provisionKey } from './provision-key.ts';
import type { CallRequest, SalesforceCalls } from './salesforce-port.ts';

const Versions = z.array(z.object({ version: z.string() }));
const Described = z.object({ fields: z.array(z.object({ name: z.string() })) });

type Ask = (method: CallRequest['method'], path: string, body?: unknown) => Promise<SalesforceOutcome>;

/**
 * Looks at an org that has just been connected, as whoever connected it, and mends what can be mended: the
 * connection stays whatever is found, and says what is missing.
 */
export async function setUpOrg(
  deps: { db: Database; calls: SalesforceCalls; mapping: MessageMapping },
  connection: Connection,
  user: ConnectedUser,
): Promise<SetupFinding[]> {
  const ask: Ask = (method, path, body) =>
    deps.calls.callAs(user, {
      accountId: connection.accountId,
      connectionId: connection.id,
      actingAgentId: null,
      fallback: 'none',
      purpose: 'setup',
      method,
      path,
      body,
      records: 0,
    });
  const findings = [
    ...(await checkVersion(ask)),
    ...(await checkPackage(ask, deps.mapping)),
    ...(await provisionCredential(deps.db, ask, connection, user)),
  ];
  await deps.db.forAccount(connection.accountId, (tx) =>
    changeConnection(tx, connection.id, { setup: findings }),
  );
  return findings;
}

async function checkVersion(ask: Ask): Promise<SetupFinding[]> {
  const versions = read(await ask('GET', '/services/data'), Versions);
  if (versions === null || versions.some(({ version }) => version === SALESFORCE_API_VERSION)) return [];
  return [
    {
      code: 'API_VERSION_MISSING',
      fact: `The org does not offer version ${SALESFORCE_API_VERSION} of the REST API.`,
      remedy: 'Wait for the org to get its next Salesforce release, then connect again.',
    },
  ];
}

async function checkPackage(ask: Ask, mapping: MessageMapping): Promise<SetupFinding[]> {
  const missing = [
    ...(await missingOn(ask, 'Case', Object.values(LINK_FIELDS))),
    ...(await missingOn(ask, mapping.object, fieldsOf(mapping))),
  ];
  if (missing.length === 0) return [];
  return [
    {
      code: 'PACKAGE_MISSING',
      fact: `In the org this user sees no ${missing.join(', ')}.`,
      remedy: 'Install the Care package and assign the permission set Care Integration, then connect again.',
    },
  ];
}

/** The object itself, or those of its fields that this user does not see. */
async function missingOn(ask: Ask, object: string, wanted: readonly string[]): Promise<string[]> {
  const described = read(await ask('GET', `/sobjects/${object}/describe`), Described);
  return missingOf({ object, wanted, fields: described?.fields ?? null });
}

/**
 * Gives the org the key its Apex asks for one-time codes with. A user without Customize Application leaves an org
 * that already has a key as it is.
 */
async function provisionCredential(
  db: Database,
  ask: Ask,
  connection: Connection,
  user: ConnectedUser,
): Promise<SetupFinding[]> {
  const there = await db.forAccount(connection.accountId, (tx) => hasEmbedCredential(tx, connection.id));
  if (there && !user.isDefault) return [];
  const outcome = await provisionKey(db, ({ method, path, body }) => ask(method, path, body), connection);
  if (outcome.kind === 'answered') return [];
  return [
    {
      code: 'EMBED_CREDENTIAL_MISSING',
      fact: `The key for Care in Salesforce pages was not stored in the org. ${wordsOf(outcome)}`,
      remedy:
        'Connect once as an admin who may Customize Application and who has the Care package installed.',
    },
  ];
}

function read<T>(outcome: SalesforceOutcome, shape: z.ZodType<T>): T | null {
  if (outcome.kind !== 'answered') return null;
  return shape.safeParse(outcome.body).data ?? null;
}

function wordsOf(outcome: SalesforceOutcome): string {
  if (outcome.kind === 'refused') return `Salesforce: ${outcome.errors[0]?.message ?? outcome.status}`;
  if (outcome.kind === 'unavailable') return outcome.detail;
  return outcome.kind === 'unknown' ? outcome.reason : '';
}
