import type { SettingsPage } from './page.ts';

export interface FoundPage {
  readonly page: SettingsPage;
  readonly params: Readonly<Record<string, string>>;
}

/** The page at an address, and what its `:names` stand for; null when there is none. */
export function findPage(pages: readonly SettingsPage[], pathname: string): FoundPage | null {
  const parts = split(pathname);
  for (const page of pages) {
    const params = match(split(page.path), parts);
    if (params) return { page, params };
  }
  return null;
}

const split = (path: string): string[] => path.split('/').filter((part) => part !== '');

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index]!;
    if (expected.startsWith(':')) params[expected.slice(1)] = decode(part);
    else if (expected !== part) return null;
  }
  return params;
}

/** An address somebody mistyped is an address without a page, no fault of ours. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
