import type { OrgCore, OrgUser } from '../core.ts';
import { readableByUser } from './care-record-access.ts';
import { CareRefused, type Problem, postToCare, problem } from './care-service.ts';

/** TWIN of CareHostController.cls, and of CareHostExtension.cls, whose remote action calls it. Change all together. */
const TIMEOUT_MS = 10_000;

export interface CodeAnswer {
  code?: string;
  frameUrl?: string;
  expiresAt?: string;
  caseId?: string | null;
  /** Address of the named credential, for those who may read the setup. */
  serviceUrl: string | null;
  problem?: Problem;
}

export async function getCode(
  org: OrgCore,
  user: OrgUser,
  params: { recordId: string | null; nonce: string },
): Promise<CodeAnswer> {
  const { recordId } = params;
  const isReadable = recordId === null || (await readableByUser(org, user, [recordId])).has(recordId);
  const answer = isReadable
    ? await askForCode(org, user, params)
    : { problem: problem('EMBED_RECORD_FORBIDDEN') };
  const serviceUrl = user.rights.customizeApplication ? org.namedCredentials.get('Care_Service')?.url : null;
  return { ...answer, serviceUrl: serviceUrl ?? null };
}

async function askForCode(
  org: OrgCore,
  user: OrgUser,
  { recordId, nonce }: { recordId: string | null; nonce: string },
): Promise<Omit<CodeAnswer, 'serviceUrl'>> {
  // Lightning and My Domain share one origin here.
  const input = { recordId, nonce, hosts: [org.url, org.visualforceUrl] };
  try {
    const body = await postToCare(org, user, '/v1/embed/codes', input, TIMEOUT_MS);
    const text = (name: string) => (typeof body[name] === 'string' ? body[name] : null);
    const [code, frameUrl] = [text('code'), text('frameUrl')];
    if (code && frameUrl)
      return { code, frameUrl, expiresAt: text('expiresAt') ?? '', caseId: text('caseId') };
    return { problem: problem('HOST_SERVICE_UNREACHABLE') };
  } catch (error) {
    if (error instanceof CareRefused) return { problem: error.problem };
    throw error;
  }
}
