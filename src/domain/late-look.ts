/**
 * When Salesforce is asked for a record it may have made although nobody heard of it, after the last such try. It ends
 * every request of the REST API within 10 minutes (API Request Limits and Allocations): later nothing of it can come.
 */
const LOOKS_AFTER_MS: readonly number[] = [30_000, 2 * 60_000, 5 * 60_000, 15 * 60_000];

/** The next look, ISO-8601; null: the last one has been. @param unheardAt when the end of a try was last not heard. */
export function nextLateLook(unheardAt: string, now: string): string | null {
  const tried = Date.parse(unheardAt);
  const due = LOOKS_AFTER_MS.map((after) => tried + after).find((at) => at > Date.parse(now));
  return due === undefined ? null : new Date(due).toISOString();
}
