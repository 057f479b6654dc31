import { SalesforceError } from '../salesforce-error.ts';
import type { Action } from './action.ts';

const actions: { readonly action: Action; readonly pattern: RegExp; readonly names: readonly string[] }[] =
  [];

/** Adds actions; where several fit a path, the first added wins. */
export function register(...added: readonly Action[]): void {
  for (const action of added) {
    const names = [...action.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
    const pattern = new RegExp(`^${action.path.replace(/:\w+/g, '([^/]+)')}/?$`, 'i');
    actions.push({ action, pattern, names });
  }
}

/** The action for a path below `/services/data/vNN.N`; null when there is none, a refusal for another method. */
export function findAction(
  method: string,
  path: string,
): { action: Action; params: Record<string, string> } | null {
  const fitting = actions.flatMap(({ action, pattern, names }) => {
    const values = pattern.exec(path);
    return values
      ? [{ action, params: Object.fromEntries(names.map((name, i) => [name, decode(values[i + 1] ?? '')])) }]
      : [];
  });
  const found = fitting.find(({ action }) => action.method === (method === 'HEAD' ? 'GET' : method));
  if (found) return found;
  if (fitting.length === 0) return null;
  const allowed = [...new Set(fitting.map(({ action }) => action.method))].join(', ');
  throw new SalesforceError(
    405,
    'METHOD_NOT_ALLOWED',
    `HTTP Method '${method}' not allowed. Allowed are ${allowed}`,
  );
}

/** REST's error shape: a list with all that is wrong, `fields` only where there are some. */
export function errorBody(error: SalesforceError) {
  return error.details().map(({ errorCode, message, fields }, index) => ({
    ...(index === 0 ? error.extras.body : {}),
    message,
    errorCode,
    ...(fields.length > 0 ? { fields } : {}),
  }));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new SalesforceError(400, 'URI_MALFORMED', 'The address is not well encoded.');
  }
}
