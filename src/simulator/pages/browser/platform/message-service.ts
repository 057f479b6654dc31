/** `lightning/messageService` within this page, and the platform's own channels about the console's tabs. */
import { tabs } from '../current-app.ts';

type Channel = { readonly channelName: string };
type Listener = (message: unknown) => void;
/** Says whether the component that holds it is in the part of the app a person looks at. */
interface Context {
  readonly isActive?: () => boolean;
}
interface Subscription {
  readonly channel: string;
  readonly isHeard: () => boolean;
  readonly listener: Listener;
}

export const APPLICATION_SCOPE = Symbol('APPLICATION_SCOPE');
const subscriptions = new Map<object, Subscription>();

/** Wire adapter: emits the context every publisher and subscriber must hand in; it knows its place by the page around. */
export class MessageContext {
  static readonly contextSchema = { isActive: 'optional' };
  #isActive: () => boolean = () => true;

  constructor(emit: (context: Context) => void) {
    emit({ isActive: () => this.#isActive() });
  }
  connect(): void {}
  update(_config: object, context?: Context): void {
    if (context?.isActive) this.#isActive = context.isActive;
  }
  disconnect(): void {}
}

export function createMessageContext(): Context {
  return {};
}

export function releaseMessageContext(): void {}

/** Without APPLICATION_SCOPE only a component in the active part of the app hears. */
export function subscribe(
  context: Context,
  channel: Channel,
  listener: Listener,
  options?: { readonly scope?: symbol },
): object {
  const isHeard = options?.scope === APPLICATION_SCOPE ? () => true : () => context.isActive?.() ?? true;
  const subscription = {};
  subscriptions.set(subscription, { channel: channel.channelName, isHeard, listener });
  return subscription;
}

export function unsubscribe(subscription: object | null): void {
  if (subscription) subscriptions.delete(subscription);
}

export function publish(_context: Context, channel: Channel, message: unknown): void {
  tell(channel.channelName, message);
}

/** Console Developer Guide, "Subscribe to LMS Channels in LWC": one channel for each event of the tabs. */
tabs.onChange((event) => {
  if (event.type !== 'focused') {
    const { type, tabId } = event;
    tell(`lightning__tab${type[0]?.toUpperCase()}${type.slice(1)}`, { tabId });
    return;
  }
  const { previousTabId, currentTabId } = event;
  if (previousTabId !== currentTabId) tell('lightning__tabFocused', { previousTabId, currentTabId });
});

function tell(channel: string, message: unknown): void {
  const copy: unknown = JSON.parse(JSON.stringify(message));
  for (const one of [...subscriptions.values()]) {
    if (one.channel === channel && one.isHeard()) one.listener(copy);
  }
}
