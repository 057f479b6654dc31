import { spawnSync } from 'node:child_process';

/** What the Salesforce CLI said no to. `code` is its own name for it, e.g. `NoDefaultDevHubError`. */
export class SfRefused extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** A deploy that failed says why in its result. */
    readonly result?: unknown,
  ) {
    super(message);
  }
}

const MISSING =
  'This needs the Salesforce CLI, and there is no `sf` on the PATH.\n' +
  'Install it with `npm install --global @salesforce/cli` (Node 22 or later), then sign in to a Dev Hub:\n' +
  '  sf org login web --set-default-dev-hub';

/** @throws Error with how to install it */
export function requireSf(): void {
  run(['--version']);
}

/** What every command of the CLI prints with `--json`. */
interface SfAnswer {
  status: number;
  result?: unknown;
  name?: string;
  message?: string;
  actions?: string[];
}

/**
 * Runs one command of the Salesforce CLI and gives its result.
 *
 * @param alsoGood exit codes that come with a result, e.g. 100 of a test run with failures
 * @throws SfRefused with the CLI's own words; Error with how to install it
 */
export function sf<Result>(args: readonly string[], alsoGood: readonly number[] = []): Result {
  const { status, stdout, stderr } = run([...args, '--json']);
  const answer = parsed<SfAnswer>(stdout) ?? parsed<SfAnswer>(stderr);
  if (answer?.result !== undefined && [0, ...alsoGood].includes(answer.status))
    return answer.result as Result;
  const words =
    answer?.message ?? (stderr.trim() || `\`sf ${args.slice(0, 3).join(' ')}\` ended with ${status}.`);
  throw new SfRefused(
    answer?.name ?? 'Unknown',
    [words, ...(answer?.actions ?? [])].join('\n'),
    answer?.result,
  );
}

/**
 * Asks the org's REST API, signed in as whoever the alias is. A body goes by stdin: arguments are on show.
 *
 * @param path e.g. `/services/data/v66.0/limits`
 * @throws SfRefused with the code and message of the org
 */
export function sfRequest<Body>(org: string, method: string, path: string, body?: unknown): Body {
  const { status, stdout, stderr } = run(
    [
      'api',
      'request',
      'rest',
      path,
      '--method',
      method,
      '--target-org',
      org,
      ...(body ? ['--body', '-'] : []),
    ],
    body === undefined ? undefined : JSON.stringify(body),
  );
  const answer = parsed<unknown>(stdout);
  if (status === 0) return answer as Body;
  const [refusal] = (Array.isArray(answer) ? answer : [answer]) as { errorCode?: string; message?: string }[];
  throw new SfRefused(
    refusal?.errorCode ?? 'Unknown',
    `${method} ${path}: ${refusal?.message ?? (stderr.trim() || `\`sf\` ended with ${status}.`)}`,
  );
}

function run(args: readonly string[], input?: string) {
  const onWindows = process.platform === 'win32';
  const ran = spawnSync('sf', onWindows ? args.map(quoted) : [...args], {
    encoding: 'utf8',
    input,
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, SF_SKIP_NEW_VERSION_CHECK: 'true', NO_COLOR: '1', FORCE_COLOR: '0' },
    shell: onWindows,
  });
  if (ran.error && 'code' in ran.error && ran.error.code === 'ENOENT') throw new Error(MISSING);
  if (ran.error) throw ran.error;
  return ran;
}

/** There `sf` is a script of the shell's, which would take a blank for the end of a word. */
const quoted = (word: string): string => `"${word.replaceAll('"', '""')}"`;

function parsed<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}
