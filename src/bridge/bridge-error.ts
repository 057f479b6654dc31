/**
 * Stable codes of what can go wrong on the bridge itself. A call may also fail with a code of the service,
 * handed on by the host (for example `EMBED_NO_IDENTITY_LINK`).
 */
export type BridgeErrorCode =
  | 'BRIDGE_PROTOCOL_UNSUPPORTED'
  | 'BRIDGE_UNKNOWN_CALL'
  | 'BRIDGE_INVALID_INPUT'
  | 'BRIDGE_INVALID_REPLY'
  | 'BRIDGE_PEER_FAILED'
  | 'BRIDGE_CALL_TIMEOUT'
  | 'BRIDGE_CONNECT_TIMEOUT'
  | 'BRIDGE_CLOSED';

/** A failed call or connection. `message` is the fact, `remedy` what to do about it. */
export class BridgeError extends Error {
  override readonly name = 'BridgeError';
  readonly code: string;
  readonly remedy: string | undefined;

  constructor(code: BridgeErrorCode | (string & {}), detail: string, remedy?: string) {
    super(detail);
    this.code = code;
    this.remedy = remedy;
  }
}
