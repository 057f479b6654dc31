import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ConnectedUser } from '../../domain/connection.ts';
import { decideTokenEnd, type RenewalRefusal, type RenewalVerdict } from '../../domain/decide-token-end.ts';
import { factOfCause, type TokenCause } from '../../domain/token-state.ts';
import { findConnection } from '../storage/connection.ts';
import type { Database } from '../storage/database.ts';
import { addRevocation } from '../storage/revocation.ts';
import {
  endToken,
  isGrantOver,
  noteAnswered,
  pauseRefreshing,
  type RefreshLease,
  releaseRefreshLease,
  storeRenewedToken,
  takeRefreshLease,
} from '../storage/token-renewal.ts';
import { type RenewedAccess, renewSealed, revokeSealed } from './sealed-token.ts';
import type { SignInServer } from './sign-in-server.ts';
import { TokenRequestError } from './token-answer.ts';
import { announceToken, type RelayedToken } from './token-relay.ts';
import type { Vault } from './vault.ts';

export interface HeldToken {
  accessToken: string;
  instanceUrl: string;
  /** Of the refresh token this one was made with. */
  version: number;
}

export type TokenResult =
  | { kind: 'token'; token: HeldToken }
  | { kind: 'dead'; detail: string }
  | { kind: 'later'; retryAfterMs: number; detail: string };

export interface TokenKeeperDeps {
  db: Database;
  vault: Vault;
  signIn: Pick<SignInServer, 'refresh' | 'revoke'>;
  log: Logger;
  /** Asks around why an access may have ended, where Salesforce's answer alone does not say. */
  lookAround: LookAround;
  /** Tests make waiting short. */
  timing?: Partial<Timing>;
}

/** @param held the last access token of the user that this process knows. Never throws, takes seconds at the most. */
export type LookAround = (
  user: ConnectedUser,
  held: HeldToken | null,
) => Promise<{ accessAlive: boolean | null; userActive: boolean | null; grantsSince: number }>;

type TakenLease = Extract<RefreshLease, { kind: 'taken' }>;

interface Timing {
  /** How often a replica that waits for another's renewal looks. */
  pollMs: number;
  /** How long it hopes for a notice after the renewal was stored. */
  noticeMs: number;
  /** How long it waits for another's renewal in all. */
  patienceMs: number;
}

/** A renewal takes at most 30 s; the rest is for storing it. */
const LEASE_SECONDS = 60;
/** One value is shown to Salesforce twice at the most: the first answer may have been lost. */
const MOST_TRIES = 2;
/** Renewed tokens refused in a row before nobody asks any more for a while. */
const MOST_FRUITLESS = 2;
const CIRCUIT_MS = 5 * 60_000;
const REFUSED_PAUSE_MS = 5 * 60_000;
const SERVER_PAUSE_MS = 15_000;
const LOST_PAUSE_MS = 2_000;

/**
 * Keeps access tokens: in memory only, renewed by one replica for all, never stored, never in a log.
 *
 * Renewal: (1) take the lease, which counts the try and commits; (2) ask Salesforce, no transaction open;
 * (3) store the new refresh token over exactly the version it came from, and tell the other replicas, in one
 * transaction; (4) only then hand the access token out. A crash between 2 and 3 leaves a counted try; the
 * present value is tried once more and then given up, since showing a replaced value again would end every
 * grant of its family. Whatever ends an access is told apart by what Salesforce said and by a look around.
 */
export class TokenKeeper {
  readonly #deps: TokenKeeperDeps;
  readonly #timing: Timing;
  readonly #me = randomUUID();
  readonly #held = new Map<string, HeldToken>();
  readonly #flights = new Map<string, Promise<TokenResult>>();
  /** Renewed, and could not be stored: better than what the database has. */
  readonly #unstored = new Map<string, { version: number; access: RenewedAccess }>();
  /** By user: how many access tokens in a row were refused without ever having worked, and the last of them. */
  readonly #fruitless = new Map<string, { tokens: number; last: string }>();
  readonly #proven = new Set<string>();

  constructor(deps: TokenKeeperDeps) {
    this.#deps = deps;
    this.#timing = { pollMs: 50, noticeMs: 1_000, patienceMs: 45_000, ...deps.timing };
  }

