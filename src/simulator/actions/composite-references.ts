import { SalesforceError } from '../salesforce-error.ts';

const REFERENCE = /@\{(\w+)((?:\[\d+\]|\.\w+)*)\}/g;

/** Puts earlier answers in place of `@{reference.id}` and `@{reference[0].id}`, in addresses and bodies. */
export function fillReferences<T extends { url: string; body?: unknown }>(
  request: T,
  answers: ReadonlyMap<string, unknown>,
): T {
  return {
    ...request,
    url: fillText(request.url, answers, encodeURIComponent),
    body: fill(request.body, answers),
  };
}

function fill(value: unknown, answers: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return fillText(value, answers, (text) => text);
  if (Array.isArray(value)) return value.map((item) => fill(item, answers));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, answers)]));
}

function fillText(
  text: string,
  answers: ReadonlyMap<string, unknown>,
  encode: (text: string) => string,
): string {
  return text.replace(REFERENCE, (_whole, name: string, path: string) => {
    let value: unknown = answers.get(name);
    for (const [, index, key] of path.matchAll(/\[(\d+)\]|\.(\w+)/g)) {
      value =
        typeof value === 'object' && value !== null
          ? (value as Record<string, unknown>)[index ?? key ?? '']
          : undefined;
    }
    if (typeof value === 'string' || typeof value === 'number') return encode(String(value));
    throw new SalesforceError(
      400,
      'PROCESSING_HALTED',
      `Invalid reference specified. No value for ${name}${path} found in ${name}`,
    );
  });
}
