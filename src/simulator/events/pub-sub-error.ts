import { Metadata, type ServerErrorResponse, status } from '@grpc/grpc-js';

/** Codes the service puts into the `error-code` trailer (Pub/Sub API guide, "Handle Errors"). */
const PREFIX = 'sfdc.platform.eventbus.grpc';

export class PubSubError extends Error implements ServerErrorResponse {
  override readonly name = 'PubSubError';
  readonly metadata = new Metadata();
  readonly details: string;

  constructor(
    readonly code: status,
    readonly errorCode: string,
    details: string,
  ) {
    super(details);
    this.details = details;
    this.metadata.set('error-code', errorCode);
  }
}

export const authError = (reason: string) =>
  new PubSubError(
    status.UNAUTHENTICATED,
    `${PREFIX}.service.auth.error`,
    `Authentication exception occurred: ${reason}`,
  );

export const replayCorrupted = () =>
  new PubSubError(
    status.INVALID_ARGUMENT,
    `${PREFIX}.subscription.fetch.replayid.corrupted`,
    'The Replay ID is corrupted.',
  );

export const replayInvalid = () =>
  new PubSubError(
    status.INVALID_ARGUMENT,
    `${PREFIX}.subscription.fetch.replayid.validation.failed`,
    'The Replay ID validation failed. Ensure that the Replay ID is valid and within the retention window.',
  );

export const requestedInvalid = () =>
  new PubSubError(
    status.INVALID_ARGUMENT,
    `${PREFIX}.subscription.fetch.requested.events.invalid`,
    'The number of events requested must be between 1 and 100.',
  );

/** The next three codes are our reading; the guide's list was not at hand for them. */
export const topicNotFound = (topic: string) =>
  new PubSubError(status.NOT_FOUND, `${PREFIX}.topic.not.found`, `The topic ${topic} was not found.`);

export const topicForbidden = (topic: string) =>
  new PubSubError(
    status.PERMISSION_DENIED,
    `${PREFIX}.topic.permission.denied`,
    `The user does not have permission to subscribe to ${topic}: View All is needed on each of its objects.`,
  );

export const topicChanged = () =>
  new PubSubError(
    status.INVALID_ARGUMENT,
    `${PREFIX}.subscription.fetch.topic.invalid`,
    'The topic of a subscription cannot change.',
  );

/** A fault: a gRPC status by name (`UNAVAILABLE`), or an `error-code`, which comes as RESOURCE_EXHAUSTED or UNKNOWN. */
export function faultToPubSubError(code: string): PubSubError {
  const named = status[code as keyof typeof status];
  if (typeof named === 'number')
    return new PubSubError(named, `${PREFIX}.service.fault`, `Injected fault: ${code}`);
  return new PubSubError(
    code.endsWith('limit.exceeded') ? status.RESOURCE_EXHAUSTED : status.UNKNOWN,
    code,
    `Injected fault: ${code}`,
  );
}
