import { createHash, randomUUID } from 'node:crypto';
import type { OrgCore, OrgUser } from '../core.ts';
import { readableByUser } from './care-record-access.ts';
import { CareRefused, type Problem, postToCare, problem } from './care-service.ts';

/** TWIN of CareActionCall.cls. Change both together. */
const PER_CALL = 200;
const TIMEOUT_MS = 60_000;

/** One wish: what to do with which record. */
export interface ActionInput {
  readonly recordId: string | null;
  /** The caller's key; blank for none, and then the wish is unlike every other. */
  readonly ownKey: string | null;
  readonly fields: Readonly<Record<string, string | null>>;
}

/** What became of one wish. */
export interface ActionOutcome {
  readonly messageId: string | null;
  readonly caseId: string | null;
  readonly caseUrl: string | null;
  readonly agentName: string | null;
  readonly problem: Problem | null;
}

/** Words of problems found on this side, by custom label. */
const LABELS: Readonly<Record<string, string>> = {
  ACTION_INPUT_MISSING: 'Care_Action_Incomplete',
  EMBED_RECORD_FORBIDDEN: 'Care_Record_Forbidden',
  HOST_CREDENTIAL_MISSING: 'Care_Credential_Missing',
  HOST_SERVICE_UNREACHABLE: 'Care_Action_Unreachable',
};

/** @param required name of the field that must not be blank */
export async function sendToCare(
  org: OrgCore,
  user: OrgUser,
  path: string,
  required: string,
  inputs: readonly ActionInput[],
): Promise<readonly ActionOutcome[]> {
  const readable = await readableByUser(
    org,
    user,
    inputs.flatMap(({ recordId }) => recordId ?? []),
  );
  const outcomes = new Map<string, ActionOutcome>();
  const wishes = inputs.map((input) => ({ ...input, key: keyOf(org, input) }));
  for (const { recordId, fields, key } of wishes) {
    if (recordId === null || isBlank(fields[required] ?? null))
      outcomes.set(key, refused(org, problem('ACTION_INPUT_MISSING')));
    else if (!readable.has(recordId)) outcomes.set(key, refused(org, problem('EMBED_RECORD_FORBIDDEN')));
  }
  const unsent = new Map(wishes.filter(({ key }) => !outcomes.has(key)).map((wish) => [wish.key, wish]));
  const batch = [...unsent.values()].map(({ key, recordId, fields }) => ({ ...fields, key, recordId }));
  for (let start = 0; start < batch.length; start += PER_CALL)
    await post(org, user, path, batch.slice(start, start + PER_CALL), outcomes);
  return wishes.map(({ key }) => outcomes.get(key) as ActionOutcome);
}

async function post(
  org: OrgCore,
  user: OrgUser,
  path: string,
  batch: readonly { readonly key: string }[],
  outcomes: Map<string, ActionOutcome>,
): Promise<void> {
  let unanswered = problem('HOST_SERVICE_UNREACHABLE');
  try {
    note(await postToCare(org, user, path, { inputs: batch }, TIMEOUT_MS), outcomes);
  } catch (error) {
    if (!(error instanceof CareRefused)) throw error;
    unanswered = error.problem;
  }
  for (const { key } of batch) if (!outcomes.has(key)) outcomes.set(key, refused(org, unanswered));
}

function note(answer: Readonly<Record<string, unknown>>, outcomes: Map<string, ActionOutcome>): void {
  const { agent, results } = answer as {
    agent?: { name?: string };
    results?: (Partial<ActionOutcome> & { key?: string })[];
  };
  if (!Array.isArray(results)) return;
  for (const result of results) {
    const { key, messageId = null, caseId = null, caseUrl = null, problem: refusal = null } = result ?? {};
    const isAnswer = refusal?.code !== undefined || messageId !== null || caseId !== null;
    if (!key || !isAnswer) continue;
    outcomes.set(key, { messageId, caseId, caseUrl, agentName: agent?.name ?? null, problem: refusal });
  }
}

function refused(org: OrgCore, found: Problem): ActionOutcome {
  return { messageId: null, caseId: null, caseUrl: null, agentName: null, problem: inWords(org, found) };
}

function inWords(org: OrgCore, found: Problem): Problem {
  if (found.detail !== null) return found;
  const label = LABELS[found.code];
  if (!label) return { ...found, detail: found.code };
  const words = (part: string) => org.labels[`${label}_${part}`] ?? null;
  return { ...found, detail: words('Text'), remedy: words('Remedy') };
}

/** The same key, record and content make the same UUID (version 8, RFC 9562); without a key each is one of its own. */
function keyOf(org: OrgCore, { recordId, ownKey, fields }: ActionInput): string {
  if (isBlank(ownKey)) return randomUUID();
  const content = JSON.stringify([org.orgId, ownKey, recordId, fields]);
  const hex = createHash('sha256').update(content).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

const isBlank = (text: string | null) => text === null || text.trim() === '';
