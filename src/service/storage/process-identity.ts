import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process id alone is reused by the system; with the moment it began it names one process. */
export interface ProcessIdentity {
  pid: number;
  /** Opaque: equal for the same process, different for a later one with the same id. */
  began: string;
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, began: processBegan(process.pid) ?? '' };
}

/** True while exactly that process lives (not merely one with its id). */
export function isRunning(identity: ProcessIdentity): boolean {
  return processExists(identity.pid) && processBegan(identity.pid) === identity.began;
}

/** True while some process has this id, whoever owns it. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function processBegan(pid: number): string | undefined {
  if (process.platform === 'linux') return beganOnLinux(pid);
  if (process.platform === 'win32') return '';
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** Start time in clock ticks since boot (proc(5), field 22), with the boot it counts from. */
function beganOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}:${fields[19]}`;
  } catch {
    return undefined;
  }
}
