import { explainAll } from '../../domain/explain-salesforce-error.ts';
import { Problem } from '../problem.ts';
import { refusedAs } from '../sync/escalate.ts';
import type { SalesforceOutcome } from '../sync/ports.ts';

/** What an agent who waits is told when Salesforce did not do what was asked. */
export function problemOf(outcome: Exclude<SalesforceOutcome, { kind: 'answered' }>): Problem {
  switch (outcome.kind) {
    case 'unknown':
      return new Problem('SALESFORCE_UNAVAILABLE', outcome.reason);
    case 'unavailable':
      if (outcome.reason === 'not_connected') return new Problem('SALESFORCE_NOT_CONNECTED');
      return outcome.reason === 'reconnect_needed'
        ? new Problem('SALESFORCE_RECONNECT_NEEDED', outcome.detail)
        : new Problem('SALESFORCE_UNAVAILABLE', outcome.detail);
    case 'refused':
      if (outcome.class === 'auth') return new Problem('SALESFORCE_RECONNECT_NEEDED');
      if (outcome.class === 'limit' || outcome.class === 'transient' || outcome.class === 'lock') {
        const { fact, remedy } = explainAll(outcome.errors);
        return new Problem('SALESFORCE_UNAVAILABLE', fact, { remedy });
      }
      return refusedAs(outcome.errors);
  }
}

/** @throws Problem for everything but an answer. */
export function answered(outcome: SalesforceOutcome): Extract<SalesforceOutcome, { kind: 'answered' }> {
  if (outcome.kind === 'answered') return outcome;
  throw problemOf(outcome);
}
