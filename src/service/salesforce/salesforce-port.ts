import type { Logger } from 'pino';
import type { ConnectedUser, Connection } from '../../domain/connection.ts';
import { decideTokens, type TokenWish } from '../../domain/decide-token.ts';
import { listConnectedUsers, noteUse } from '../storage/connected-user.ts';
import { findConnection } from '../storage/connection.ts';
import type { Database } from '../storage/database.ts';
import { addSalesforceCall, type SalesforceCallEntry } from '../storage/salesforce-call.ts';
import { hurrySchemaCheck } from '../storage/schema-watch.ts';
import { readStandIns } from '../storage/stand-ins.ts';
import type {
  SalesforceAccess,
  SalesforceOutcome,
  SalesforcePort,
  SalesforceRequest,
  TokenOwner,
} from '../sync/ports.ts';
import { judgeAnswer } from './judge-answer.ts';
import { isTrustedOrigin } from './org-hosts.ts';
import { type RestAnswer, restCall } from './rest-call.ts';
import { isSchemaShaped } from './schema-shaped.ts';
import type { HeldToken, TokenKeeper } from './token-keeper.ts';

/** The port's request, and PUT: what setting an org up needs beside it. */
export type CallRequest = Omit<SalesforceRequest, 'method'> & {
  method: SalesforceRequest['method'] | 'PUT';
};

export interface SalesforcePortDeps {
  db: Database;
  tokens: TokenKeeper;
  trustedOrigins: readonly string[];
  now: () => Date;
  log: Logger;
}

const DEADLINE_MS = 30_000;
const RECONNECT_PAUSE_MS = 60_000;
/** The day's calls are used up: asked again this often, not more. */
const LIMIT_PAUSE_MS = 15 * 60_000;
const USE_NOTED_EVERY_MS = 60_000;

/** Refusals that lie in the token's rights: another user's token may do what this one may not. */
const RIGHTS =
  /^(INSUFFICIENT_ACCESS.*|INVALID_FIELD|INVALID_FIELD_FOR_INSERT_UPDATE|INVALID_TYPE|NOT_FOUND|API_DISABLED_FOR_ORG|INVALID_SESSION_ID|ERROR_HTTP_40[13])$/;

/** What one user's token brought, and whether there was one to use. */
interface Attempt {
  token: 'usable' | 'later' | 'dead';
  outcome: SalesforceOutcome;
}

interface Plan {
  connection: Connection;
  users: ConnectedUser[];
  standIns: boolean;
}

/** Salesforce as the sync engine and the contact pages ask for it. */
export class SalesforceCalls implements SalesforcePort {
  readonly #deps: SalesforcePortDeps;
  readonly #limitedUntil = new Map<string, number>();
  readonly #notedUse = new Map<string, number>();
  readonly #unwritten = new Set<Promise<void>>();

  constructor(deps: SalesforcePortDeps) {
    this.#deps = deps;
  }

  async call(request: CallRequest): Promise<SalesforceOutcome> {
    try {
      const outcome = await this.#call(request);
      if (request.method !== 'GET' && isSchemaShaped(outcome)) await this.#hurry(request);
      return outcome;
    } catch (error) {
      return this.#brokeOff(request, error);
    }
  }

  async accessFor(
    accountId: string,
    connectionId: string,
    needs: { viewAll: boolean },
  ): Promise<SalesforceAccess | null> {
    const plan = await this.#plan({ accountId, connectionId });
    if (plan === null) return null;
    const wish = { actingAgentId: null, fallback: 'default', standIns: plan.standIns } as const;
    for (const user of decideTokens(plan.users, wish)) {
      if (needs.viewAll && !(await this.mayViewAllCases(plan.connection, user))) continue;
      const result = await this.#deps.tokens.token(user);
      if (result.kind !== 'token') continue;
      const { accessToken, instanceUrl } = result.token;
      return { accessToken, instanceUrl, orgId: plan.connection.orgId };
    }
    return null;
  }

