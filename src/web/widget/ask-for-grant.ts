import { FIRST_PAGE } from '../case/first-page.ts';
import type { EmbedGrant } from './redeem-code.ts';

const TIMEOUT_MS = 15_000;

/**
 * Redeems the first code, with nothing around it that could wait: what is asked again later goes through the API
 * client. Rejects with the answer itself when it is a refusal, or as fetch does.
 */
export async function askForGrant(code: string, nonce: string): Promise<EmbedGrant> {
  const response = await fetch('/v1/embed/redeem', {
    method: 'POST',
    credentials: 'omit',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({ code, nonce, entries: FIRST_PAGE }),
  });
  if (!response.ok) throw response;
  return response.json();
}
