import type { OrgCore, OrgUser } from '../core.ts';

/**
 * TWIN of force-app/main/default/classes/CareService.cls.
 *
 * Apex cannot run outside an org, so the simulated org does by hand what that class does: the same HTTP call with the
 * named credential's key, and the same refusals. Change both together.
 */
const CREDENTIAL = 'Care_Service';

export interface Problem {
  code: string;
  detail: string | null;
  remedy: string | null;
  linkUrl: string | null;
}

/** Care refused, or could not be asked. */
export class CareRefused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** A problem found on this side; its words are the reader's to choose. */
export const problem = (code: string): Problem => ({ code, detail: null, remedy: null, linkUrl: null });

/** Sends one request and reads the answer, which is an object. @throws CareRefused */
export async function postToCare(
  org: OrgCore,
  user: OrgUser,
  path: string,
  input: Readonly<Record<string, unknown>>,
  timeoutMs: number,
): Promise<Readonly<Record<string, unknown>>> {
  const credential = org.namedCredentials.get(CREDENTIAL);
  const headers = user.rights.externalCredential(CREDENTIAL) ? credential?.headers() : null;
  if (!credential || !headers) throw new CareRefused(problem('HOST_CREDENTIAL_MISSING'));
  const { ok, body } = await send(
    `${credential.url}${path}`,
    { ...input, orgId: org.orgId, userId: user.id },
    headers,
    timeoutMs,
  );
  if (ok) return body;
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : null);
  const code = text('code');
  if (code === null) throw new CareRefused(problem('HOST_SERVICE_UNREACHABLE'));
  throw new CareRefused({ code, detail: text('detail'), remedy: text('remedy'), linkUrl: text('linkUrl') });
}

async function send(
  url: string,
  body: object,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<{ ok: boolean; body: Readonly<Record<string, unknown>> }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (typeof answer === 'object' && answer !== null && !Array.isArray(answer))
      return { ok: response.ok, body: answer as Record<string, unknown> };
  } catch {
    // Told below: no answer, or none of Care's.
  }
  throw new CareRefused(problem('HOST_SERVICE_UNREACHABLE'));
}
