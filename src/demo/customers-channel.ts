import { type FileHandle, open, readFile } from 'node:fs/promises';
import type { MessageDirection, MessageKind } from '../domain/message.ts';

/** A message as the platform has it. */
export interface ThreadMessage {
  /** The platform's own id. */
  id: string;
  /** As Care sees it: incoming is what the customer wrote. */
  direction: MessageDirection;
  text: string;
  /** ISO-8601 UTC. */
  sentAt: string;
  kind: MessageKind;
  author: string;
}

export interface ThreadCustomer {
  /** The platform's id of the customer. */
  id: string;
  name: string;
  handle: string;
}

export interface ThreadEntry {
  profileId: string;
  customer: ThreadCustomer;
  message: ThreadMessage;
}

type Listener = (entry: ThreadEntry) => void;

/**
 * The platforms' side of the demo: what customers and brands have written to each other, by profile and
 * customer. It knows nothing of Care's database. What it acknowledges is on disk, a line each.
 */
export class CustomersChannel {
  readonly #threads = new Map<string, { customer: ThreadCustomer; messages: ThreadMessage[] }>();
  readonly #listeners = new Set<Listener>();
  readonly #journal: FileHandle;
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(journal: FileHandle) {
    this.#journal = journal;
  }

  /** @param path file of the journal, made if absent. A last line that was cut short was never acknowledged. */
  static async open(path: string): Promise<CustomersChannel> {
    const text = await readFile(path, 'utf8').catch(() => '');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const journal = await open(path, 'a', 0o600);
    await journal.truncate(Buffer.byteLength(whole));
    const channel = new CustomersChannel(journal);
    for (const line of whole.split('\n')) {
      if (line !== '') channel.#keep(JSON.parse(line) as ThreadEntry);
    }
    return channel;
  }

  customers(profileId: string): ThreadCustomer[] {
    return [...this.#threads]
      .filter(([key]) => key.startsWith(`${profileId} `))
      .map(([, { customer }]) => customer)
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  customer(profileId: string, customerId: string): ThreadCustomer | null {
    return this.#threads.get(keyOf(profileId, customerId))?.customer ?? null;
  }

  /** Oldest first. */
  messages(profileId: string, customerId: string): readonly ThreadMessage[] {
    return this.#threads.get(keyOf(profileId, customerId))?.messages ?? [];
  }

  /** Resolves once the message is on disk. A message whose id is known is there already. */
  async add(entries: readonly ThreadEntry[]): Promise<void> {
    const fresh = entries.filter((entry) => this.#keep(entry));
    if (fresh.length === 0) return;
    const lines = fresh.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    this.#writing = this.#writing.then(async () => {
      await this.#journal.appendFile(lines);
      await this.#journal.datasync();
    });
    await this.#writing;
    for (const entry of fresh) for (const listener of this.#listeners) listener(entry);
  }

  /** Called with each new message. Returns the function that ends it. */
  onMessage(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#journal.close();
  }

  #keep({ profileId, customer, message }: ThreadEntry): boolean {
    const key = keyOf(profileId, customer.id);
    const thread = this.#threads.get(key) ?? { customer, messages: [] };
    this.#threads.set(key, thread);
    if (thread.messages.some(({ id }) => id === message.id)) return false;
    thread.messages.push(message);
    return true;
  }
}

const keyOf = (profileId: string, customerId: string): string => `${profileId} ${customerId}`;
