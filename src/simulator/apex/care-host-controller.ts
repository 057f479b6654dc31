import type { OrgCore, OrgUser } from '../core.ts';

/**
 * TWIN of force-app/main/default/classes/CareHostController.cls.
 *
 * Apex cannot run outside an org, so the simulated org does by hand what that class does: it makes the same HTTP call
 * with the named credential's key, and answers the page in the same shape. Change both together.
 */
const TIMEOUT_MS = 10_000;
const CREDENTIAL = 'Care_Service';

export interface CodeAnswer {
  code?: string;
  frameUrl?: string;
  expiresAt?: string;
  caseId?: string | null;
  problem?: CodeProblem;
}

export interface CodeProblem {
  code: string;
  detail?: string | null;
  remedy?: string | null;
  linkUrl?: string | null;
}

const refused = (code: string): CodeAnswer => ({ problem: { code } });

export async function getCode(
  org: OrgCore,
  user: OrgUser,
  params: { recordId: string | null; nonce: string },
): Promise<CodeAnswer> {
  if (params.recordId !== null && !(await canRead(org, user, params.recordId))) {
    return refused('EMBED_RECORD_FORBIDDEN');
  }
  const credential = org.namedCredentials.get(CREDENTIAL);
  const headers = user.rights.externalCredential(CREDENTIAL) ? credential?.headers() : null;
  if (!credential || !headers) return refused('HOST_CREDENTIAL_MISSING');
  try {
    const response = await fetch(`${credential.url}/v1/embed/codes`, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({
        orgId: org.orgId,
        userId: user.id,
        recordId: params.recordId,
        nonce: params.nonce,
        // Lightning, Visualforce and My Domain share one host here.
        hosts: [org.url],
      }),
    });
    return readAnswer(response.status, await response.json());
  } catch {
    return refused('HOST_SERVICE_UNREACHABLE');
  }
}

async function canRead(org: OrgCore, user: OrgUser, recordId: string): Promise<boolean> {
  const object = org.schema.objectOfId(recordId)?.name;
  if (object !== 'Case' && object !== 'Lead') return false;
  return (await org.records.get(user, recordId)) !== null;
}

function readAnswer(status: number, body: unknown): CodeAnswer {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const textOf = (name: string) => (typeof given[name] === 'string' ? given[name] : null);
  if (status === 201) {
    const [code, frameUrl] = [textOf('code'), textOf('frameUrl')];
    if (code && frameUrl)
      return { code, frameUrl, expiresAt: textOf('expiresAt') ?? '', caseId: textOf('caseId') };
    return refused('HOST_SERVICE_UNREACHABLE');
  }
  const code = textOf('code');
  if (!code) return refused('HOST_SERVICE_UNREACHABLE');
  return {
    problem: { code, detail: textOf('detail'), remedy: textOf('remedy'), linkUrl: textOf('linkUrl') },
  };
}