  /**
   * A token to try. Whoever was refused with one (401) says so and gets another, or is told why not.
   *
   * @param refused the access token that Salesforce has just refused.
   */
  async token(user: ConnectedUser, refused: HeldToken | null = null): Promise<TokenResult> {
    const held = this.#held.get(user.id);
    if (held && held.accessToken !== refused?.accessToken) return { kind: 'token', token: held };
    if (refused && held && (await this.#circuitOpens(user, refused))) {
      return { kind: 'later', retryAfterMs: CIRCUIT_MS, detail: 'Salesforce refuses even renewed access.' };
    }
    return this.#fly(user, refused);
  }

  /** Renews what may still be good, so that it does not die of idleness. */
  keepAlive(user: ConnectedUser): Promise<TokenResult> {
    return this.#fly(user, this.heldOf(user.id));
  }

  /** The last access token known here, without asking for another; it may have expired. */
  heldOf(userId: string): HeldToken | null {
    return this.#held.get(userId) ?? null;
  }

  /** Salesforce has accepted this token: a later 401 means that it has expired. */
  accepted(user: ConnectedUser, token: HeldToken): void {
    if (this.#held.get(user.id)?.accessToken !== token.accessToken) return;
    this.#fruitless.delete(user.id);
    this.#proven.add(token.accessToken);
  }

  /** A token that came with a new grant, or from another replica. An older one never replaces a newer. */
  hold(userId: string, token: HeldToken): void {
    const held = this.#held.get(userId);
    if (held && held.version >= token.version) return;
    if (held) this.#proven.delete(held.accessToken);
    this.#held.set(userId, token);
  }

  heard(token: RelayedToken): void {
    const { accessToken, instanceUrl, version } = token;
    this.hold(token.userId, { accessToken, instanceUrl, version });
  }

  forget(userId: string): void {
    const held = this.#held.get(userId);
    if (held) this.#proven.delete(held.accessToken);
    this.#held.delete(userId);
    this.#unstored.delete(userId);
  }

  #fly(user: ConnectedUser, refused: HeldToken | null): Promise<TokenResult> {
    const flight = this.#flights.get(user.id);
    if (flight) return flight;
    // Salesforce takes no renewal back: it is not to be undone with whatever the first caller is in.
    const renewed = this.#deps.db.apart(() => this.#renew(user, refused));
    const fresh = renewed.finally(() => this.#flights.delete(user.id));
    this.#flights.set(user.id, fresh);
    return fresh;
  }

  async #circuitOpens(user: ConnectedUser, refused: HeldToken): Promise<boolean> {
    if (this.#proven.has(refused.accessToken)) return false;
    const before = this.#fruitless.get(user.id);
    // Many callers may have been refused with the same one.
    if (before?.last === refused.accessToken) return false;
    const tokens = (before?.tokens ?? 0) + 1;
    this.#fruitless.set(user.id, { tokens, last: refused.accessToken });
    if (tokens < MOST_FRUITLESS) return false;
    this.#fruitless.delete(user.id);
    this.forget(user.id);
    await this.#deps.db.forAccount(user.accountId, (tx) => pauseRefreshing(tx, user.id, CIRCUIT_MS));
    this.#deps.log.warn({ user: user.id }, 'Salesforce refuses renewed access; no renewal for 5 minutes');
    return true;
  }

  async #renew(user: ConnectedUser, refused: HeldToken | null): Promise<TokenResult> {
    const { db } = this.#deps;
    const until = Date.now() + this.#timing.patienceMs;
    let seen = refused?.version ?? this.#held.get(user.id)?.version ?? null;
    while (Date.now() < until) {
      const held = this.#held.get(user.id);
      if (held && held.accessToken !== refused?.accessToken) return { kind: 'token', token: held };
      const lease = await db.forAccount(user.accountId, (tx) =>
        takeRefreshLease(tx, user.id, this.#me, LEASE_SECONDS, seen),
      );
      switch (lease.kind) {
        case 'taken':
          return this.#renewUnderLease(user, lease);
        case 'dead':
          return { kind: 'dead', detail: lease.reason ?? 'The access to Salesforce has ended.' };
        case 'later':
          return { kind: 'later', retryAfterMs: lease.ms, detail: 'A renewal was tried just now.' };
        case 'held':
          seen ??= lease.version;
          await pause(this.#timing.pollMs);
          break;
        case 'renewed':
          // Another replica has renewed; its notice is on the way, or was missed.
          await this.#awaitNotice(user, refused);
          seen = lease.version;
      }
    }
    return { kind: 'later', retryAfterMs: 5_000, detail: 'Another process is still renewing the access.' };
  }

  async #awaitNotice(user: ConnectedUser, refused: HeldToken | null): Promise<void> {
    const until = Date.now() + this.#timing.noticeMs;
    while (Date.now() < until) {
      const held = this.#held.get(user.id);
      if (held && held.accessToken !== refused?.accessToken) return;
      await pause(this.#timing.pollMs);
    }
  }

  async #renewUnderLease(user: ConnectedUser, lease: TakenLease): Promise<TokenResult> {
    const unstored = this.#unstored.get(user.id);
    if (unstored?.version === lease.version) return this.#store(user, lease, unstored.access);
    // The database was set back. To show what has been replaced would end what still works.
    if ((this.#held.get(user.id)?.version ?? 0) > lease.version) {
      return this.#end(user, lease, 'rotation_replay', null);
    }
    if (lease.tries > MOST_TRIES) return this.#end(user, lease, 'answer_lost', null);
    try {
      const access = await this.#ask(user, lease);
      return access
        ? await this.#store(user, lease, access)
        : await this.#end(user, lease, 'wrong_org', null);
    } catch (error) {
      if (!(error instanceof TokenRequestError)) throw error;
      return this.#afterFailure(user, lease, error);
    }
  }

  /** @returns null when Salesforce renewed the access of another org or user; that one is given back. */
  async #ask(user: ConnectedUser, lease: TakenLease): Promise<RenewedAccess | null> {
    const { db } = this.#deps;
    const connection = await db.forAccount(user.accountId, (tx) => findConnection(tx, user.connectionId));
    const { loginUrl, orgId } = connection!;
    const access = await renewSealed(this.#deps, loginUrl, user, lease.sealedToken);
    if (access.orgId === orgId && access.userId === user.salesforceUserId) return access;
    await revokeSealed(this.#deps, loginUrl, user, access.sealedToken);
    return null;
  }

  async #store(user: ConnectedUser, lease: TakenLease, access: RenewedAccess): Promise<TokenResult> {
    const { db, vault } = this.#deps;
    const { accessToken, instanceUrl, sealedToken } = access;
    this.#unstored.set(user.id, { version: lease.version, access });
    const version = await db.forAccount(user.accountId, async (tx) => {
      const stored = await storeRenewedToken(tx, user, lease.version, { sealedToken, instanceUrl });
      if (stored === null) {
        // The token that was to end is a spent one by now: this is what its grant lives by.
        if (await isGrantOver(tx, user.id, lease.grantedAt)) {
          await addRevocation(tx, user, sealedToken, 'sweep');
        }
        return null;
      }
      const { accountId, connectionId, salesforceUserId } = user;
      const notice = { accountId, connectionId, salesforceUserId, userId: user.id };
      await announceToken(tx, vault, { ...notice, version: stored, accessToken, instanceUrl });
      return stored;
    });
    this.#unstored.delete(user.id);
    if (version === null) return QUICKER;
    const token = { accessToken, instanceUrl, version };
    this.hold(user.id, token);
    return { kind: 'token', token };
  }

  async #afterFailure(
    user: ConnectedUser,
    lease: TakenLease,
    error: TokenRequestError,
  ): Promise<TokenResult> {
    const { db, log } = this.#deps;
    log.warn({ user: user.id, kind: error.kind, oauth: error.error }, 'the access was not renewed');
    const lost = error.kind === 'unknown' || error.kind === 'distrusted';
    if (lost && lease.tries >= MOST_TRIES) return this.#end(user, lease, 'answer_lost', null);
    if (!lost) await db.forAccount(user.accountId, (tx) => noteAnswered(tx, user.id, this.#me));
    const refusal =
      error.kind === 'refused' ? { error: error.error ?? '', description: error.description ?? '' } : null;
    const verdict = refusal && (await this.#judge(user, lease, refusal));
    const evidence = refusal && `${refusal.error}: ${refusal.description}`.slice(0, 500);
    if (verdict?.ends) return this.#end(user, lease, verdict.cause ?? 'unknown', evidence);
    const blocked = verdict?.cause && evidence ? { cause: verdict.cause, evidence } : null;
    const pauseMs = refusal ? REFUSED_PAUSE_MS : lost ? LOST_PAUSE_MS : SERVER_PAUSE_MS;
    await db.forAccount(user.accountId, (tx) => releaseRefreshLease(tx, user, this.#me, pauseMs, blocked));
    const detail = blocked ? factOfCause(blocked.cause) : error.message;
    return { kind: 'later', retryAfterMs: pauseMs, detail };
  }

  async #judge(user: ConnectedUser, lease: TakenLease, refusal: RenewalRefusal): Promise<RenewalVerdict> {
    const { tries, daysSinceRenewal } = lease;
    const known = {
      lostAnswers: tries - 1,
      daysSinceRenewal,
      grantsSince: 0,
      accessAlive: null,
      userActive: null,
    };
    const verdict = decideTokenEnd(refusal, known);
    if (verdict.cause !== 'revoked' && verdict.cause !== 'unknown') return verdict;
    const seen = await this.#deps.lookAround(user, this.heldOf(user.id));
    return decideTokenEnd(refusal, { ...known, ...seen });
  }

  async #end(
    user: ConnectedUser,
    lease: TakenLease,
    cause: TokenCause,
    evidence: string | null,
  ): Promise<TokenResult> {
    const ended = await this.#deps.db.forAccount(user.accountId, (tx) =>
      endToken(tx, user, lease.version, { cause, evidence }),
    );
    if (!ended) return QUICKER;
    this.forget(user.id);
    this.#deps.log.warn({ user: user.id, cause }, 'the access to Salesforce has ended');
    return { kind: 'dead', detail: factOfCause(cause) };
  }
}

const QUICKER: TokenResult = {
  kind: 'later',
  retryAfterMs: 1_000,
  detail: 'The access has changed while it was renewed.',
};
