import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const LEAST = 17;

let found: string | undefined;

/** The Java that the checkers run on, installed where we may; throws with what to do where we may not. */
export function findJava(): string {
  found ??= locateJava() ?? installFromDebian();
  if (found) return found;
  throw new Error(
    `These checks need Java ${LEAST} or later, and none was found. Do one of these:\n` +
      '  sudo apt-get install -y openjdk-17-jre-headless     (Debian, Ubuntu)\n' +
      '  brew install openjdk                                (macOS)\n' +
      '  JAVA_HOME=/path/to/java npm run check:salesforce',
  );
}

function locateJava(): string | undefined {
  const home = process.env.JAVA_HOME;
  const candidates = [...(home ? [join(home, 'bin', 'java')] : []), 'java'];
  return candidates.find((java) => {
    const { stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
    return Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0) >= LEAST;
  });
}

function installFromDebian(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log('No Java found; installing it with apt-get.');
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'openjdk-17-jre-headless']]) {
    const run = spawnSync('apt-get', ['-qq', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      encoding: 'utf8',
    });
    const why = run.error?.message ?? run.stderr.trim().slice(-500);
    if (run.status !== 0) console.error(`apt-get ${args[0]} failed: ${why}`);
  }
  return locateJava();
}