  /** By one user's token and no other's: for setting up, as whoever has just connected. */
  async callAs(user: ConnectedUser, request: CallRequest): Promise<SalesforceOutcome> {
    try {
      return (await this.#callAs(user, request)).outcome;
    } catch (error) {
      return this.#brokeOff(request, error);
    }
  }

  /** One request with a token that is held already, whatever became of it: nothing is renewed for it. */
  async callWith(user: ConnectedUser, token: HeldToken, request: CallRequest): Promise<SalesforceOutcome> {
    try {
      const answer = await this.#send(user, token, request);
      return judgeAnswer(answer, request.method !== 'GET', ownerOf(user));
    } catch (error) {
      return this.#brokeOff(request, error);
    }
  }

  /** What Salesforce answered counts, whether or not its schema is read again for it. */
  async #hurry({ accountId, connectionId }: CallRequest): Promise<void> {
    const { db, log } = this.#deps;
    await db
      .forAccount(accountId, (tx) => hurrySchemaCheck(tx, connectionId))
      .catch((error: unknown) => log.error({ err: error }, 'a schema could not be marked to be read again'));
  }

  /** Nothing of Salesforce throws: what does is ours, most likely the database between two steps. */
  #brokeOff({ purpose }: CallRequest, error: unknown): SalesforceOutcome {
    this.#deps.log.error({ err: error, purpose }, 'a call to Salesforce broke off');
    return { kind: 'unavailable', reason: 'server', retryAfterMs: 5_000, detail: 'Care broke off.' };
  }

  async #call(request: CallRequest): Promise<SalesforceOutcome> {
    const plan = await this.#plan(request);
    if (plan === null) {
      const detail = 'No Salesforce org is connected.';
      return { kind: 'unavailable', reason: 'not_connected', retryAfterMs: RECONNECT_PAUSE_MS, detail };
    }
    const limited = this.#limited(request.connectionId);
    if (limited) return limited;
    const wish: TokenWish = { ...request, standIns: plan.standIns };
    const tried = new Set<string>();
    let users = plan.users;
    let last: SalesforceOutcome | null = null;
    for (;;) {
      const user = decideTokens(users, wish).find((each) => !tried.has(each.id));
      if (!user) return last ?? needsReconnect(plan.connection.stateReason);
      tried.add(user.id);
      const { outcome, token } = await this.#callAs(user, request);
      if (token === 'dead') {
        users = users.map((each) => (each === user ? { ...user, state: 'reconnect_needed' } : each));
      } else if (token === 'usable' && !isForAnother(outcome)) {
        return outcome;
      }
      last = outcome;
    }
  }

  async #callAs(user: ConnectedUser, request: CallRequest): Promise<Attempt> {
    let refused: HeldToken | null = null;
    for (;;) {
      const result = await this.#deps.tokens.token(user, refused);
      if (result.kind === 'dead') return { token: 'dead', outcome: needsReconnect(result.detail) };
      if (result.kind === 'later') {
        const { retryAfterMs, detail } = result;
        return { token: 'later', outcome: { kind: 'unavailable', reason: 'server', retryAfterMs, detail } };
      }
      const answer = await this.#send(user, result.token, request);
      if (isExpired(answer) && refused === null) {
        refused = result.token;
        continue;
      }
      if (answer.answer && answer.answer.status !== 401) this.#deps.tokens.accepted(user, result.token);
      const outcome = judgeAnswer(answer, request.method !== 'GET', ownerOf(user));
      if (outcome.kind === 'refused' && outcome.class === 'limit') this.#limit(request.connectionId);
      return { token: 'usable', outcome };
    }
  }

  /** One HTTP request and its row in the ledger. */
  async #send(user: ConnectedUser, token: HeldToken, request: CallRequest): Promise<RestAnswer> {
    const { trustedOrigins } = this.#deps;
    const begun = performance.now();
    const answer = await restCall({
      accessToken: token.accessToken,
      instanceUrl: token.instanceUrl,
      trusted: isTrustedOrigin(token.instanceUrl, { trustedOrigins }),
      method: request.method,
      path: request.path,
      headers: request.headers ?? {},
      body: request.body,
      deadlineMs: request.deadlineMs ?? DEADLINE_MS,
    });
    const entry = {
      accountId: request.accountId,
      connectionId: request.connectionId,
      tokenOwner: user.salesforceUserId,
      purpose: request.purpose,
      method: request.method,
      path: request.path.split('?')[0]!,
      records: request.records,
      status: answer.answer?.status ?? null,
      errorCode: errorCodeOf(answer),
      limitInfo: answer.answer?.headers['sforce-limit-info']?.slice(0, 500) ?? null,
      durationMs: Math.round(performance.now() - begun),
    };
    // Apart: the transaction of whoever does not wait for it may be over by then.
    if (request.isUrgent) this.#hold(this.#deps.db.apart(() => this.#writeDown(user, entry)));
    else await this.#writeDown(user, entry);
    return answer;
  }

  /** What Salesforce answered counts, with or without its row. */
  async #writeDown(user: ConnectedUser, entry: SalesforceCallEntry): Promise<void> {
    try {
      await this.#deps.db.forAccount(entry.accountId, async (tx) => {
        await addSalesforceCall(tx, entry);
        if (this.#isNewUse(user.id)) await noteUse(tx, user.id);
      });
    } catch (error) {
      this.#deps.log.error({ err: error, purpose: entry.purpose }, 'a call is missing in the ledger');
    }
  }

  #hold(written: Promise<void>): void {
    this.#unwritten.add(written);
    void written.finally(() => this.#unwritten.delete(written));
  }

  /** When the rows of all calls answered until now are in the ledger. */
  async written(): Promise<void> {
    await Promise.all(this.#unwritten);
  }

  /** Whether it is worth writing down again that an access is of use: once a minute. */
  #isNewUse(userId: string): boolean {
    const now = this.#deps.now().getTime();
    if (now - (this.#notedUse.get(userId) ?? 0) < USE_NOTED_EVERY_MS) return false;
    this.#notedUse.set(userId, now);
    return true;
  }

  async #plan(request: { accountId: string; connectionId: string }): Promise<Plan | null> {
    return this.#deps.db.forAccount(request.accountId, async (tx) => {
      const connection = await findConnection(tx, request.connectionId);
      if (connection === null) return null;
      const users = await listConnectedUsers(tx, connection.id);
      return { connection, users, standIns: await readStandIns(tx) };
    });
  }

  #limited(connectionId: string): SalesforceOutcome | null {
    const retryAfterMs = (this.#limitedUntil.get(connectionId) ?? 0) - this.#deps.now().getTime();
    if (retryAfterMs <= 0) return null;
    const detail = 'The org has used up its calls of the day.';
    return { kind: 'unavailable', reason: 'limit', retryAfterMs, detail };
  }

  #limit(connectionId: string): void {
    this.#limitedUntil.set(connectionId, this.#deps.now().getTime() + LIMIT_PAUSE_MS);
  }

  /** By the user's own token: whether what it reads of cases is all of them. */
  async mayViewAllCases(connection: Connection, user: ConnectedUser): Promise<boolean> {
    const assigned = `SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = '${user.salesforceUserId}'`;
    const soql = `SELECT Id FROM ObjectPermissions WHERE SobjectType = 'Case' AND PermissionsViewAllRecords = true AND ParentId IN (${assigned}) LIMIT 1`;
    const { outcome } = await this.#callAs(user, {
      accountId: connection.accountId,
      connectionId: connection.id,
      actingAgentId: null,
      fallback: 'none',
      purpose: 'setup',
      method: 'GET',
      path: `/query?q=${encodeURIComponent(soql)}`,
      records: 0,
    });
    if (outcome.kind === 'unavailable') return false;
    // A user who may not read permissions may still have them: the stream itself tells then.
    if (outcome.kind !== 'answered') return true;
    return ((outcome.body as { totalSize?: number } | null)?.totalSize ?? 0) > 0;
  }
}

