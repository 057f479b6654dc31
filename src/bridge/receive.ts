import { BridgeError } from './bridge-error.ts';
import { callShapes, envelopeShape, OLDEST_PROTOCOL, PROTOCOL_VERSION, type Reply } from './contract.ts';
import type { DropCounter } from './drop-counter.ts';
import type { Shape } from './shape.ts';

type Handler = (input: never) => unknown;
type Shapes = Readonly<Record<string, Shape<unknown>>>;

export interface Receiver {
  /** Handlers by name. Calls are answered, and only the host has them. */
  readonly calls?: object;
  readonly notices: object;
  readonly noticeShapes: Shapes;
  readonly dropped: DropCounter;
}

const refused = (code: string, detail: string, remedy?: string): Reply => ({
  ok: false,
  error: { code, detail, ...(remedy === undefined ? {} : { remedy }) },
});

/**
 * Makes the one function the peer can reach: parses what it sent, runs the handler of that name, and answers calls.
 * Unknown and malformed messages are dropped and counted; a call then also learns why.
 */
export function createReceive(receiver: Receiver): (message: unknown) => Promise<Reply | null> {
  const { dropped } = receiver;
  return async (message) => {
    const envelope = envelopeShape.safeParse(message);
    if (!envelope.success) {
      dropped.drop('shape');
      return null;
    }
    const { protocol, kind, name, input } = envelope.data;
    if (protocol < OLDEST_PROTOCOL || protocol > PROTOCOL_VERSION) {
      dropped.drop('protocol');
      return refused(
        'BRIDGE_PROTOCOL_UNSUPPORTED',
        `This side speaks ${OLDEST_PROTOCOL} to ${PROTOCOL_VERSION}.`,
      );
    }
    const shape =
      kind === 'call'
        ? own<{ input: Shape<unknown> }>(callShapes, name)?.input
        : own<Shape<unknown>>(receiver.noticeShapes, name);
    const handler = own<Handler>((kind === 'call' ? receiver.calls : receiver.notices) ?? {}, name);
    if (!shape || !handler) {
      dropped.drop('unknown');
      return refused('BRIDGE_UNKNOWN_CALL', `This side does not know that ${kind}.`);
    }
    const parsed = shape.safeParse(input);
    if (!parsed.success) {
      dropped.drop('input');
      return refused('BRIDGE_INVALID_INPUT', `The ${kind} "${name}" does not have the agreed shape.`);
    }
    try {
      return { ok: true, output: await handler(parsed.data as never) };
    } catch (error) {
      if (error instanceof BridgeError) return refused(error.code, error.message, error.remedy);
      return refused('BRIDGE_PEER_FAILED', `The ${kind} "${name}" failed on this side.`);
    }
  };
}

// Own names only: "constructor" and the like are nobody's handler.
function own<Value>(table: object, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? (table as Record<string, Value>)[name] : undefined;
}
