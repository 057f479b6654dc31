import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What a gate saw. */
export interface GateResult {
  /** How many files it read: a gate that read none has proved nothing and fails. */
  files: number;
  /** One line per fault, naming the file. */
  faults: string[];
}

/** A check that the whole tree passes, run against any copy of it. */
export interface Gate {
  name: string;
  run(root: string): GateResult;
}

export function passes({ files, faults }: GateResult): boolean {
  return files > 0 && faults.length === 0;
}

export interface ToolRun {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a program of `node_modules/.bin` in the tree. */
export function runTool(root: string, name: string, args: string[], env: NodeJS.ProcessEnv = {}): ToolRun {
  return runProgram(root, join(root, 'node_modules', '.bin', name), args, env);
}

export function runProgram(
  root: string,
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
): ToolRun {
  const run = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: '1', ...env },
    shell: process.platform === 'win32',
  });
  if (run.error) throw run.error;
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** A tool that failed without naming a fault (its configuration, a crash) has not passed. */
export function withFailure(faults: string[], name: string, { status, stdout, stderr }: ToolRun): string[] {
  if (status === 0 || faults.length > 0) return faults;
  return [`${name} ended with ${status}: ${(stderr.trim() || stdout.trim()).slice(-1_500)}`];
}