const ownerOf = (user: ConnectedUser): TokenOwner => ({
  salesforceUserId: user.salesforceUserId,
  username: user.username,
  displayName: user.displayName,
  agentId: user.agentId,
});

const needsReconnect = (reason: string | null): SalesforceOutcome => ({
  kind: 'unavailable',
  reason: 'reconnect_needed',
  retryAfterMs: RECONNECT_PAUSE_MS,
  detail: reason ?? 'Nobody who is connected to Salesforce has a working access.',
});

/** Whether another user's token may bring more than this one did. */
const isForAnother = (outcome: SalesforceOutcome): boolean =>
  outcome.kind === 'refused' && outcome.errors.some((error) => RIGHTS.test(error.code));

/** A 401 that a renewed token can cure; a session that policy keeps from the API is none. */
const isExpired = ({ answer }: RestAnswer): boolean =>
  answer?.status === 401 && !answer.text.includes('not valid for use with the REST API');

function errorCodeOf({ answer, body, error }: RestAnswer): string | null {
  if (error) return `EXCHANGE_${error.code.toUpperCase()}`;
  if (answer.status < 300) return null;
  const first: unknown = Array.isArray(body) ? body[0] : body;
  const code = typeof first === 'object' && first !== null && 'errorCode' in first ? first.errorCode : null;
  return typeof code === 'string' ? code.slice(0, 200) : `ERROR_HTTP_${answer.status}`;
}
