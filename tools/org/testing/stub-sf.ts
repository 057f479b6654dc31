import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What one call of the stub gives back. */
export interface StubAnswer {
  exit?: number;
  stdout: unknown;
}

export interface StubCall {
  /** The words after `sf`, blanks between them. */
  line: string;
  stdin: string;
  /** What lay in the folders it was to deploy, force-app aside, by file name. */
  deployed: Record<string, string>;
  /** What the replacements of sfdx-project.json would put in. */
  address: string;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Stands for the CLI: notes each call, and answers by the first rule whose words begin the line. */
const PROGRAM = `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
const line = args.join(' ');
const stdin = args.includes('-') ? fs.readFileSync(0, 'utf8') : '';
const deployed = {};
for (const [at, word] of args.entries()) {
  if (word !== '--source-dir' || args[at + 1] === 'force-app') continue;
  for (const file of fs.readdirSync(args[at + 1])) deployed[file] = fs.readFileSync(args[at + 1] + '/' + file, 'utf8');
}
const log = __dirname + '/calls.jsonl';
const earlier = fs.existsSync(log) ? fs.readFileSync(log, 'utf8').trim().split('\\n').map((text) => JSON.parse(text).line) : [];
fs.appendFileSync(log, JSON.stringify({ line, stdin, deployed, address: process.env.CARE_PUBLIC_URL }) + '\\n');
if (line === '--version') process.exit(0);
const rules = JSON.parse(fs.readFileSync(__dirname + '/rules.json', 'utf8'));
const rule = rules.find(([words]) => line.startsWith(words));
if (!rule) { console.error('The stub has no answer to: ' + line); process.exit(70); }
const times = earlier.filter((text) => text.startsWith(rule[0])).length;
const { exit = 0, stdout } = rule[1][Math.min(times, rule[1].length - 1)];
console.log(JSON.stringify(stdout));
process.exitCode = exit;
`;

export class StubSf {
  readonly folder = mkdtempSync(join(tmpdir(), 'stub-sf-'));
  readonly #rules: [words: string, answers: StubAnswer[]][] = [];

  constructor() {
    writeFileSync(join(this.folder, 'sf'), PROGRAM, { mode: 0o755 });
    this.#save();
  }

  /** Answers the calls that begin so, one after the other; the last answer stays. Later rules win. */
  on(words: string, ...answers: StubAnswer[]): this {
    this.#rules.unshift([words, answers]);
    this.#save();
    return this;
  }

  calls(): StubCall[] {
    const lines = readFileSync(join(this.folder, 'calls.jsonl'), 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line) as StubCall).filter(({ line }) => line !== '--version');
  }

  /** Runs a script of tools/org with this stub as `sf`, or with none. */
  run(script: string, args: string[] = [], env: Record<string, string> = {}, path = this.folder) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', `tools/org/${script}.ts`, ...args],
      {
        cwd: ROOT,
        encoding: 'utf8',
        env: { ...process.env, CARE_PUBLIC_URL: '', E2E_ORG: 'care', ...env, PATH: path },
      },
    );
    return { status, stdout, stderr };
  }

  /** The PATH that finds this `sf` before any other. */
  get path(): string {
    return [this.folder, dirname(process.execPath), process.env.PATH].join(delimiter);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #save(): void {
    writeFileSync(join(this.folder, 'rules.json'), JSON.stringify(this.#rules));
  }
}

/** A result, in the envelope the CLI puts it in. */
export const result = (result: unknown): StubAnswer => ({ stdout: { status: 0, result, warnings: [] } });
export const rows = (...records: unknown[]): StubAnswer =>
  result({ records, totalSize: records.length, done: true });
/** What `sf api request rest` prints: the org's own answer, without an envelope. */
export const body = (stdout: unknown): StubAnswer => ({ stdout });
/** A failure, as the CLI tells of it (2.146). */
export const failure = (name: string, message: string, actions: string[] = []): StubAnswer => ({
  exit: 1,
  stdout: { name, message, exitCode: 1, actions, code: '1', status: 1, warnings: [] },
});
