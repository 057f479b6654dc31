import { bootstrap } from './bootstrap.ts';

/** An error as the platform's data service hands it to a component: `{ status, body: { message, errorCode } }`. */
export interface OrgError {
  readonly status: number;
  readonly body: { readonly message: string; readonly errorCode: string };
}

/** Calls an endpoint under `/lightning/api`. Rejects with OrgError. */
export async function callOrg<Answer>(
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`/lightning/api${path}`, {
    method,
    headers: {
      'x-csrf-token': bootstrap.csrfToken,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.ok) return (await response.json()) as Answer;
  const [refusal] = (await response.json().catch(() => [])) as { message?: string; errorCode?: string }[];
  const error: OrgError = {
    status: response.status,
    body: {
      message: refusal?.message ?? response.statusText,
      errorCode: refusal?.errorCode ?? 'UNKNOWN_EXCEPTION',
    },
  };
  throw error;
}
