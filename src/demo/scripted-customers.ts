import { randomUUID } from 'node:crypto';
import type { CustomersChannel, ThreadEntry } from './customers-channel.ts';

const ANSWERS = [
  'Thank you, that was quick!',
  'OK, I will try that and come back to you.',
  'Hm, it still does the same. Anything else I can try?',
  'Perfect, that did it 🙌',
  'Could you say that again for somebody who has not slept?',
  'Great, and how long will that take?',
  'My partner says hello, and that you should be given a raise.',
  'Wonderful. That is all from me, have a nice day!',
];
/** One reply in two gets an answer, some seconds later. */
const CHANCE = 0.5;
const PAUSE_MS = { least: 4_000, spread: 6_000 };

export interface ScriptedCustomers {
  on: boolean;
  stop(): void;
}

/** Customers who answer an agent's reply once in a while, while this is switched on. */
export function scriptCustomers(
  channel: CustomersChannel,
  write: (entry: ThreadEntry) => Promise<void>,
  random: () => number = Math.random,
): ScriptedCustomers {
  const waiting = new Set<NodeJS.Timeout>();
  const scripted: ScriptedCustomers = {
    on: true,
    stop() {
      end();
      for (const timer of waiting) clearTimeout(timer);
    },
  };
  const end = channel.onMessage((entry) => {
    if (!scripted.on || entry.message.direction !== 'outgoing' || random() >= CHANCE) return;
    const timer = setTimeout(
      () => {
        waiting.delete(timer);
        // Care may be on its way down: a customer who cannot get through writes no more.
        if (scripted.on) write(answerTo(entry, random)).catch(() => {});
      },
      PAUSE_MS.least + random() * PAUSE_MS.spread,
    );
    waiting.add(timer);
  });
  return scripted;
}

function answerTo({ profileId, customer, message }: ThreadEntry, random: () => number): ThreadEntry {
  return {
    profileId,
    customer,
    message: {
      id: `scripted-${randomUUID()}`,
      direction: 'incoming',
      text: ANSWERS[Math.floor(random() * ANSWERS.length)]!,
      sentAt: new Date().toISOString(),
      kind: message.kind,
      author: customer.name,
    },
  };
}
