import { PROBLEMS, type ProblemBody, type ProblemCode } from '../api/problems.ts';

export interface ProblemOptions {
  errors?: { path: string; fact: string }[];
  /** EMBED_NO_IDENTITY_LINK: where one links oneself. */
  linkUrl?: string;
  /** CASE_ALREADY_LINKED: the record it belongs to. */
  linkedTo?: { recordId: string; object: 'Case' | 'Lead'; number: string | null };
  /** What to do, where the registry's own word cannot say it for this occurrence. */
  remedy?: string;
  cause?: unknown;
}

/** What a use case throws when it cannot do what was asked; the HTTP edge answers with it by RFC 9457. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly errors: { path: string; fact: string }[] | undefined;
  readonly #remedy: string | undefined;
  readonly #more: Pick<ProblemOptions, 'linkUrl' | 'linkedTo'>;

  /** @param detail the fact of this occurrence; no secret, no customer's text. */
  constructor(code: ProblemCode, detail?: string, options: ProblemOptions = {}) {
    super(detail ?? PROBLEMS[code].title, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.errors = options.errors;
    this.#remedy = options.remedy;
    const { linkUrl, linkedTo } = options;
    this.#more = {
      ...(linkUrl === undefined ? {} : { linkUrl }),
      ...(linkedTo === undefined ? {} : { linkedTo }),
    };
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }

  toBody(requestId?: string): ProblemBody {
    const { status, title, remedy } = PROBLEMS[this.code];
    return {
      type: `urn:care:problem:${this.code.toLowerCase().replaceAll('_', '-')}`,
      title,
      status,
      code: this.code,
      detail: this.message,
      remedy: this.#remedy ?? remedy,
      ...(requestId === undefined ? {} : { requestId }),
      ...(this.errors === undefined ? {} : { errors: this.errors }),
      ...this.#more,
    };
  }
}
