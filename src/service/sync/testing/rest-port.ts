import { z } from 'zod';
import { classifySalesforceError } from '../../../domain/classify-salesforce-error.ts';
import { SALESFORCE_API_VERSION } from '../../../domain/salesforce-names.ts';
import type { SalesforceAccess, SalesforcePort, SalesforceRequest, TokenOwner } from '../ports.ts';

const Errors = z.array(
  z.object({ errorCode: z.string(), message: z.string(), fields: z.array(z.string()).default([]) }),
);

/** The Salesforce port over one access token, for tests: no vault, no renewal, every request kept. */
export class RestPort implements SalesforcePort {
  readonly requests: SalesforceRequest[] = [];
  readonly #access: SalesforceAccess;
  readonly #owner: TokenOwner;

  constructor(access: SalesforceAccess, owner: TokenOwner) {
    this.#access = access;
    this.#owner = owner;
  }

  accessFor(): Promise<SalesforceAccess | null> {
    return Promise.resolve(this.#access);
  }

  async call(request: SalesforceRequest): ReturnType<SalesforcePort['call']> {
    this.requests.push(request);
    try {
      const answer = await fetch(
        `${this.#access.instanceUrl}/services/data/v${SALESFORCE_API_VERSION}${request.path}`,
        {
          method: request.method,
          headers: {
            authorization: `Bearer ${this.#access.accessToken}`,
            'Sforce-Auto-Assign': 'FALSE',
            'Sforce-Call-Options': 'client=Care',
            ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
            ...request.headers,
          },
          ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
          signal: AbortSignal.timeout(request.deadlineMs ?? 30_000),
        },
      );
      const text = await answer.text();
      const body: unknown = text === '' ? null : JSON.parse(text);
      const { status } = answer;
      if (answer.ok) {
        return { kind: 'answered', status, body, headers: {}, tokenOwner: this.#owner };
      }
      const errors = Errors.parse(body).map((each) => ({
        code: each.errorCode,
        message: each.message,
        fields: each.fields,
      }));
      const first = errors[0] ?? { code: `ERROR_HTTP_${status}`, message: '', fields: [] };
      return {
        kind: 'refused',
        status,
        errors,
        tokenOwner: this.#owner,
        class: classifySalesforceError(first),
      };
    } catch (error) {
      return { kind: 'unknown', reason: error instanceof Error ? error.message : String(error) };
    }
  }
}
