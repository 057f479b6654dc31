import type { MessageMapping } from '../domain/default-message-mapping.ts';
import type { CarePorts } from './care/ports.ts';
import type { SignInPorts } from './care/sign-in.ts';
import { openMail } from './mail.ts';
import { watchBulkJobs } from './salesforce/bulk-feeder.ts';
import type { SalesforceIntegration } from './salesforce/integration.ts';
import type { SalesforceDesk } from './salesforce/salesforce-desk.ts';
import type { Vault } from './salesforce/vault.ts';
import type { Services } from './services.ts';
import { startWorkers } from './start-workers.ts';
import { openDatabase } from './storage/database.ts';
import { invitationMailRows } from './storage/invitation-mail.ts';
import { watchDueWork } from './watch-due-work.ts';
import { watchInvitations } from './watch-invitations.ts';

/** Of their own: however many people ask at once, what they ask for goes out. */
const WORKER_CONNECTIONS = 6;

export interface BackgroundParts extends Services {
  salesforce: SalesforceIntegration;
  care: CarePorts;
  desk: SalesforceDesk;
  signIn: SignInPorts;
  vault: Vault;
  mapping: MessageMapping;
  /** Where a case opens in Care. */
  caseUrl: (caseId: string) => string;
  /** How often there is a look for invitations to send, in milliseconds; as it has it, when left out. */
  invitationsEvery?: number | undefined;
}

/** By the name of what ends. */
type Ends = Readonly<Record<string, () => PromiseLike<unknown>>>;

export interface Background {
  /** Ends after what is under way. */
  readonly ends: Ends;
  /** What those needed until their end. */
  readonly lastly: Ends;
}

/** Starts what a worker does beside answering: nothing, in a process that is none. */
export function startBackground(parts: BackgroundParts): Background {
  const { config, now, log, salesforce, signIn, vault } = parts;
  if (!config.roles.worker) return { ends: {}, lastly: {} };
  const db = openDatabase(config.databaseUrl, { max: WORKER_CONNECTIONS });
  const workers = startWorkers({
    db,
    databaseUrl: config.databaseUrl,
    now,
    log,
    salesforce: salesforce.configured ? salesforce.port : null,
    pubSub: config.salesforce && {
      endpoint: config.salesforce.pubSubEndpoint,
      insecure: config.salesforce.pubSubInsecure,
    },
    mapping: parts.mapping,
    openSecret: (accountId, profileId, sealed) =>
      vault.open(Buffer.from(sealed), { kind: 'signing_secret', accountId, profileId }),
  });
  const mail = openMail(config);
  const rows = { ...invitationMailRows(parts.db), signIn, publicUrl: config.publicUrl };
  return {
    ends: {
      workers: workers.stop,
      ...(salesforce.configured ? watchSalesforce(parts) : {}),
      ...(mail ? { invitations: watchInvitations(rows, mail, log, parts.invitationsEvery).stop } : {}),
    },
    lastly: { workerDatabase: db.close },
  };
}

function watchSalesforce({ db, care, desk, now, caseUrl, log, salesforce }: BackgroundParts): Ends {
  return {
    watch: salesforce.watchEmbeddedUsers().stop,
    tokens: salesforce.watchTokens().stop,
    bulk: watchBulkJobs({ db, care, desk, now, caseUrl, log }).stop,
    due: watchDueWork({ db, now, caseUrl, log }).stop,
    schemas: salesforce.watchSchemas().stop,
    sweep: salesforce.attempts.watch().stop,
  };
}
