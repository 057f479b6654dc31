/** What `c/careBridge` and the static resource of the same name offer: the host's side of the bridge. */
export { BridgeError } from '../bridge/bridge-error.ts';
export type { Direction } from '../bridge/contract.ts';
export { connectWidget, type HostHandlers, type WidgetConnection } from './connect-widget.ts';
export { createNonce } from './create-nonce.ts';
export { addressOf } from './frame-address.ts';
