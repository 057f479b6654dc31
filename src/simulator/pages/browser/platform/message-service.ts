/** `lightning/messageService` within this page. */
type Channel = { readonly channelName: string };
type Listener = (message: unknown) => void;

export const APPLICATION_SCOPE = Symbol('APPLICATION_SCOPE');
const listeners = new Map<string, Set<Listener>>();

/** Wire adapter: emits the context every publisher and subscriber must hand in. */
export class MessageContext {
  constructor(emit: (context: object) => void) {
    emit({});
  }
  connect(): void {}
  update(): void {}
  disconnect(): void {}
}

export function createMessageContext(): object {
  return {};
}

export function releaseMessageContext(): void {}

export function subscribe(
  _context: object,
  channel: Channel,
  listener: Listener,
): { channel: string; listener: Listener } {
  const name = channel.channelName;
  const set = listeners.get(name) ?? new Set<Listener>();
  listeners.set(name, set.add(listener));
  return { channel: name, listener };
}

export function unsubscribe(subscription: { channel: string; listener: Listener } | null): void {
  if (subscription) listeners.get(subscription.channel)?.delete(subscription.listener);
}

export function publish(_context: object, channel: Channel, message: unknown): void {
  const copy: unknown = JSON.parse(JSON.stringify(message));
  for (const listener of listeners.get(channel.channelName) ?? []) listener(copy);
}
