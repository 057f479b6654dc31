import type { ChannelOutcome, ChannelRequest } from './deliver-to-channel.ts';

const DEADLINE_MS = 15_000;
/** A receipt is two short strings. */
const MOST_BYTES = 64 * 1024;

/** One POST with a deadline over all of it; a redirect is an answer, never followed. */
export async function postToChannel({ url, headers, body }: ChannelRequest): Promise<ChannelOutcome> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return { kind: 'answered', status: answer.status, body: await readBounded(answer) };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return {
      kind: 'unknown',
      reason: timedOut ? 'The channel did not answer in time.' : 'The channel could not be reached.',
    };
  }
}

async function readBounded(answer: Response): Promise<string> {
  if (!answer.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST_BYTES) return '';
  }
  return text + decoder.decode();
}
