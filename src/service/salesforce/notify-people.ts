import { Webhook } from 'standardwebhooks';
import type { ServiceConfig } from '../config.ts';
import { type Mail, openMail } from '../mail.ts';
import type { Database } from '../storage/database.ts';
import {
  accountsWithDueNotices,
  addressesToTell,
  type DueNotice,
  forgetNotice,
  type NoticeChannel,
  takeDueNotice,
  warnOfTokens,
} from '../storage/token-notice.ts';
import { eventOf, letterOf, linkOf } from './notice-words.ts';

export interface NotifyDeps {
  db: Database;
  publicUrl: string;
  settings: NonNullable<ServiceConfig['notices']>;
}

const DEADLINE_MS = 15_000;
/** Of one account and by one way; the next account has its turn then. */
const MOST_AT_ONCE = 50;

/** Sends what is due of one notice; throws when it did not get there. */
type Send = (notice: DueNotice) => Promise<void>;

/**
 * Tells people of accesses that have changed or are about to end, and of schemas that have changed, by the ways the installation has. What is sent is
 * forgotten only then: a crash in between may send it again, under the same id, and loses nothing.
 *
 * @returns how much did not get there; it is tried again.
 */
export async function notifyPeople({ db, publicUrl, settings }: NotifyDeps): Promise<{ failed: number }> {
  await warnOfTokens(db);
  const ways: [NoticeChannel, Send][] = [];
  const mail = openMail({ publicUrl, notices: settings });
  if (mail) ways.push(['email', (notice) => sendMail({ db, publicUrl, mail }, notice)]);
  const { webhook } = settings;
  if (webhook) ways.push(['webhook', (notice) => callWebhook(webhook, publicUrl, notice)]);
  let failed = 0;
  try {
    for (const [channel, send] of ways) {
      for (const accountId of await accountsWithDueNotices(db, channel)) {
        for (let sent = 0; sent < MOST_AT_ONCE; sent += 1) {
          const notice = await db.forAccount(accountId, (tx) => takeDueNotice(tx, channel));
          if (notice === null) break;
          try {
            await send(notice);
            await db.forAccount(accountId, (tx) => forgetNotice(tx, notice.id));
          } catch {
            failed += 1;
          }
        }
      }
    }
  } finally {
    mail?.close();
  }
  return { failed };
}

async function sendMail(
  { db, publicUrl, mail }: Omit<NotifyDeps, 'settings'> & { mail: Mail },
  { accountId, messageId, facts }: DueNotice,
): Promise<void> {
  const addresses = await db.forAccount(accountId, (tx) => addressesToTell(tx, facts));
  if (addresses.length === 0) return;
  await mail.send({ id: messageId, to: addresses, ...letterOf(facts, linkOf(publicUrl, facts)) });
}

async function callWebhook(
  { url, secret }: { url: string; secret: string },
  publicUrl: string,
  { accountId, messageId, facts }: DueNotice,
): Promise<void> {
  const at = new Date();
  const data = { accountId, ...facts, link: linkOf(publicUrl, facts) };
  const body = JSON.stringify({ type: eventOf(facts), timestamp: facts.at, data });
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': messageId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(messageId, at, body),
    },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`The webhook answered ${answer.status}.`);
}
