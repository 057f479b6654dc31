import { BridgeError } from './bridge-error.ts';
import {
  type BridgeMessage,
  type CallInput,
  type CallName,
  type CallOutput,
  callShapes,
  type HostNoticeName,
  PROTOCOL_VERSION,
  replyShape,
  type WidgetNoticeName,
} from './contract.ts';

/** Sends one message to the peer and resolves to its raw reply. */
export type Send = (message: BridgeMessage) => Promise<unknown>;

export const callMessage = <Name extends CallName>(name: Name, input: CallInput<Name>) =>
  ({ protocol: PROTOCOL_VERSION, kind: 'call', name, input }) as BridgeMessage;

/** Calls the host and parses its answer. Rejects with BridgeError. */
export async function callHost<Name extends CallName>(
  send: Send,
  name: Name,
  input: CallInput<Name>,
): Promise<CallOutput<Name>> {
  const reply = replyShape.safeParse(await send(callMessage(name, input)));
  if (!reply.success)
    throw new BridgeError('BRIDGE_INVALID_REPLY', `The host answered "${name}" with no reply.`);
  if (!reply.data.ok) {
    const { code, detail, remedy } = reply.data.error;
    throw new BridgeError(code, detail, remedy);
  }
  const output = callShapes[name].output.safeParse(reply.data.output);
  if (!output.success) {
    throw new BridgeError(
      'BRIDGE_INVALID_REPLY',
      `The host answered "${name}" in a shape that was not agreed.`,
    );
  }
  return output.data as CallOutput<Name>;
}

/** Sends a notice; a lost one is harmless, so failures are not reported. */
export function notifyPeer(send: Send, name: HostNoticeName | WidgetNoticeName, input: object): void {
  const message = { protocol: PROTOCOL_VERSION, kind: 'notice', name, input } as BridgeMessage;
  send(message).catch(() => undefined);
}
