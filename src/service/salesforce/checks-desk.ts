import type { Logger } from 'pino';
import type { CheckShape } from '../../api/checks.ts';
import type { Actor, AgentActor } from '../../domain/agent.ts';
import type { ConnectedUser, Connection, SetupFinding } from '../../domain/connection.ts';
import type { MessageMapping } from '../../domain/default-message-mapping.ts';
import { Problem } from '../problem.ts';
import { auditActor, recordAudit } from '../storage/audit.ts';
import { type Checkup, readCheckup, saveCheckup } from '../storage/checkup.ts';
import { listConnectedUsers } from '../storage/connected-user.ts';
import { changeConnection, findConnection } from '../storage/connection.ts';
import type { Database } from '../storage/database.ts';
import { isKeyElsewhere } from '../storage/embed-credential.ts';
import { listIdentityLinks } from '../storage/identity-link.ts';
import { countSalesforceCalls } from '../storage/salesforce-call.ts';
import type { SalesforceOutcome } from '../sync/ports.ts';
import type { MendStep, Patient } from './checks/check.ts';
import { examineFor, examineOrg } from './checks/examine-org.ts';
import { type AskOrg, askAs, openOrg } from './checks/org-reader.ts';
import type { DescribeCache } from './describe-cache.ts';
import { answered } from './outcome-problem.ts';
import { provisionKey } from './provision-key.ts';
import type { SalesforceCalls } from './salesforce-port.ts';

const DAY_MS = 86_400_000;
/** Somebody else was a moment faster: it is there, which is all that was wanted. */
const THERE_ALREADY = new Set(['DUPLICATE_VALUE', 'DUPLICATE_DEVELOPER_NAME']);

interface ChecksDeps {
  db: Database;
  calls: SalesforceCalls;
  describes: Pick<DescribeCache, 'forget'>;
  mapping: MessageMapping;
  publicUrl: string;
  now: () => Date;
  log: Logger;
}

/** Who wants to know: a person, who may be connected themselves. */
type Asker = Pick<AgentActor, 'accountId' | 'agentId'>;

export type ChecksDesk = ReturnType<typeof createChecksDesk>;

/** The setup doctor: looks at an org, remembers what it found, and mends what an API can mend. */
export function createChecksDesk(deps: ChecksDeps) {
  const { db, calls, describes, now, log } = deps;

  const visit = async (asker: Asker, connectionId: string) => {
    const { holder, self, patient } = await meet(deps, asker, connectionId);
    const ask = askAs(calls, holder, self);
    return { ask, patient, org: await openOrg(ask, now) };
  };

  const keep = async (patient: Patient, checks: CheckShape[]): Promise<Checkup> => {
    const { accountId, id, setup } = patient.connection;
    const checkup = { checkedAt: now().toISOString(), checks };
    await db.forAccount(accountId, async (tx) => {
      await saveCheckup(tx, id, checkup);
      const left = stillFound(setup, checks);
      if (left.length < setup.length) await changeConnection(tx, id, { setup: left });
    });
    return checkup;
  };

  const check = async (asker: Asker, connectionId: string): Promise<Checkup> => {
    const { org, patient } = await visit(asker, connectionId);
    // Whoever looks has most likely just changed something there.
    describes.forget(connectionId);
    return keep(patient, await examineOrg(org, patient));
  };

  return {
    async last({ accountId }: Actor, connectionId: string): Promise<Checkup> {
      const checkup = await db.forAccount(accountId, (tx) => readCheckup(tx, connectionId));
      if (!checkup) throw new Problem('NOT_FOUND');
      return checkup;
    },

    /** @throws Problem when the org cannot be asked now. */
    check: (actor: Actor, connectionId: string) => check(actor as AgentActor, connectionId),

    /** A first look at an org, as whoever has just connected it; it stays connected whatever becomes of this. */
    async checkNew({ accountId, agentId, connectionId }: ConnectedUser): Promise<void> {
      if (agentId === null) return;
      try {
        await check({ accountId, agentId }, connectionId);
      } catch (error) {
        log.warn({ err: error, connectionId }, 'the setup doctor could not look at a new org');
      }
    },

    /** Puts right what one check finds now, and checks everything again. @throws Problem for what Salesforce refuses. */
    async mend(actor: Actor, connectionId: string, code: CheckShape['code']): Promise<Checkup> {
      const asker = actor as AgentActor;
      const { ask, org, patient } = await visit(asker, connectionId);
      const { title, verdict } = await examineFor(code, org, patient);
      const { mend } = verdict;
      if (mend) {
        for (const step of mend.steps) {
          const outcome = await take(db, ask, patient.connection, step);
          if (isThere(outcome)) continue;
          // Written after each: what comes next may fail. What was sent and not answered may have been done.
          if (outcome.kind === 'answered') await record(asker, connectionId, title, step.does);
          if (outcome.kind === 'unknown') {
            await record(asker, connectionId, title, `${step.does} Salesforce has not confirmed it.`);
          }
          answered(outcome);
        }
      }
      return check(asker, connectionId);
    },
  };

  async function record(asker: Asker, connectionId: string, subject: string, detail: string): Promise<void> {
    await db.forAccount(asker.accountId, async (tx) =>
      recordAudit(tx, {
        accountId: asker.accountId,
        kind: 'doctor.mended',
        actor: await auditActor(tx, asker),
        connectionId,
        subject,
        detail,
      }),
    );
  }
}

const take = (db: Database, ask: AskOrg, connection: Connection, { request }: MendStep) =>
  request === 'provision_key' ? provisionKey(db, ask, connection) : ask(request);

const isThere = (outcome: SalesforceOutcome): boolean =>
  outcome.kind === 'refused' && THERE_ALREADY.has(outcome.errors[0]?.code ?? '');

async function meet(
  { db, mapping, publicUrl, now }: ChecksDeps,
  { accountId, agentId }: Asker,
  connectionId: string,
): Promise<{ holder: ConnectedUser; self: ConnectedUser | null; patient: Patient }> {
  return db.forAccount(accountId, async (tx) => {
    const connection = await findConnection(tx, connectionId);
    if (!connection) throw new Problem('NOT_FOUND');
    const users = await listConnectedUsers(tx, connectionId);
    const holder = users.find(({ isDefault }) => isDefault);
    if (!holder) throw new Problem('SALESFORCE_RECONNECT_NEEDED');
    const self = users.find((user) => user.agentId === agentId && user.state === 'connected') ?? null;
    const links = await listIdentityLinks(tx, connectionId);
    const patient: Patient = {
      connection,
      holder,
      linked: links.map(({ salesforceUserId }) => salesforceUserId),
      mapping,
      careUrl: new URL(publicUrl).origin,
      keyElsewhere: await isKeyElsewhere(tx, connection.orgId, accountId),
      ownCalls: await countSalesforceCalls(tx, connectionId, new Date(now().getTime() - DAY_MS)),
    };
    return { holder, self, patient };
  });
}

/** What connecting found and a check has since seen put right is no longer said. */
const PUT_RIGHT: Readonly<Record<string, CheckShape['code']>> = {
  PACKAGE_MISSING: 'fields',
  EMBED_CREDENTIAL_MISSING: 'named_credential',
};

const stillFound = (setup: readonly SetupFinding[], checks: readonly CheckShape[]): SetupFinding[] =>
  setup.filter(({ code }) => checks.find((each) => each.code === PUT_RIGHT[code])?.state !== 'ok');
