import { requireSf } from './sf.ts';

/** Runs a script of this folder, all of which need `sf`: what it throws is said in its own words, and it exits with 1. */
export async function runCommand(work: () => void | Promise<void>): Promise<void> {
  try {
    requireSf();
    await work();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

/** The org meant: the first word of the command line, else E2E_ORG, else `care`. */
export function orgAlias(): string {
  const alias = process.argv[2] ?? process.env.E2E_ORG ?? 'care';
  // It becomes a file name, and on Windows a word of a shell.
  if (/^[\w.@-]+$/.test(alias)) return alias;
  throw new Error(`"${alias}" cannot be an alias. Use letters, digits, dots and hyphens.`);
}

/** The https address under which the org reaches Care. */
export function publicUrl(): string {
  const given = process.env.CARE_PUBLIC_URL ?? '';
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url?.protocol === 'https:' && !url.hostname.endsWith('.invalid')) {
    // The CLI's replacements read it there: a slash at its end would stand before that of every path.
    process.env.CARE_PUBLIC_URL = url.origin;
    return url.origin;
  }
  throw new Error(
    'Set CARE_PUBLIC_URL to the https address under which the org reaches Care: its named credential and\n' +
      'trusted URL get it. On your own machine a tunnel gives you one; any that ends in https will do, e.g.\n' +
      '  cloudflared tunnel --url http://127.0.0.1:4400\n' +
      '  ngrok http 4400\n' +
      'then: CARE_PUBLIC_URL=https://the-address-it-shows npm run org:push',
  );
}
