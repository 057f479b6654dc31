import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { round } from './statistics.ts';

/** Where and when it was measured. Numbers of different machines, or of a busy one, are not comparable. */
export const machine = () => ({
  date: new Date().toISOString(),
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 2 ** 30),
});

/** Processes that wanted a core in the last minute: beside the numbers, because it is part of them. */
export const load = (): number => round(loadavg()[0] ?? 0);
