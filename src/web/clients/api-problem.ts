import type { ProblemBody, ProblemCode } from '../../api/problems.ts';

/** What the browser itself finds out, beside the codes of the contract. */
export type ClientProblemCode = 'CARE_UNREACHABLE' | 'CARE_TIMEOUT' | 'CARE_ANSWER_UNREADABLE';

/** A request that did not succeed: stable code, the fact, and what to do. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ProblemCode | ClientProblemCode | (string & {});
  /** 0: there was no answer. */
  readonly status: number;
  readonly fact: string;
  readonly remedy: string;
  readonly errors: readonly { path: string; fact: string }[];
  readonly requestId: string | null;
  /** Of CASE_ALREADY_LINKED: the record the case belongs to. */
  readonly linkedTo: NonNullable<ProblemBody['linkedTo']> | null;

  constructor(
    problem: Pick<ProblemBody, 'code' | 'status' | 'detail' | 'remedy'> & Partial<ProblemBody>,
    options?: ErrorOptions,
  ) {
    super(problem.detail, options);
    this.code = problem.code;
    this.status = problem.status;
    this.fact = problem.detail;
    this.remedy = problem.remedy;
    this.errors = problem.errors ?? [];
    this.requestId = problem.requestId ?? null;
    this.linkedTo = problem.linkedTo ?? null;
  }

  /** Whether the same request may succeed later, so that it can wait and be sent again with its key. */
  get passing(): boolean {
    return (
      this.status === 0 ||
      this.status === 429 ||
      this.status >= 502 ||
      this.code === 'IDEMPOTENCY_IN_PROGRESS'
    );
  }
}

export function unreachable(timedOut: boolean, cause: unknown): ApiProblem {
  return new ApiProblem(
    {
      code: timedOut ? 'CARE_TIMEOUT' : 'CARE_UNREACHABLE',
      status: 0,
      detail: timedOut ? 'Care took too long to answer.' : 'Care can’t be reached.',
      remedy: 'It is tried again by itself. What you write is kept.',
    },
    { cause },
  );
}

/** Reads an unsuccessful answer. Anything that is not a problem document becomes one. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  if (isProblem(body)) return new ApiProblem(body);
  return new ApiProblem({
    code: 'CARE_ANSWER_UNREADABLE',
    status: response.status,
    detail: `Care answered with status ${response.status} and no reason.`,
    remedy: 'Try again; if it stays, tell your admin.',
  });
}

function isProblem(value: unknown): value is ProblemBody {
  if (typeof value !== 'object' || value === null) return false;
  const { code, detail, remedy, status, errors } = value as Record<string, unknown>;
  return (
    typeof code === 'string' &&
    typeof detail === 'string' &&
    typeof remedy === 'string' &&
    typeof status === 'number' &&
    (errors === undefined || Array.isArray(errors))
  );
}

/** Any thrown value as a problem, so that views have one shape to show. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem(
    {
      code: 'CARE_ANSWER_UNREADABLE',
      status: 0,
      detail: error instanceof Error ? error.message : 'Something failed in this page.',
      remedy: 'Reload the page.',
    },
    { cause: error },
  );
}
