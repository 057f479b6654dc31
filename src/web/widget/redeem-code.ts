import type { EmbedScope } from '../../api/endpoint.ts';
import { FIRST_PAGE } from '../case/first-page.ts';
import type { AgentRef, OpenedCase } from '../case/store/case-types.ts';
import { createApiClient } from '../clients/api-client.ts';
import type { Grant } from '../clients/embed-token.ts';

/** The right to see something for a quarter of an hour, and the case itself when it was asked for. */
export interface EmbedGrant extends Grant {
  /** Absent where the service knows cases only. */
  scope?: EmbedScope;
  caseId: string | null;
  agent: AgentRef;
  opened: OpenedCase | null;
}

export type RedeemCode = (code: string, wants: 'case' | 'token') => Promise<EmbedGrant>;

/** Turns a one-time code of the host into a grant. Rejects with ApiProblem. */
export function codeRedeemer(nonce: string, fetchOption: { fetch?: typeof fetch } = {}): RedeemCode {
  const nobody = createApiClient({
    token: { current: () => null, renew: async () => false },
    ...fetchOption,
  });
  return (code, wants) =>
    nobody.call('POST /v1/embed/redeem', {
      body: { code, nonce, entries: wants === 'case' ? FIRST_PAGE : 0 },
    });
}
